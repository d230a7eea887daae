//! The limits of a syntax.

/// The maximum length in bytes.
pub(super) const MAX_LENGTH: usize = 1 << 16;
/// The maximum number of parameters, groups and keywords together.
pub(super) const MAX_PARTS: usize = 4096;
/// The maximum nesting depth of groups. The compiler limits the depth of the code that is made from them.
pub(super) const MAX_NESTING: usize = 64;
