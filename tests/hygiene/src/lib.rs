//! Declarations in code that forbids lints, and in code that has its own names for everything.
//!
//! That it compiles is most of the test.

#![forbid(non_ascii_idents)]

pub mod lints;
pub mod names;
pub mod no_prelude;

#[cfg(test)]
mod tests {
    #[test]
    fn among_other_names() {
        crate::names::declarations::try_all();
    }

    #[test]
    fn without_a_prelude() {
        crate::no_prelude::try_all();
    }
}
