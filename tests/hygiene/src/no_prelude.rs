//! Here, only declared names exist.

#![no_implicit_prelude]

include!("declarations.rs");
