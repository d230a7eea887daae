use std::borrow::Cow;

use crate::bot::chat::{Chat, MessageHandle};
use crate::client::Error;
use crate::types::{ComposedMessage, MsgContent};

/// The reply that a handler of messages returns, or `()` for no reply.
///
/// The reply is sent to the chat of the message, like [`Message::reply`](crate::bot::Message::reply). A
/// [`MessageHandle`] is a message that has already been sent, so nothing is sent for it: a handler can end with
/// `Ok(message.reply_quoting(…).await?)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reply to a message",
    label = "return `()`, a string, the content of a message, or an `Option` of these",
    note = "if the handler returns a reply, its error type must implement `From<simplex_api::Error>`"
)]
pub trait Reply<E>: Send + 'static {
    /// Sends the reply.
    ///
    /// # Errors
    /// If the reply cannot be sent.
    fn send(self, to: &Chat) -> impl Future<Output = Result<(), E>> + Send;
}

impl<E> Reply<E> for () {
    async fn send(self, _: &Chat) -> Result<(), E> {
        Ok(())
    }
}

impl<E> Reply<E> for MessageHandle {
    async fn send(self, _: &Chat) -> Result<(), E> {
        Ok(())
    }
}

impl<E, R: Reply<E>> Reply<E> for Option<R> {
    async fn send(self, to: &Chat) -> Result<(), E> {
        match self {
            Some(reply) => reply.send(to).await,
            None => Ok(()),
        }
    }
}

macro_rules! replies {
    ($($message:ty),*) => {$(
        impl<E: From<Error>> Reply<E> for $message {
            async fn send(self, to: &Chat) -> Result<(), E> {
                Ok(to.send(self).await.map(drop)?)
            }
        }
    )*};
}

replies!(
    &'static str,
    String,
    Cow<'static, str>,
    MsgContent,
    ComposedMessage
);
