//! Recordings of real servers: everything that they sent is decoded, and their values are accepted in commands.

mod accepted;
mod commands;
mod compare;
mod deviations;
mod folding;
mod frames;
mod normal;
mod pairs;
mod play;
mod played;
mod sizes;
mod texts;
mod timing;
