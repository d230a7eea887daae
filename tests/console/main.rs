//! The console, used as from outside: its binary, with lines in and lines out.

mod connect;
mod decode;
mod encode;
mod inbound;
mod record;
mod serve;
mod spec;
#[cfg(unix)]
mod terminal;
mod tool;
#[cfg(unix)]
mod typing;
mod usage;
