//! What a bot does about what happens.

use std::fmt;
use std::pin::Pin;

use crate::command::{self, Command, CommandSet, DecodeError};
use crate::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactConnected, ContactSndReady, Event,
    GroupChatItemsDeleted, NewChatItems,
};
use crate::json::{EventRecord, JsonError, Tagged};
use crate::types::{ChatRef, ChatType};

use crate::bot::context::Context;
use crate::bot::error::{Failure, Notice};
use crate::bot::message::Message;
use crate::bot::reply::Reply;
use crate::bot::run::addressee::{Addressed, Addressee};

/// A handler at work.
pub(crate) type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A handler of messages.
pub(crate) type OnMessage<S, E> = Box<dyn Fn(Message<S>) -> Work<Result<(), E>> + Send + Sync>;

/// Says whether a message is to be handled.
pub(crate) type Check<S, E> = Box<dyn Fn(Message<S>) -> Work<Result<bool, E>> + Send + Sync>;

/// Takes the message that a command was read from.
pub(crate) type Call<S, E> = Box<dyn FnOnce(Message<S>) -> Work<Result<(), E>> + Send>;

/// A handler of commands.
pub(crate) struct OnCommand<S, E> {
    /// The name of a command, or `commands` for a set.
    pub(crate) name: &'static str,
    /// Whether the first word of a text is that of a command which is read here.
    pub(crate) is_named: fn(&str) -> bool,
    /// Reads the command.
    pub(crate) read: ReadCommand<S, E>,
}

type ReadCommand<S, E> = Box<dyn Fn(&str) -> Result<Call<S, E>, DecodeError> + Send + Sync>;

/// A handler of events.
pub(crate) struct OnEvent<S, E> {
    /// The type that is taken.
    pub(crate) tag: &'static str,
    /// Begins the work; `None` for an event of another type.
    pub(crate) begin: BeginEvent<S, E>,
}

type BeginEvent<S, E> =
    Box<dyn Fn(Context<S>, &Event) -> Option<Result<Work<Result<(), E>>, JsonError>> + Send + Sync>;

/// A handler of what is about the bot itself.
type Hook<S, T> = Box<dyn Fn(Context<S>, T) -> Work<()> + Send + Sync>;

/// A handler of commands that cannot be read.
type OnBadCommand<S, E> = Box<dyn Fn(Message<S>, DecodeError) -> Work<Result<(), E>> + Send + Sync>;

/// All handlers of a bot.
pub(crate) struct Handlers<S, E> {
    pub(crate) checks: Vec<Check<S, E>>,
    pub(crate) messages: Vec<OnMessage<S, E>>,
    pub(crate) commands: Vec<OnCommand<S, E>>,
    pub(crate) bad_command: Option<OnBadCommand<S, E>>,
    pub(crate) events: Vec<OnEvent<S, E>>,
    pub(crate) error: Option<Hook<S, Failure<E>>>,
    pub(crate) notice: Option<Hook<S, Notice>>,
    pub(crate) start: Option<Hook<S, ()>>,
}

impl<S, E> Handlers<S, E> {
    pub(crate) fn new() -> Self {
        Self {
            checks: Vec::new(),
            messages: Vec::new(),
            commands: Vec::new(),
            bad_command: None,
            events: Vec::new(),
            error: None,
            notice: None,
            start: None,
        }
    }

    /// Whether messages are handled as such.
    pub(crate) fn take_messages(&self) -> bool {
        !(self.messages.is_empty() && self.commands.is_empty())
    }

    /// The handlers of commands that are for this addressee: none if it is another bot.
    pub(crate) fn commands_for(&self, to: Addressee) -> &[OnCommand<S, E>] {
        match to {
            Addressee::Anyone | Addressee::Bot => &self.commands,
            Addressee::Other => &[],
        }
    }

    /// Whether the first word of a text is that of a command.
    pub(crate) fn name(&self, text: &str) -> bool {
        self.commands.iter().any(|command| (command.is_named)(text))
    }

