//! The letters of a parameter's name: those of Rust's identifiers, in any script.

use unicode_ident::{is_xid_continue, is_xid_start};

/// Whether a name can begin with it.
pub(crate) fn may_begin_name(c: char) -> bool {
    c == '_' || is_xid_start(c)
}

/// Whether it can be in a name.
pub(crate) fn is_in_name(c: char) -> bool {
    is_xid_continue(c)
}
