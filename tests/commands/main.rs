//! Commands as text: what is written is what the documentation says, what is read is what was written,
//! and what cannot be read back is refused.

mod builders;
mod check;
mod dangers;
mod every_command;
mod law;
mod names;
mod parameters;
mod reading;
mod refusals;
mod shortcuts;
mod typed;
