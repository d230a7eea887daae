//! Declarations in a crate that renames the library and denies every lint.
//!
//! Most of the test is that it compiles.

#![deny(warnings, clippy::pedantic)]

pub mod framework;
#[cfg(test)]
mod tests;

use api::responses::{ChatItemUpdated, NewChatItems};
use api::types::UserId;
use api::{api_type, command, command_set};

/// Paints something.
#[command(
    crate = ::api,
    syntax = "/paint <str(spot)> <colours[0]>[,<colours[1]>...] coat=on|off[ dry=on][ by=<by>] json <json(picture)>",
    before("6.5", syntax = "/paint <str(spot)> <colours[0]>[,<colours[1]>...] coat=on|off wet[ dry=on][ by=<by>] json <json(picture)>"),
    responses(NewChatItems, ChatItemUpdated),
)]
pub struct Paint {
    pub spot: Spot,
    pub colours: Vec<i64>,
    #[param(key = "coat")]
    pub coat: bool,
    #[param(key = "dry")]
    pub dry: bool,
    #[param(secret)]
    pub by: Option<String>,
    pub picture: Picture,
}

/// Wipes it off.
#[command(crate = ::api, syntax = "/wipe <user>[ fast|slow]", check = not_the_first)]
pub struct Wipe {
    pub user: UserId,
    pub speed: Option<Speed>,
}

fn not_the_first(wipe: &Wipe) -> Result<(), api::EncodeError> {
    match wipe.user.0 {
        1 => Err(api::EncodeError::invalid("user", "it stays")),
        _ => Ok(()),
    }
}

/// How fast.
#[api_type(crate = ::api, syntax = "fast|slow")]
pub enum Speed {
    Fast,
    Slow,
}

/// Where.
#[api_type(crate = ::api, syntax = "<x>:<y>")]
pub struct Spot {
    pub x: i64,
    pub y: i64,
}

/// A number.
#[api_type(crate = ::api)]
pub struct Layer(pub i64);

/// What is painted.
#[api_type(crate = ::api, tag = "type")]
pub enum Picture {
    Nothing,
    Line { layer: Layer, width: f64 },
}

command_set! {
    /// All of them.
    pub enum Painting {
        Paint,
        Wipe,
    }
}
