use std::borrow::Cow;

use crate::client::Error;
use crate::types::{ComposedMessage, MsgContent};

use crate::bot::chat::{Chat, Item};

/// What a handler of messages returns when all went well: what is sent as the answer, or `()` for nothing.
///
/// An answer goes to where the message came from, as [`Message::reply`](crate::bot::Message::reply) sends it. An
/// [`Item`] has been sent, so that it is no answer: handlers can end with
/// `Ok(message.reply_quoting(…).await?)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer to a message",
    label = "a handler returns `()`, a text, the content of a message, or an `Option` of these",
    note = "if it returns an answer, its errors have to be made `From<simplex_api::Error>`"
)]
pub trait Reply<E>: Send + 'static {
    /// Sends it.
    ///
    /// # Errors
    /// If it cannot be sent.
    fn send(self, to: &Chat) -> impl Future<Output = Result<(), E>> + Send;
}

impl<E> Reply<E> for () {
    async fn send(self, _: &Chat) -> Result<(), E> {
        Ok(())
    }
}

impl<E> Reply<E> for Item {
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
