//! Bots on the embedded server, over a real WebSocket.

mod chats;
mod files;
mod groups;
mod harness;
mod messages;
mod programs;
mod run;
