//! Decoding of an encoded command, from left to right, and the diagnosis of one that cannot be decoded.

pub(super) mod case_fold;
pub(super) mod completion;
mod diagnosis;
pub(super) mod error;
pub(super) mod failure;
pub(super) mod reader;
