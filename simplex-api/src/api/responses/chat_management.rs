//! Responses about starting and stopping the chat.

use crate::api_type;

/// The chat was started: messages are received from now on.
#[api_type(response, since = "6.5")]
pub struct ChatStarted {}

/// The chat is already running, as it always is if a profile exists and maintenance mode is off.
#[api_type(response, since = "6.5")]
pub struct ChatRunning {}

/// The chat was stopped: no messages are received until it is started again.
#[api_type(response, since = "6.5")]
pub struct ChatStopped {}
