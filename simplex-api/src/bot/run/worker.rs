//! The worker of a chat: calls the handlers for each job, and reports their errors.

use std::any::Any;
use std::fmt::Display;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use crate::bot::context::Context;
use crate::bot::error::{HandlerError, HandlerErrorKind, Notice};
use crate::bot::message::Message;
use crate::bot::run::addressee::AddressedText;
use crate::bot::run::fallback_log::FallbackLog;
use crate::bot::run::handlers::{HandlerFuture, Handlers};
use crate::bot::run::inbox::Job;
use crate::bot::run::inboxes::InboxRef;
use crate::command::DecodeError;
use crate::events::Event;
use crate::excerpt;
use crate::types::ChatRef;

/// The name of a handler of messages in errors.
const MESSAGE: &str = "message";

/// The name of a check in errors.
const CHECK: &str = "check";

/// The name of the handler of invalid commands in errors.
const INVALID_COMMAND: &str = "invalid command";

/// Runs the handlers, for the workers of all chats.
pub(crate) struct HandlerRunner<S, E> {
    pub(crate) context: Context<S>,
    pub(crate) handlers: Handlers<S, E>,
    /// The timeout of handlers, checks and hooks.
    pub(crate) timeout: Option<Duration>,
    pub(crate) log: FallbackLog,
}

