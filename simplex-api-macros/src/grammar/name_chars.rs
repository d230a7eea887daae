//! The characters of a parameter name: those of Rust identifiers, in any script.

use unicode_ident::{is_xid_continue, is_xid_start};

pub(crate) fn can_start_name(c: char) -> bool {
    c == '_' || is_xid_start(c)
}

pub(crate) fn is_in_name(c: char) -> bool {
    is_xid_continue(c)
}
