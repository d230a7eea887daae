//! What the tests share: the facts about the API, what is generated from them without the library, the example programs,
//! the [`recordings`] of real servers, and the [`soak`] test.

pub mod corrections;
pub mod evaluate;
pub mod example;
pub mod facts;
pub mod fold;
pub mod generate;
pub mod json;
pub mod notation;
pub mod port;
pub mod process;
pub mod random;
pub mod recordings;
pub mod scratch;
pub mod soak;
pub mod versions;

use std::time::Duration;

/// A timeout that only something that never happens exceeds, also on a busy machine.
pub const LONG: Duration = Duration::from_secs(100);

/// The examples of the README of the repository are compiled as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