impl<S, E> HandlerRunner<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// Handles the jobs of a chat in order, until its queue is empty.
    pub(crate) async fn work(self: Arc<Self>, inbox: InboxRef) {
        while let Some((job, _frame_share)) = inbox.next_or_end().await {
            let mut handled = pin!(self.handle(inbox.chat(), job));
            // `run_guarded` catches the panics of handlers. But other code of the bot can panic too, for example the
            // `Display` of an error. This must not end the worker and its chat.
            let outcome = poll_fn(|cx| match catch_panic(|| handled.as_mut().poll(cx)) {
                Ok(poll) => poll.map(Ok),
                Err(message) => Poll::Ready(Err(message)),
            });
            if let Err(message) = outcome.await {
                self.log.error(format_args!(
                    "panic while the result of a handler was processed: {}",
                    excerpt(&message)
                ));
            }
        }
    }

    async fn handle(self: &Arc<Self>, chat: &Option<ChatRef>, job: Job) {
        match job {
            Job::Message(item) => {
                if let Some(message) = Message::new(self.context.clone(), item) {
                    self.handle_message(message).await;
                }
            }
            Job::Event(event) => self.handle_event(chat, &event).await,
            Job::Notice(notice) => self.handle_notice(notice).await,
            Job::Start => self.handle_start().await,
        }
    }

    async fn handle_message(self: &Arc<Self>, message: Message<S>) {
        let chat = Some(message.chat().chat_ref().clone());
        for check in &self.handlers.checks {
            let passed = self.run(CHECK, &chat, || check(message.clone())).await;
            if passed != Some(true) {
                return;
            }
        }
        let received = message.clone();
        let addressed = self.parse_addressee(&received);
        let text = &*addressed.text;
        let mut decode_error: Option<DecodeError> = None;
        for command in self.handlers.commands_for(addressed.to) {
            let decode = async { Ok((command.decode)(text)) };
            // After a panic, which is reported, the message is not handled further.
            let Some(decoded) = self.attempt(command.name, &chat, decode).await else {
                return;
            };
            match decoded {
                Ok(call) => {
                    self.run(command.name, &chat, || call(message)).await;
                    return;
                }
                Err(error) => {
                    decode_error = Some(match decode_error {
                        Some(earlier) => earlier.or(error),
                        None => error,
                    });
                }
            }
        }
        let is_invalid_command = || {
            let chat = message.chat().chat_ref();
            self.handlers.is_invalid_command(&addressed, chat)
        };
        if let Some(error) = decode_error.filter(|_| is_invalid_command()) {
            let call = || self.handle_invalid_command(message, error);
            self.run(INVALID_COMMAND, &chat, call).await;
            return;
        }
        for handler in &self.handlers.messages {
            let call = || handler(message.clone());
            self.run(MESSAGE, &chat, call).await;
        }
    }

    fn parse_addressee<'a>(&self, message: &'a Message<S>) -> AddressedText<'a> {
        let is_command = |text: &str| self.handlers.has_command(text);
        AddressedText::of(message.info(), self.context.user(), is_command)
    }

    /// Calls the handler of invalid commands. Without one, replies with the error.
    fn handle_invalid_command(
        self: &Arc<Self>,
        message: Message<S>,
        error: DecodeError,
    ) -> HandlerFuture<Result<(), E>> {
        if let Some(handler) = &self.handlers.invalid_command {
            return handler(message, error);
        }
        let runner = Arc::clone(self);
        Box::pin(async move {
            let reply = error.user_message().to_string();
            if let Err(error) = message.reply(reply).await {
                runner.log.warn(format_args!(
                    "could not reply to an invalid command: {error}"
                ));
            }
            Ok(())
        })
    }

    async fn handle_event(&self, chat: &Option<ChatRef>, event: &Event) {
        for handler in &self.handlers.events {
            let context = self.context.clone();
            let call = async {
                match (handler.call)(context, event) {
                    Some(decoded) => {
                        let handled = decoded.map_err(HandlerErrorKind::Event)?;
                        handled.await.map_err(HandlerErrorKind::Error)
                    }
                    None => Ok(()),
                }
            };
            self.attempt(handler.tag, chat, call).await;
        }
    }

    async fn handle_notice(&self, notice: Notice) {
        let Some(hook) = &self.handlers.notice else {
            return self.log.warn(&notice);
        };
        self.run_hook("notices", || hook(self.context.clone(), notice))
            .await;
    }

    async fn handle_start(&self) {
        if let Some(hook) = &self.handlers.start {
            self.run_hook("the start", || hook(self.context.clone(), ()))
                .await;
        }
    }

    async fn run_hook(&self, name: &str, hook: impl FnOnce() -> HandlerFuture<()>) {
        let hook = async {
            hook().await;
            Ok(())
        };
        if let Err(error) = self.run_guarded(hook).await {
            self.log.error(format_args!("the hook for {name} {error}"));
        }
    }

    /// Runs a handler. Returns its value, or `None` if it fails.
    async fn run<T>(
        &self,
        handler: &'static str,
        chat: &Option<ChatRef>,
        call: impl FnOnce() -> HandlerFuture<Result<T, E>>,
    ) -> Option<T> {
        let future = async { call().await.map_err(HandlerErrorKind::Error) };
        self.attempt(handler, chat, future).await
    }

    /// Runs code of the bot, and reports its error. Returns its value, or `None` if it fails.
    async fn attempt<T>(
        &self,
        handler: &'static str,
        chat: &Option<ChatRef>,
        future: impl Future<Output = Result<T, HandlerErrorKind<E>>>,
    ) -> Option<T> {
        match self.run_guarded(future).await {
            Ok(value) => Some(value),
            Err(kind) => {
                self.report_error(handler, chat, kind).await;
                None
            }
        }
    }

    async fn report_error(
        &self,
        handler: &'static str,
        chat: &Option<ChatRef>,
        kind: HandlerErrorKind<E>,
    ) {
        let chat = chat.clone();
        let error = HandlerError {
            handler,
            chat,
            kind,
        };
        let Some(hook) = &self.handlers.error else {
            return self.log.error(&error);
        };
        if !matches!(error.kind, HandlerErrorKind::Error(_)) {
            tracing::error!("{error}");
        }
        self.run_hook("errors", || hook(self.context.clone(), error))
            .await;
    }

    /// Runs code of the bot, with the timeout.
    ///
    /// # Errors
    /// If it returns an error, panics or takes too long.
    async fn run_guarded<T>(
        &self,
        future: impl Future<Output = Result<T, HandlerErrorKind<E>>>,
    ) -> Result<T, HandlerErrorKind<E>> {
        let mut future = pin!(Some(future));
        let timeout = async {
            match self.timeout {
                Some(timeout) => {
                    tokio::time::sleep(timeout).await;
                    timeout
                }
                None => pending().await,
            }
        };
        let outcome = poll_fn(|cx| {
            let Some(future) = future.as_mut().as_pin_mut() else {
                return Poll::Pending;
            };
            catch_panic(|| future.poll(cx)).unwrap_or_else(|message| {
                let panic = HandlerErrorKind::Panic(message);
                Poll::Ready(Err(panic))
            })
        });
        let timeout = tokio::select! {
            biased;
            outcome = outcome => return outcome,
            timeout = timeout => timeout,
        };
        // Dropping the future can panic too.
        catch_panic(|| future.set(None)).map_err(HandlerErrorKind::Panic)?;
        Err(HandlerErrorKind::TimedOut(timeout))
    }
}

/// Calls code of the bot.
///
/// # Errors
/// The message of the panic, if the code panics.
fn catch_panic<T>(code: impl FnOnce() -> T) -> Result<T, String> {
    // Unwind safe: nothing of the code is used after a panic, except state that the bot shares itself.
    catch_unwind(AssertUnwindSafe(code)).map_err(|payload| panic_message(&*payload))
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("not a string").to_owned()
}
