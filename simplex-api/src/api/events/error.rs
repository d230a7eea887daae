//! Events about errors that are not the answer to a command.
//!
//! They are for logs. There will be many, and most are no fault: networks break, and messages to
//! deleted conversations go on coming for a while.

use crate::api_type;
use crate::types::{self, User};

/// A message received could not be processed.
#[api_type(event)]
pub struct MessageError {
    pub user: User,
    pub severity: String,
    pub error_message: String,
}

/// Something went wrong in the background.
#[api_type(event)]
pub struct ChatError {
    pub chat_error: types::ChatError,
}

/// Several things went wrong at once. Messages of one send that failed while others of it did not
/// are reported here.
#[api_type(event)]
pub struct ChatErrors {
    pub chat_errors: Vec<types::ChatError>,
}
