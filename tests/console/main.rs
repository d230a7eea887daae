//! The console, used as from outside: its binary, with lines in and lines out.

mod connect;
mod decode;
mod encode;
mod inbound;
mod record;
mod serve;
mod spec;
mod tool;
mod usage;
