//! Declarations in code that forbids lints, and in code where common names mean something else.
//!
//! Most of the test is that it compiles.

#![forbid(non_ascii_idents)]

pub mod lints;
pub mod no_prelude;
pub mod shadowed_names;

#[cfg(test)]
mod tests {
    #[test]
    fn declarations_work_where_names_are_shadowed() {
        crate::shadowed_names::declarations::round_trip_all();
    }

    #[test]
    fn declarations_work_without_a_prelude() {
        crate::no_prelude::round_trip_all();
    }
}
