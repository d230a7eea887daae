//! What happens to a job: the handlers, one after the other, and what becomes of their failures.

use std::any::Any;
use std::fmt::Display;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use crate::command::DecodeError;
use crate::events::Event;
use crate::excerpt;
use crate::types::ChatRef;

use crate::bot::context::Context;
use crate::bot::error::{Cause, Failure, Notice};
use crate::bot::message::Message;
use crate::bot::run::addressee::Addressed;
use crate::bot::run::fallback_log::Reports;
use crate::bot::run::handlers::{Handlers, Work};
use crate::bot::run::inbox::Job;
use crate::bot::run::inboxes::Entered;

/// How failures name a handler of messages.
const MESSAGE: &str = "message";

/// The same for checks.
const CHECK: &str = "check";

/// The same for the handler of commands that cannot be read.
const BAD_COMMAND: &str = "bad command";

/// What the workers of all chats share.
pub(crate) struct Core<S, E> {
    pub(crate) context: Context<S>,
    pub(crate) handlers: Handlers<S, E>,
    /// How long code of the bot may take.
    pub(crate) timeout: Option<Duration>,
    pub(crate) reports: Reports,
}

impl<S, E> Core<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Handles what is in the queue of a chat, in order, until it is empty.
    pub(crate) async fn work(self: Arc<Self>, inbox: Entered) {
        while let Some((job, _share)) = inbox.next_or_end().await {
            let mut handled = pin!(self.handle(inbox.chat(), job));
            // Code of the bot is guarded where it is called. What else is the bot's, as the text of an error, must
            // not end the worker either, and its chat with it.
            let through = poll_fn(|cx| match guarded(|| handled.as_mut().poll(cx)) {
                Ok(poll) => poll.map(Ok),
                Err(message) => Poll::Ready(Err(message)),
            });
            if let Err(message) = through.await {
                self.reports.error(format_args!(
                    "what a handler left behind panicked: {}",
                    excerpt(&message)
                ));
            }
        }
    }

    async fn handle(self: &Arc<Self>, chat: &Option<ChatRef>, job: Job) {
        match job {
            Job::Message(item) => {
                if let Some(message) = Message::new(self.context.clone(), item) {
                    self.message(message).await;
                }
            }
            Job::Event(event) => self.event(chat, &event).await,
            Job::Notice(notice) => self.notice(notice).await,
            Job::Start => self.start().await,
        }
    }

    async fn message(self: &Arc<Self>, message: Message<S>) {
        let chat = Some(message.chat().chat_ref().clone());
        for check in &self.handlers.checks {
            let passed = self.run(CHECK, &chat, || check(message.clone())).await;
            if passed != Some(true) {
                return;
            }
        }
        let received = message.clone();
        let addressed = self.addressed(&received);
        let text = &*addressed.text;
        let mut misread: Option<DecodeError> = None;
        for command in self.handlers.commands_for(addressed.to) {
            let read = async { Ok((command.read)(text)) };
            // A panic is told, and the message goes no further.
            let Some(read) = self.attempt(command.name, &chat, read).await else {
                return;
            };
            match read {
                Ok(call) => {
                    self.run(command.name, &chat, || call(message)).await;
                    return;
                }
                Err(error) => {
                    misread = Some(match misread {
                        Some(before) => before.or(error),
                        None => error,
                    });
                }
            }
        }
        let is_mistyped = || {
            let chat = message.chat().chat_ref();
            self.handlers.is_mistyped(&addressed, chat)
        };
        if let Some(error) = misread.filter(|_| is_mistyped()) {
            let work = || self.bad_command(message, error);
            self.run(BAD_COMMAND, &chat, work).await;
            return;
        }
        for handler in &self.handlers.messages {
            let work = || handler(message.clone());
            self.run(MESSAGE, &chat, work).await;
        }
    }

    /// The text of a message without the name of the bot.
    fn addressed<'a>(&self, message: &'a Message<S>) -> Addressed<'a> {
        let is_command = |text: &str| self.handlers.name(text);
        Addressed::of(message.received(), self.context.user(), is_command)
    }

    /// What to do about a command that cannot be read: if the bot says nothing else, its author is told.
    fn bad_command(
        self: &Arc<Self>,
        message: Message<S>,
        error: DecodeError,
    ) -> Work<Result<(), E>> {
        if let Some(handler) = &self.handlers.bad_command {
            return handler(message, error);
        }
        let core = Arc::clone(self);
        Box::pin(async move {
            let advice = error.user_message().to_string();
            if let Err(error) = message.reply(advice).await {
                core.reports.warn(format_args!(
                    "the answer to a misread command was not sent: {error}"
                ));
            }
            Ok(())
        })
    }

    async fn event(&self, chat: &Option<ChatRef>, event: &Event) {
        for handler in &self.handlers.events {
            let context = self.context.clone();
            let work = async {
                match (handler.begin)(context, event) {
                    Some(begun) => begun.map_err(Cause::Event)?.await.map_err(Cause::Error),
                    None => Ok(()),
                }
            };
            self.attempt(handler.tag, chat, work).await;
        }
    }

    async fn notice(&self, notice: Notice) {
        let Some(hook) = &self.handlers.notice else {
            return self.reports.warn(&notice);
        };
        self.hook("notices", || hook(self.context.clone(), notice))
            .await;
    }

    async fn start(&self) {
        if let Some(hook) = &self.handlers.start {
            self.hook("the start", || hook(self.context.clone(), ()))
                .await;
        }
    }

    async fn hook(&self, what: &str, begin: impl FnOnce() -> Work<()>) {
        let work = async {
            begin().await;
            Ok(())
        };
        if let Err(cause) = self.caught(work).await {
            self.reports
                .error(format_args!("the hook for {what} {cause}"));
        }
    }

    /// What a handler returns; `None` if it fails.
    async fn run<T>(
        &self,
        handler: &'static str,
        chat: &Option<ChatRef>,
        begin: impl FnOnce() -> Work<Result<T, E>>,
    ) -> Option<T> {
        let work = async { begin().await.map_err(Cause::Error) };
        self.attempt(handler, chat, work).await
    }

    /// What comes of code of the bot; `None` if it fails. All such code is run here, or is a hook: of a panic
    /// anywhere else the bot does not hear.
    async fn attempt<T>(
        &self,
        handler: &'static str,
        chat: &Option<ChatRef>,
        work: impl Future<Output = Result<T, Cause<E>>>,
    ) -> Option<T> {
        match self.caught(work).await {
            Ok(returned) => Some(returned),
            Err(cause) => {
                self.failed(handler, chat, cause).await;
                None
            }
        }
    }

    async fn failed(&self, handler: &'static str, chat: &Option<ChatRef>, cause: Cause<E>) {
        let chat = chat.clone();
        let failure = Failure {
            handler,
            chat,
            cause,
        };
        let Some(hook) = &self.handlers.error else {
            return self.reports.error(&failure);
        };
        if !matches!(failure.cause, Cause::Error(_)) {
            tracing::error!("{failure}");
        }
        self.hook("errors", || hook(self.context.clone(), failure))
            .await;
    }

    /// Runs code of the bot.
    ///
    /// # Errors
    /// Its own, that it panics, or that it takes too long.
    async fn caught<T>(
        &self,
        work: impl Future<Output = Result<T, Cause<E>>>,
    ) -> Result<T, Cause<E>> {
        let mut work = pin!(Some(work));
        let timeout = async {
            match self.timeout {
                Some(timeout) => {
                    tokio::time::sleep(timeout).await;
                    timeout
                }
                None => pending().await,
            }
        };
        let through = poll_fn(|cx| {
            let Some(work) = work.as_mut().as_pin_mut() else {
                return Poll::Pending;
            };
            guarded(|| work.poll(cx)).unwrap_or_else(|message| {
                let panic = Cause::Panic(message);
                Poll::Ready(Err(panic))
            })
        });
        let timeout = tokio::select! {
            biased;
            returned = through => return returned,
            timeout = timeout => timeout,
        };
        // What it holds is the bot's as well.
        guarded(|| work.set(None)).map_err(Cause::Panic)?;
        Err(Cause::TimedOut(timeout))
    }
}

/// Calls code of the bot.
///
/// # Errors
/// The message of its panic, if it panics.
fn guarded<T>(code: impl FnOnce() -> T) -> Result<T, String> {
    // What a handler leaves half done is its own: nothing of it is used after a panic.
    catch_unwind(AssertUnwindSafe(code)).map_err(|payload| panic_message(&*payload))
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("not a text").to_owned()
}
