//! The handlers of a bot.

use std::fmt;
use std::pin::Pin;

use crate::bot::context::Context;
use crate::bot::error::{HandlerError, Notice};
use crate::bot::message::Message;
use crate::bot::reply::Reply;
use crate::bot::run::addressee::{AddressedText, Addressee};
use crate::command::{self, Command, CommandSet, DecodeError};
use crate::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactConnected, ContactSndReady, Event,
    GroupChatItemsDeleted, NewChatItems,
};
use crate::json::{EventRecord, JsonError, Tagged};
use crate::types::{ChatRef, ChatType};

/// The future of a handler.
pub(crate) type HandlerFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A handler of messages.
pub(crate) type MessageHandler<S, E> =
    Box<dyn Fn(Message<S>) -> HandlerFuture<Result<(), E>> + Send + Sync>;

/// Returns whether a message is to be handled.
pub(crate) type Check<S, E> =
    Box<dyn Fn(Message<S>) -> HandlerFuture<Result<bool, E>> + Send + Sync>;

/// A handler with its decoded command, which is still to be called with the message.
pub(crate) type CommandCall<S, E> =
    Box<dyn FnOnce(Message<S>) -> HandlerFuture<Result<(), E>> + Send>;

/// A handler of commands.
pub(crate) struct CommandHandler<S, E> {
    /// The name of the command, or `commands` for a set.
    pub(crate) name: &'static str,
    /// Whether the first word of a text is the first word of a command of this handler.
    pub(crate) has_command: fn(&str) -> bool,
    /// Decodes the command.
    pub(crate) decode: DecodeCommand<S, E>,
}

type DecodeCommand<S, E> =
    Box<dyn Fn(&str) -> Result<CommandCall<S, E>, DecodeError> + Send + Sync>;

/// A handler of events.
pub(crate) struct EventHandler<S, E> {
    /// The tag of the type that is handled.
    pub(crate) tag: &'static str,
    /// Calls the handler; `None` for an event of another type.
    pub(crate) call: CallWithEvent<S, E>,
}

type CallWithEvent<S, E> = Box<
    dyn Fn(Context<S>, &Event) -> Option<Result<HandlerFuture<Result<(), E>>, JsonError>>
        + Send
        + Sync,
>;

/// A handler for errors, notices or the start of the bot.
type Hook<S, T> = Box<dyn Fn(Context<S>, T) -> HandlerFuture<()> + Send + Sync>;

/// A handler of commands that cannot be decoded.
type InvalidCommandHandler<S, E> =
    Box<dyn Fn(Message<S>, DecodeError) -> HandlerFuture<Result<(), E>> + Send + Sync>;

/// All handlers of a bot.
pub(crate) struct Handlers<S, E> {
    pub(crate) checks: Vec<Check<S, E>>,
    pub(crate) messages: Vec<MessageHandler<S, E>>,
    pub(crate) commands: Vec<CommandHandler<S, E>>,
    pub(crate) invalid_command: Option<InvalidCommandHandler<S, E>>,
    pub(crate) events: Vec<EventHandler<S, E>>,
    pub(crate) error: Option<Hook<S, HandlerError<E>>>,
    pub(crate) notice: Option<Hook<S, Notice>>,
    pub(crate) start: Option<Hook<S, ()>>,
}

impl<S, E> Handlers<S, E> {
    pub(crate) fn new() -> Self {
        Self {
            checks: Vec::new(),
            messages: Vec::new(),
            commands: Vec::new(),
            invalid_command: None,
            events: Vec::new(),
            error: None,
            notice: None,
            start: None,
        }
    }

    /// Whether there is a handler of messages or commands.
    pub(crate) fn handles_messages(&self) -> bool {
        !(self.messages.is_empty() && self.commands.is_empty())
    }

    /// The handlers of commands for an addressee: none for another bot.
    pub(crate) fn commands_for(&self, to: Addressee) -> &[CommandHandler<S, E>] {
        match to {
            Addressee::Unspecified | Addressee::ThisBot => &self.commands,
            Addressee::OtherBot => &[],
        }
    }

    /// Whether the first word of a text is the first word of a command.
    pub(crate) fn has_command(&self, text: &str) -> bool {
        self.commands
            .iter()
            .any(|command| (command.has_command)(text))
    }

