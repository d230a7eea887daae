//! The results of commands.

use simplex_api::json::Tagged;
use simplex_api::types::{ChatError, ChatErrorType, StoreError};

/// The error of a command; boxed, because it is large.
pub(crate) type Failure = Box<ChatError>;

/// The result of a command or a signal.
pub(crate) type NetworkResult<T> = Result<T, Failure>;

/// An encoded response: a `resp` object.
pub(crate) type Answer = String;

pub(crate) fn answer(response: impl Tagged) -> Answer {
    response.encode()
}

/// The answer to an invalid command; a real server does not say what is wrong with it.
pub(crate) fn unparsable() -> Failure {
    command_error("Failed reading: empty")
}

/// The answer to an invalid request.
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