    /// Whether a message that is not a command was meant as one of the bot's. In a group, another word behind a
    /// slash may be for another bot, unless the message names this one: such a message is one like any other.
    pub(crate) fn is_mistyped(&self, message: &Addressed<'_>, chat: &ChatRef) -> bool {
        let is_direct = chat.chat_type == ChatType::Direct;
        let is_for_bot = || message.to == Addressee::Bot || self.name(&message.text);
        message.text.starts_with('/') && (is_direct || is_for_bot())
    }

    /// Whether anything is done about an event.
    pub(crate) fn want(&self, tag: &str) -> bool {
        let is_of_messages = matches!(
            tag,
            NewChatItems::TAG
                | ChatItemUpdated::TAG
                | ChatItemsDeleted::TAG
                | GroupChatItemsDeleted::TAG
                | ContactSndReady::TAG
                | ContactConnected::TAG
        );
        (is_of_messages && self.take_messages()) || self.take_event(tag)
    }

    /// Whether there is a handler for events of this type.
    pub(crate) fn take_event(&self, tag: &str) -> bool {
        self.events.iter().any(|handler| handler.tag == tag)
    }
}

/// Sends what a handler returns to where its message came from.
pub(crate) fn answered<S, E, R: Reply<E>>(
    message: &Message<S>,
    work: impl Future<Output = Result<R, E>> + Send + 'static,
) -> Work<Result<(), E>>
where
    E: Send + 'static,
{
    let chat = message.chat().clone();
    Box::pin(async move {
        match work.await {
            Ok(reply) => reply.send(&chat).await,
            Err(error) => Err(error),
        }
    })
}

/// The same for a handler that takes something with the message.
pub(crate) fn answering<S, E, T, W, R>(
    handler: impl FnOnce(Message<S>, T) -> W + Clone + Send + Sync + 'static,
) -> impl Fn(Message<S>, T) -> Work<Result<(), E>> + Send + Sync + Clone + 'static
where
    E: Send + 'static,
    W: Future<Output = Result<R, E>> + Send + 'static,
    R: Reply<E>,
    S: 'static,
    T: 'static,
{
    move |message, it| answered(&message.clone(), handler.clone()(message, it))
}

impl<S: 'static, E: 'static> OnCommand<S, E> {
    /// A handler of one command.
    pub(crate) fn one<C: Command + Send + 'static>(
        handler: impl Fn(Message<S>, C) -> Work<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let is_named = |text: &str| command::is_name_of(text, const { &C::SPEC });
        Self::reading(C::SPEC.name, is_named, C::decode, handler)
    }

    /// A handler of all commands of a set.
    pub(crate) fn set<C: CommandSet + Send>(
        handler: impl Fn(Message<S>, C) -> Work<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let is_named = |text: &str| {
            let mut commands = C::COMMANDS.iter();
            commands.any(|member| command::is_name_of(text, &member.spec))
        };
        Self::reading("commands", is_named, C::decode, handler)
    }

    fn reading<C: Send + 'static>(
        name: &'static str,
        is_named: fn(&str) -> bool,
        read: fn(&str) -> Result<C, DecodeError>,
        handler: impl Fn(Message<S>, C) -> Work<Result<(), E>> + Send + Sync + Clone + 'static,
    ) -> Self {
        let read = move |text: &str| -> Result<Call<S, E>, DecodeError> {
            let (command, handler) = (read(text)?, handler.clone());
            Ok(Box::new(move |message| handler(message, command)))
        };
        let read = Box::new(read);
        Self {
            name,
            is_named,
            read,
        }
    }
}

impl<S: 'static, E: 'static> OnEvent<S, E> {
    pub(crate) fn new<T: EventRecord + Clone + 'static>(
        handler: impl Fn(Context<S>, T) -> Work<Result<(), E>> + Send + Sync + 'static,
    ) -> Self {
        let begin = move |context, event: &Event| {
            let record = event.record::<T>()?;
            Some(record.map(|record| handler(context, record)))
        };
        Self {
            tag: T::TAG,
            begin: Box::new(begin),
        }
    }
}

/// How many there are, or what they are for.
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
