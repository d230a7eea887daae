//! Declarations in code that forbids every lint that can be forbidden.

#![forbid(
    deprecated,
    unused,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    impl_trait_redundant_captures,
    let_underscore_drop,
    meta_variable_misuse,
    missing_debug_implementations,
    missing_docs,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![forbid(
    clippy::correctness,
    clippy::nursery,
    clippy::pedantic,
    clippy::perf,
    clippy::style
)]
#![deny(clippy::complexity, clippy::restriction, clippy::suspicious)]
#![allow(
    clippy::arbitrary_source_item_ordering,
    clippy::blanket_clippy_restriction_lints,
    clippy::implicit_return,
    clippy::single_call_fn,
    reason = "the style of this file"
)]
#![allow(
    clippy::exhaustive_structs,
    clippy::impl_trait_in_params,
    clippy::shadow_reuse,
    clippy::shadow_unrelated,
    reason = "newtypes are public, constructors convert their arguments, and a variable has the name of its field"
)]

use simplex_api::responses::{CmdOk, NewChatItems};
use simplex_api::types::ContactId;
use simplex_api::{api_type, command, command_set, EncodeError};

/// Uses every kind of parameter.
#[command(
    syntax = "/all <count>[ id=<id>] <word> <str(spot)>[ live=on][ by=<by>][ fast|slow] <colours[0]>[,<colours[1]>...][ on|off] json <json(picture)>",
    before(
        "6.5",
        syntax = "/all <count>[ id=<id>] <word> <str(spot)>[ live=on][ by=<by>][ fast|slow] <colours[0]>[,<colours[1]>...][ on|off] older <json(picture)>"
    ),
    check = at_least_one,
    responses(CmdOk, NewChatItems)
)]
pub struct All {
    /// How many.
    pub count: u32,
    pub id: Option<ContactId>,
    #[param(secret)]
    pub word: String,
    pub spot: Spot,
    pub live: bool,
    pub by: Option<Text>,
    pub speed: Option<Speed>,
    pub colours: Vec<i64>,
    pub quiet: Option<bool>,
    #[param(non_empty)]
    pub picture: Vec<Picture>,
}

/// Refuses zero.
fn at_least_one(all: &All) -> Result<(), EncodeError> {
    if all.count == 0 {
        return Err(EncodeError::invalid("count", "must be at least one"));
    }
    Ok(())
}

/// Human input.
#[command(syntax = "/find <text>[ page=<page>][ loud]", typed_by = people)]
pub struct Find {
    pub text: String,
    pub page: Option<u32>,
    pub loud: bool,
}

/// A place.
#[api_type(syntax = "<x>:<y>")]
pub struct Spot {
    pub x: i64,
    pub y: i64,
}

/// How fast.
#[api_type(syntax = "fast|slow")]
pub enum Speed {
    Fast,
    Slow,
}

/// A text.
#[api_type]
pub struct Text(pub String);

/// A number.
#[api_type]
pub struct Number(pub i64);

/// A union.
#[api_type(tag = "type")]
pub enum Picture {
    Nothing,
    Line { number: Number, ratio: f64 },
    Framed { text: Text, inner: Box<Self> },
}

/// A response and event.
#[api_type(response, event)]
pub struct Painted {
    pub spot: Spot,
    pub spots: Vec<Spot>,
    #[api(secret)]
    pub word: Option<Text>,
}

/// Asks for something.
#[command(syntax = "/ask <question>", typed_by = people)]
pub struct Ask {
    pub question: String,
}

command_set! {
    /// All requests.
    pub enum Request { Find, Ask }
}

/// A union with variants of very different sizes.
#[api_type(tag = "type")]
pub enum Shape {
    Dot,
    Drawn {
        spots: Painted,
        others: Painted,
        more: Painted,
        most: Painted,
    },
}

/// Has many parameters.
#[command(
    syntax = "/list <one> <two> <three> <four> <five> <six> <seven> <eight> <nine> <ten> <eleven>",
    typed_by = people
)]
pub struct List {
    pub one: String,
    pub two: String,
    pub three: String,
    pub four: String,
    pub five: String,
    pub six: String,
    pub seven: String,
    pub eight: String,
    pub nine: String,
    pub ten: String,
    pub eleven: String,
}

command_set! {
    /// Two commands of very different sizes.
    pub enum Sizes { Ask, List }
}
