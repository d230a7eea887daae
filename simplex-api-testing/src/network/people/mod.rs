//! Simulated people.

pub(crate) mod act;
pub(crate) mod see;
