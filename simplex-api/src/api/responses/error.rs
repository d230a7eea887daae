//! The response of a command that failed.

use crate::api_type;
use crate::types::ChatError;

/// The command failed. Any command can have this response; a client returns it as an error.
#[api_type(response)]
pub struct ChatCmdError {
    pub chat_error: ChatError,
}
