//! Properties that hold for any text. Each is a function that panics if its property is violated. libFuzzer runs them, and on the
//! stable compiler the test `fuzzing`.

mod commands;
mod frames;
pub mod odd;
mod params;
mod syntax;

pub use commands::commands;
pub use frames::frames;
pub use params::params;
pub use syntax::syntax;
