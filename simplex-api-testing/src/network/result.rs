//! The errors that commands end with.

use simplex_api::json::Tagged;
use simplex_api::types::{ChatError, ChatErrorType, StoreError};

/// An error, which is large and rare.
pub(crate) type Failure = Box<ChatError>;

/// What a handler of a command gives.
pub(crate) type NetworkResult<T> = Result<T, Failure>;

/// What a command is answered with: a `resp` object.
pub(crate) type Answer = String;

pub(crate) fn answer(response: impl Tagged) -> Answer {
    response.encode()
}

/// The answer to what is no command; the server does not say what is wrong with it.
pub(crate) fn unparsable() -> Failure {
    command_error("Failed reading: empty")
}

/// The answer to a frame that holds no command.
pub(crate) fn invalid_request() -> Failure {
    command_error("invalid request")
}

pub(crate) fn command_error(message: &str) -> Failure {
    chat_error(ChatErrorType::command_error(message))
}

pub(crate) fn chat_error(error: ChatErrorType) -> Failure {
    Box::new(ChatError::error(error))
}

pub(crate) fn store_error(error: StoreError) -> Failure {
    Box::new(ChatError::error_store(error))
}
