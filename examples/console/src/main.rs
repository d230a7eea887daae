//! The console as a program: see the library of this package.

use std::process::ExitCode;

fn main() -> ExitCode {
    simplex_api_console::main()
}
