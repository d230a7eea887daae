//! What the tests share: the facts about the API, and what can be made of them without the library.

pub mod corrections;
pub mod evaluate;
pub mod facts;
pub mod generate;
pub mod json;
pub mod notation;
