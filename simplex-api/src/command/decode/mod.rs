//! Reading an encoded command from left to right, and describing what is wrong with it.

pub(super) mod case_fold;
pub(super) mod completion;
pub(super) mod diagnosis;
pub(super) mod error;
pub(super) mod failure;
pub(super) mod reader;
