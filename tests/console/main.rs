//! The console as a program: its input, its output and the terminal.

mod connect;
mod decode;
mod encode;
mod inbound;
#[cfg(unix)]
mod interactive;
mod program;
mod record;
mod serve;
mod spec;
#[cfg(unix)]
mod terminal;
mod usage;
