//! How a bot starts and stops, and what happens when a handler fails.

mod handler_errors;
mod setup;
mod stderr;
mod stopping;
