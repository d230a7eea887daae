//! The embedded network by its commands, each with what it does and how it fails; and whole bots on
//! it.

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
