//! The errors that commands end with.

use simplex_api::types::{ChatError, ChatErrorType, StoreError};

/// An error, which is large and rare.
pub(crate) type Failure = Box<ChatError>;

/// What a handler of a command gives.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// The answer to what is no command; the server does not say what is wrong with it.
pub(crate) fn unparsable() -> Failure {
    command("Failed reading: empty")
}

/// The answer to a frame that holds no command.
pub(crate) fn invalid_request() -> Failure {
    command("invalid request")
}

pub(crate) fn command(message: &str) -> Failure {
    refused(ChatErrorType::command_error(message))
}

pub(crate) fn refused(error: ChatErrorType) -> Failure {
    Box::new(ChatError::error(error))
}

pub(crate) fn store(error: StoreError) -> Failure {
    Box::new(ChatError::error_store(error))
}
