//! Downloads and uploads: the transfers that handlers wait for, and the events about them.

pub(crate) mod awaited;
pub(crate) mod download;
pub(crate) mod error;
pub(crate) mod file_events;
pub(crate) mod progress;
pub(crate) mod transfers;
pub(crate) mod upload;

#[cfg(test)]
mod tests;
