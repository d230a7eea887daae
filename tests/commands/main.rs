//! Commands as text: what is written is what the documentation says, what is read is what was written,
//! and what cannot be read back is refused.

mod aliases;
mod any_order;
mod builders;
mod check;
mod checks;
mod completions;
mod dangers;
mod every_command;
mod json_parameters;
mod law;
mod left_out;
mod names;
mod numbers;
mod older_servers;
mod parameters;
mod quoted;
mod reading;
mod refusals;
mod secrets;
mod shortcuts;
mod typed;
mod versions;