    /// Whether a message that cannot be decoded is an invalid command of this bot. In a group, an unknown word after a slash
    /// may be a command of another bot, unless the message names this bot.
    pub(crate) fn is_invalid_command(&self, message: &AddressedText<'_>, chat: &ChatRef) -> bool {
        let is_direct = chat.chat_type == ChatType::Direct;
        let is_for_bot = || message.to == Addressee::ThisBot || self.has_command(&message.text);
        message.text.starts_with('/') && (is_direct || is_for_bot())
    }

    /// Whether events with this tag are needed.
    pub(crate) fn wants(&self, tag: &str) -> bool {
        let is_about_messages = matches!(
            tag,
            NewChatItems::TAG
                | ChatItemUpdated::TAG
                | ChatItemsDeleted::TAG
                | GroupChatItemsDeleted::TAG
                | ContactSndReady::TAG
                | ContactConnected::TAG
        );
        (is_about_messages && self.handles_messages()) || self.handles_event(tag)
    }

    /// Whether there is a handler for events with this tag.
    pub(crate) fn handles_event(&self, tag: &str) -> bool {
        self.events.iter().any(|handler| handler.tag == tag)
    }
}

/// Sends the reply that a handler returns.
pub(crate) fn then_reply<S, E, R: Reply<E>>(
    message: &Message<S>,
    handler: impl Future<Output = Result<R, E>> + Send + 'static,
) -> HandlerFuture<Result<(), E>>
where
    E: Send + 'static,
{
    let chat = message.chat().clone();
    Box::pin(async move {
        match handler.await {
            Ok(reply) => reply.send(&chat).await,
            Err(error) => Err(error),
        }
    })
}

/// Like [`then_reply`], for a handler that takes an argument in addition to the message.
pub(crate) fn with_reply<S, E, T, W, R>(
    handler: impl FnOnce(Message<S>, T) -> W + Clone + Send + Sync + 'static,
) -> impl Fn(Message<S>, T) -> HandlerFuture<Result<(), E>> + Send + Sync + Clone + 'static
where
    E: Send + 'static,
    W: Future<Output = Result<R, E>> + Send + 'static,
    R: Reply<E>,
    S: 'static,
    T: 'static,
{
    move |message, argument| then_reply(&message.clone(), handler.clone()(message, argument))
}

impl<S: 'static, E: 'static> CommandHandler<S, E> {
    /// A handler of one command.
    pub(crate) fn command<C: Command + Send + 'static>(
        handler: impl Fn(Message<S>, C) -> HandlerFuture<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let has_command = |text: &str| command::is_name_of(text, const { &C::SPEC });
        Self::new(C::SPEC.name, has_command, C::decode, handler)
    }

    /// A handler of all commands of a set.
    pub(crate) fn set<C: CommandSet + Send>(
        handler: impl Fn(Message<S>, C) -> HandlerFuture<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let has_command = |text: &str| {
            let mut commands = C::COMMANDS.iter();
            commands.any(|entry| command::is_name_of(text, &entry.spec))
        };
        Self::new("commands", has_command, C::decode, handler)
    }

    fn new<C: Send + 'static>(
        name: &'static str,
        has_command: fn(&str) -> bool,
        decode: fn(&str) -> Result<C, DecodeError>,
        handler: impl Fn(Message<S>, C) -> HandlerFuture<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let decode = move |text: &str| -> Result<CommandCall<S, E>, DecodeError> {
            let (command, handler) = (decode(text)?, handler.clone());
            Ok(Box::new(move |message| handler(message, command)))
        };
        Self {
            name,
            has_command,
            decode: Box::new(decode),
        }
    }
}

impl<S: 'static, E: 'static> EventHandler<S, E> {
    pub(crate) fn new<T: EventRecord + Clone + 'static>(
        handler: impl Fn(Context<S>, T) -> HandlerFuture<Result<(), E>> + Send + Sync + 'static,
    ) -> Self {
        let call = move |context, event: &Event| {
            let record = event.record::<T>()?;
            Some(record.map(|record| handler(context, record)))
        };
        Self {
            tag: T::TAG,
            call: Box::new(call),
        }
    }
}

/// Shows the number of handlers, or what they handle.
impl<S, E> fmt::Debug for Handlers<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let commands: Vec<_> = self.commands.iter().map(|command| command.name).collect();
        let events: Vec<_> = self.events.iter().map(|event| event.tag).collect();
        f.debug_struct("Handlers")
            .field("checks", &self.checks.len())
            .field("messages", &self.messages.len())
            .field("commands", &commands)
            .field("events", &events)
            .finish_non_exhaustive()
    }
}
