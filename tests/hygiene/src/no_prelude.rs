//! Nothing has a name but what is declared.

#![no_implicit_prelude]

include!("declarations.rs");
