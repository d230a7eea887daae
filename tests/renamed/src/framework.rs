//! A module that re-exports the library, and a command that uses it through that.

#[doc(hidden)]
pub use api as chat;

/// Says something.
#[chat::command(crate = crate::framework::chat, syntax = "/say <text>")]
pub struct Say {
    pub text: String,
}
