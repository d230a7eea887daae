//! Encoding and decoding of commands: encoded commands are as documented, decoding is the exact inverse, and a value that
//! would be read as something else is an error.

mod aliases;
mod any_order;
mod builders;
mod command_check;
mod completions;
mod decoding;
mod encode_errors;
mod every_command;
mod from_params;
mod human_input;
mod json_parameters;
mod numbers;
mod older_servers;
mod omitted_fields;
mod parameters;
mod quotes;
mod round_trip;
mod secrets;
mod server_checks;
mod shortcuts;
mod similar_strings;
mod versions;
