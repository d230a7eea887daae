//! Events about errors that are not the response to a command.
//!
//! They are for logs. There are many of them, and most are harmless: networks fail, and messages for deleted conversations
//! still arrive for a while.

use crate::api_type;
use crate::types::{self, User};

/// A received message could not be processed.
#[api_type(event)]
pub struct MessageError {
    pub user: User,
    pub severity: String,
    pub error_message: String,
}

/// An error in the background.
#[api_type(event)]
pub struct ChatError {
    pub chat_error: types::ChatError,
}

/// Several errors at once, for example the failed messages of a command that sent other messages successfully.
#[api_type(event)]
pub struct ChatErrors {
    pub chat_errors: Vec<types::ChatError>,
}
