//! What holds for any text, each as a function that panics where it does not: run by libFuzzer, and on
//! the stable compiler by the test `fuzzing`.

mod commands;
mod frames;
pub mod odd;
mod params;
mod syntax;

pub use commands::commands;
pub use frames::frames;
pub use params::params;
pub use syntax::syntax;
