//! Responses about starting and stopping the chat.

use crate::api_type;

/// The chat has started: messages are received from now on.
#[api_type(response, since = "6.5")]
pub struct ChatStarted {}

/// The chat was started before, as it is when a profile exists and maintenance mode is off.
#[api_type(response, since = "6.5")]
pub struct ChatRunning {}

/// The chat has stopped: nothing is received until it is started again.
#[api_type(response, since = "6.5")]
pub struct ChatStopped {}
