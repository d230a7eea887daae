use std::fmt;

use tokio::sync::watch;

/// Tells a bot to stop, and its handlers that it does.
///
/// A clone is another handle to the same bot.
#[derive(Clone)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets the bot end: [`Bot::run`](crate::bot::Bot::run) takes no more events and returns when the handlers
    /// are through, or their time is over.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether the bot is about to end or has ended, whatever the reason; also if it was dropped.
    pub fn is_stopping(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the bot is about to end: for handlers that would go on for long.
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
    ///             () = message.context().stop_handle().stopping() => Ok("I have to go."),
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
    /// alice.expect("I have to go.").await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let stop = self.clone();
        async move {
            let mut stopping = stop.0.subscribe();
            // The sender is here, so that it cannot be gone.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        }
    }
}

/// Lets a bot end when it is dropped.
pub(crate) struct StopOnDrop(pub(crate) Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop")
            .field("is_stopping", &self.is_stopping())
            .finish()
    }
}
