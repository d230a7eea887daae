//! The response of a command that failed.

use crate::api_type;
use crate::types::ChatError;

/// The command failed. Any command can have this answer; it is the error of a request and no
/// response to match on.
#[api_type(response)]
pub struct ChatCmdError {
    pub chat_error: ChatError,
}
