//! Commands that start and stop the chat.

use crate::command;
use crate::responses::{ChatRunning, ChatStarted, ChatStopped};

/// Starts to receive and send messages.
///
/// A server with a profile does so by itself. The command is for servers in maintenance mode (the
/// option `-m`), also after [`ApiStopChat`] has stopped their chat; if the chat is running, nothing
/// happens. A server in another mode ends when its chat is stopped, and has to be started again as a process.
#[command(
    name = "StartChat",
    syntax = "/_start[ main=on|off[ snd_files=on|off]]",
    documented = "/_start",
    correction = "The documented syntax has no place for the two parameters; the server takes them as options.",
    network = no,
    responses(ChatStarted, ChatRunning),
    infallible,
    since = "6.5",
    known_earlier,
)]
pub struct StartChat {
    /// Whether the server is the main process on its database, and not one that assists another.
    /// `None` leaves it to the server.
    #[param(key = "main")]
    pub main_app: Option<bool>,
    /// Whether files are sent. It can be given only together with `main_app`, and `None` is the
    /// same as that.
    #[param(key = "snd_files")]
    pub enable_snd_files: Option<bool>,
}

/// Stops receiving and sending messages.
///
/// **The process of the server ends** once it has answered, in versions 6.5 and 7.0, unless it was started with the
/// option `-m`: then the connection breaks, and nobody answers any more until the server is started again.
///
/// A server in maintenance mode goes on to answer commands, most of them with
/// [`ChatNotStarted`](crate::types::ChatErrorType::ChatNotStarted). It stops for all its clients; [`StartChat`] starts it
/// again.
#[command(
    name = "APIStopChat",
    syntax = "/_stop",
    network = no,
    responses(ChatStopped),
    infallible,
    since = "6.5",
    known_earlier,
)]
pub struct ApiStopChat;
