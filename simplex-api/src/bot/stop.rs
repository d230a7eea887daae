use std::fmt;

use tokio::sync::watch;

/// Stops a bot, and reports whether the bot is stopping.
///
/// A clone is a handle to the same bot.
#[derive(Clone)]
pub struct StopHandle(watch::Sender<bool>);

impl StopHandle {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Stops the bot: [`Bot::run`](crate::bot::Bot::run) takes no more events. It returns when the handlers are done, or
    /// after the [shutdown timeout](crate::bot::Builder::shutdown_timeout).
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether the bot is stopping or has stopped, for any reason. Also `true` if the bot was dropped.
    pub fn is_stopping(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the bot is stopping. Useful in handlers that take long.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Bot::builder()
    ///     .auto_accept(true)
    ///     .on_message(async |message: Message| {
    ///         message.reply("This takes an hour.").await?;
    ///         tokio::select! {
    ///             () = tokio::time::sleep(Duration::from_secs(3600)) => Ok("Done."),
    ///             () = message.context().stop_handle().stopping() => Ok("I am stopping."),
    ///         }
    ///     })
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # let stop = bot.stop_handle();
    /// # tokio::spawn(bot.run());
    /// alice.say("hi").await?;
    /// alice.expect("This takes an hour.").await;
    /// stop.stop();
    /// alice.expect("I am stopping.").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let stop = self.clone();
        async move {
            let mut stopping = stop.0.subscribe();
            // Cannot fail: `stop` holds a sender.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        }
    }
}

/// Stops a bot when it is dropped.
pub(crate) struct StopOnDrop(pub(crate) StopHandle);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl fmt::Debug for StopHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StopHandle")
            .field("is_stopping", &self.is_stopping())
            .finish()
    }
}
