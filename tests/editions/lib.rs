//! Declarations in code of an older edition.
//!
//! That it compiles is most of the test.

extern crate simplex_api;

pub mod declarations {
    include!("../hygiene/src/declarations.rs");
}

#[test]
fn they_are_written_and_read() {
    declarations::try_all();
}
