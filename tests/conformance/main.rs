//! Compares the declarations with the facts about both documented versions, in both directions.

mod chats;
mod code;
mod commands;
mod corrections;
mod decoding;
mod deviations;
mod hostile;
mod lines;
mod macro_testdata;
mod newer_servers;
mod older_servers;
mod responses_and_events;
mod syntax;
mod types;
mod versions;
