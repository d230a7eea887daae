//! Declarations in an older edition of Rust.
//!
//! Most of the test is that it compiles.

extern crate simplex_api;

pub mod declarations {
    include!("../hygiene/src/declarations.rs");
}

#[test]
fn declarations_work_in_this_edition() {
    declarations::round_trip_all();
}
