//! The console as an example, for `cargo run --example console`.

use std::process::ExitCode;

fn main() -> ExitCode {
    simplex_api_console::main()
}
