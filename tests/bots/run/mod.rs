//! How a bot starts, runs and ends, and what happens when a handler fails.

mod handler_errors;
mod setup;
mod stderr;
mod stopping;
