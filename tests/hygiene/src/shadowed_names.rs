//! Here, every name that generated code could use means something else.

#![allow(
    clippy::wrong_self_convention,
    dead_code,
    non_camel_case_types,
    non_upper_case_globals,
    unused_imports,
    unused_macros
)]

pub mod alloc {}
pub mod core {}
pub mod diagnostic {}
pub mod serde {}
pub mod simplex_api {}
pub mod std {}

pub struct Box;
pub struct Err;
pub struct None;
pub struct Ok;
pub struct Option;
pub struct Result;
pub struct Some;
pub struct String;
pub struct Vec;

pub type bool = ();
pub type i64 = u16;
pub type str = ();
pub type u8 = i16;
pub type usize = ();

pub const __p: () = ();
pub const deserializer: () = ();
pub const inner: () = ();
pub const json: () = ();
pub const out: () = ();
pub const outer: () = ();
pub const serializer: () = ();
pub const writer: () = ();
pub static tag: () = ();

macro_rules! assert {
    ($($anything:tt)*) => {};
}
macro_rules! const_assert {
    ($($anything:tt)*) => {};
}
macro_rules! panic {
    ($($anything:tt)*) => {};
}
macro_rules! unreachable {
    ($($anything:tt)*) => {};
}
macro_rules! vec {
    ($($anything:tt)*) => {};
}

pub trait Clone {}
pub trait Command {}
pub trait Debug {}
pub trait Default {}
pub trait From {}
pub trait Into {}
pub trait PartialEq {}

/// A trait that every type implements. Its methods have the names of those that generated code calls, and take `self` by
/// value.
pub trait EveryMethod: Sized {
    fn as_str(self) {}
    fn human_input(self) {}
    fn check(self) {}
    fn encode(self) {}
    fn extra(self) {}
    fn finish(self) {}
    fn from_body(self) {}
    fn get(self) {}
    fn is_empty(self) {}
    fn is_none(self) {}
    fn is_some(self) {}
    fn len(self) {}
    fn literal(self) {}
    fn map(self) {}
    fn next(self) {}
    fn optional(self) {}
    fn push_str(self) {}
    fn read(self) {}
    fn write(self) {}
}

impl<T> EveryMethod for T {}

pub mod declarations {
    use super::*;

    type i64 = ::std::primitive::i64;
    type u8 = ::std::primitive::u8;

    include!("declarations.rs");
}
