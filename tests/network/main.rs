//! The embedded network: each command with its effect and its errors; and whole bots that use it.

mod bots;
mod fault_plans;
mod faults;

mod group_messages;
mod links;
mod recorded_bots;
mod recordings;
mod rows;
mod scale;
mod scripts;
mod spellings;
mod stage;
mod table;
mod transfers;
mod two_bots;
