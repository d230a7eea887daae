//! Messages that are held back until they can be handled.

pub(crate) mod first_messages;
pub(crate) mod live_messages;
pub(crate) mod queue;

#[cfg(test)]
mod tests;
