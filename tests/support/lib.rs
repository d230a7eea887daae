//! What the tests share: the facts about the API, what can be made of them without the library, the
//! programs of the examples and how they run beside a test, the [`recordings`] of real servers, and the run of
//! [`soak`].

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

/// Longer than anything takes that does come, on a busy machine too.
pub const LONG: Duration = Duration::from_secs(100);

/// The examples of the README of the repository are compiled as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
