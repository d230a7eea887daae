//! Commands that start and stop the chat.

use crate::command;
use crate::responses::{ChatRunning, ChatStarted, ChatStopped};

/// Starts to receive and send messages.
///
/// A server with a profile does this automatically. The command is for servers in maintenance mode (option `-m`), also after
/// [`ApiStopChat`]. If the chat is running, it has no effect. In other modes the server process exits when the chat is
/// stopped, and must be started again.
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
    /// Whether the server is the main process of its database, and not a helper of another process. The server decides if it
    /// is `None`.
    #[param(key = "main")]
    pub main_app: Option<bool>,
    /// Whether files are sent. It requires `main_app`; `None` means the same value as `main_app`.
    #[param(key = "snd_files")]
    pub enable_snd_files: Option<bool>,
}

/// Stops receiving and sending messages.
///
/// **The server process exits** after its response, in versions 6.5 and 7.0, unless it was started with the option `-m`. The
/// connection closes, and no command succeeds until the server is started again.
///
/// A server in maintenance mode continues to answer commands, most of them with
/// [`ChatNotStarted`](crate::types::ChatErrorType::ChatNotStarted). The chat is stopped for all clients; [`StartChat`]
/// starts it again.
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
