//! Simulated people: what they do and what they see.

pub(crate) mod act;
pub(crate) mod see;
