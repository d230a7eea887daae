use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::bot::chat::{Chat, MessageHandle};
use crate::bot::context::Context;
use crate::bot::error::WaitError;
use crate::bot::files::download::IncomingFile;
use crate::bot::files::transfers::FileOrigin;
use crate::bot::live_message::LiveMessage;
use crate::client::{Client, Error};
use crate::types::{
    AChatItem, ChatInfo, ChatPeerType, CiDirection, CiQuote, ComposedMessage, Contact,
    GroupChatScopeInfo, GroupInfo, GroupMember, GroupMemberId, GroupMemberRole, MsgContent,
    MsgReaction,
};

/// A received message. A clone refers to the same message.
pub struct Message<S = ()> {
    context: Context<S>,
    handle: MessageHandle,
    info: Arc<AChatItem>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Sender<'a> {
    /// A contact, in a direct chat.
    Contact(&'a Contact),
    /// A member of a group.
    Member(&'a GroupMember),
    /// A channel, which does not show the author.
    Channel,
}

impl<S> Message<S> {
    /// `None` for chats of an unknown kind.
    pub(super) fn new(context: Context<S>, info: Arc<AChatItem>) -> Option<Self> {
        let chat = context.chat(info.chat_info.chat_ref()?);
        let handle = chat.message(info.chat_item.meta.item_id);
        Some(Self {
            context,
            handle,
            info,
        })
    }

    /// The text; empty if the message has no text. Messages with a picture or a file can have a text too.
    pub fn text(&self) -> &str {
        self.info.received_text().unwrap_or_default()
    }

    /// The content, of any kind; `None` only for items that are not messages.
    pub fn content(&self) -> Option<&MsgContent> {
        self.info.received()
    }

    /// All data of the server about the message and its chat.
    pub fn info(&self) -> &AChatItem {
        &self.info
    }

    /// Whether the message mentions the bot, in a group.
    pub fn mentions_bot(&self) -> bool {
        self.info.chat_item.meta.user_mention
    }

    /// The quoted message, as the author of this message quoted it.
    pub fn quoted(&self) -> Option<&CiQuote> {
        self.info.chat_item.quoted_item.as_deref()
    }

    /// The file of the message, to [download](IncomingFile::download).
    pub fn file(&self) -> Option<IncomingFile> {
        let file = self.info.chat_item.file.as_deref()?;
        let chat = self.chat().clone();
        let origin = FileOrigin::new(chat.chat_ref(), self.handle.id(), author(&self.info));
        Some(IncomingFile::new(chat, origin, file.clone()))
    }

    /// Who wrote the message.
    pub fn sender(&self) -> Sender<'_> {
        match (&self.info.chat_item.chat_dir, &self.info.chat_info) {
            (CiDirection::GroupRcv { group_member, .. }, _) => Sender::Member(group_member),
            (_, ChatInfo::Direct { contact, .. }) => Sender::Contact(contact),
            _ => Sender::Channel,
        }
    }

    /// The group of the message; `None` for a message of a contact.
    pub fn group(&self) -> Option<&GroupInfo> {
        match &self.info.chat_info {
            ChatInfo::Group { group_info, .. } => Some(group_info),
            _ => None,
        }
    }

    /// The scope of the message within the group; `None` for the main conversation. The support chat of a member is a
    /// scope: only the member and the moderators see its messages, such as reports.
    pub fn scope(&self) -> Option<&GroupChatScopeInfo> {
        match &self.info.chat_info {
            ChatInfo::Group {
                group_chat_scope, ..
            } => group_chat_scope.as_deref(),
            _ => None,
        }
    }

    /// The contact who wrote the message; `None` for a message in a group.
    pub fn contact(&self) -> Option<&Contact> {
        match self.sender() {
            Sender::Contact(contact) => Some(contact),
            _ => None,
        }
    }

    /// The member who wrote the message; `None` for a message of a contact or of a channel.
    pub fn member(&self) -> Option<&GroupMember> {
        match self.sender() {
            Sender::Member(member) => Some(member),
            _ => None,
        }
    }

    /// Whether the customer of a [business](crate::bot::Builder::business) chat wrote the message. `false` for messages of
    /// other members, such as colleagues who help there.
    pub fn is_from_customer(&self) -> bool {
        let business = self.group().and_then(|group| group.business_chat.as_ref());
        let customer = business.map(|business| &business.customer_id);
        customer.is_some() && customer == self.member().map(|member| &member.member_id)
    }

    /// The chat of the message.
    pub fn chat(&self) -> &Chat {
        self.handle.chat()
    }

    /// The handle of the message, to change it or react to it later.
    pub fn handle(&self) -> &MessageHandle {
        &self.handle
    }

    /// The context of the bot.
    pub fn context(&self) -> &Context<S> {
        &self.context
    }

    /// The [state](crate::bot::Bot::with_state) of the bot.
    pub fn state(&self) -> &S {
        self.context.state()
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        self.context.client()
    }

    /// Sends a message to the chat of this message.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn reply(&self, message: impl Into<ComposedMessage>) -> Result<MessageHandle, Error> {
        self.chat().send(message).await
    }

    /// Sends a message that quotes this message to the same chat. If this message cannot be quoted, the new message is
    /// sent without the quote: this message may be deleted, or too long to fit with the quote.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn reply_quoting(
        &self,
        message: impl Into<ComposedMessage>,
    ) -> Result<MessageHandle, Error> {
        self.handle.quote(message).await
    }

    /// Starts a reply that grows while the bot writes it.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn reply_live(&self, text: impl Into<String>) -> Result<LiveMessage, Error> {
        self.chat().send_live(text).await
    }

    /// Adds a reaction to the message. Returns `false` if the message has been deleted in the meantime.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn react(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.handle.react(reaction).await
    }

    /// Deletes the message for everyone in the group. It can be a message of any member. The bot must be at least a
    /// moderator of the group.
    ///
    /// # Errors
    /// As for [`Client::send`]; [`Error::Encode`] in a direct chat, where this is not possible.
    pub async fn moderate(&self) -> Result<(), Error> {
        self.handle.moderate().await
    }

    /// Waits for the next message of the chat. No handler gets this message. In a group, it can be a message of any
    /// member: see [`next_from_sender`](Self::next_from_sender).
    ///
    /// While a handler waits, nothing else of this chat is handled; other chats continue. A task that outlives the
    /// handler can wait too: it gets the first message that no handler has started to handle, while the handlers continue
    /// with the other messages. If several tasks wait for the same message, one of them gets it.
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
    ///         message.reply("Who are you?").await?;
    ///         let name = message.next_message(Duration::from_secs(60)).await?;
    ///         Ok(format!("Hello {}!", name.text()))
    ///     })
    ///     .connect(&server.url())
    ///     .await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.say("hi").await?;
    /// alice.expect("Who are you?").await;
    /// alice.say("Alice").await?;
    /// alice.expect("Hello Alice!").await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`WaitError::TimedOut`] if no message arrives in time, or [`WaitError::Stopping`].
    pub async fn next_message(&self, within: Duration) -> Result<Self, WaitError> {
        self.next_message_if(within, |_| true).await
    }

    /// Waits for the next message of the same sender in this chat, to talk with one member of a group. Messages of other
    /// members are handled later, as with [`next_message_if`](Self::next_message_if).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use simplex_api::bot::{Bot, Message};
    /// # use simplex_api::commands::{ApiCreateGroupLink, ApiNewGroup};
    /// use simplex_api_testing::ChatServer;
    /// # use simplex_api::types::{GroupMemberRole, GroupProfile};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = ChatServer::start().await?;
    /// let bot = Bot::builder().on_message(async |message: Message| {
    ///     if !message.text().contains("pizza") {
    ///         return Ok(None);
    ///     }
    ///     let name = message.sender().name();
    ///     message.reply(format!("{name}, which one?")).await?;
    ///     let choice = message.next_from_sender(Duration::from_secs(60)).await?;
    ///     Ok(Some(format!("A {} for {name}!", choice.text())))
    /// });
    /// let bot = bot.connect(&server.url()).await?;
    /// # let new = ApiNewGroup::new(1, GroupProfile::new("hungry", ""));
    /// # let group = server.run(new)?.group_info.group_id;
    /// # let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    /// # let link = server.run(link)?.group_link.conn_link_contact;
    /// # let (alice, bob) = (server.contact("alice"), server.contact("bob"));
    /// # alice.connect(&link).await?;
    /// # bob.connect(&link).await?;
    /// # let (alice, bob) = (alice.group("hungry")?, bob.group("hungry")?);
    /// # tokio::spawn(bot.run());
    /// alice.say("I want a pizza.").await?;
    /// alice.expect("alice, which one?").await;
    /// bob.say("No, soup!").await?;
    /// alice.expect("No, soup!").await;
    /// alice.say("margherita").await?;
    /// alice.expect("A margherita for alice!").await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`WaitError::TimedOut`] if no message arrives in time, or [`WaitError::Stopping`].
    pub async fn next_from_sender(&self, within: Duration) -> Result<Self, WaitError> {
        let author = author(&self.info);
        self.next_message_if(within, |item| self::author(item) == author)
            .await
    }

    /// Waits for the next message of the chat for which `is_wanted` returns `true`. Other messages are handled after the
    /// current handler; if it has already returned, they are handled immediately.
    ///
    /// `is_wanted` is called before anything else of the chat is handled. So a wait that has started but is not polled
    /// blocks the chat until its timeout.
    ///
    /// # Errors
    /// [`WaitError::TimedOut`] if no message arrives in time, or [`WaitError::Stopping`].
    pub async fn next_message_if(
        &self,
        within: Duration,
        is_wanted: impl FnMut(&AChatItem) -> bool,
    ) -> Result<Self, WaitError> {
        let chat = self.chat().chat_ref().clone();
        let inbox = self.context.inboxes().get_or_create(Some(chat));
        let until = Instant::now().checked_add(within);
        let info = tokio::select! {
            biased;
            info = inbox.wait_for_message(until, is_wanted) => info,
            () = self.context.stop_handle().stopping() => return Err(WaitError::Stopping),
            () = tokio::time::sleep(within) => return Err(WaitError::TimedOut(within)),
        };
        let handle = self.chat().message(info.chat_item.meta.item_id);
        Ok(Self {
            context: self.context.clone(),
            handle,
            info,
        })
    }
}

/// The member who wrote a message; `None` for the contact of a direct chat, and for a channel.
fn author(item: &AChatItem) -> Option<GroupMemberId> {
    match &item.chat_item.chat_dir {
        CiDirection::GroupRcv { group_member, .. } => Some(group_member.group_member_id),
        _ => None,
    }
}

impl<'a> Sender<'a> {
    /// The name of the sender in the bot's database; empty for a channel. People choose and change their names: to
    /// distinguish senders, use `contact_id` or `group_member_id`.
    pub fn name(&self) -> &'a str {
        match self {
            Self::Contact(contact) => &contact.local_display_name,
            Self::Member(member) => &member.local_display_name,
            Self::Channel => "",
        }
    }

    /// Whether the profile of the sender is marked as a bot. Bots of this library are marked; other bots may not be.
    pub fn is_bot(&self) -> bool {
        let profile = match self {
            Self::Contact(contact) => &contact.profile,
            Self::Member(member) => &member.member_profile,
            Self::Channel => return false,
        };
        profile.peer_type == Some(ChatPeerType::Bot)
    }

    /// Whether the sender is a moderator, an admin or an owner of the group; `false` in a direct chat.
    pub fn can_moderate(&self) -> bool {
        use GroupMemberRole::{Admin, Moderator, Owner};
        let Self::Member(member) = self else {
            return false;
        };
        matches!(member.member_role, Moderator | Admin | Owner)
    }
}

impl<S> Clone for Message<S> {
    fn clone(&self) -> Self {
        Self {
            context: self.context.clone(),
            handle: self.handle.clone(),
            info: Arc::clone(&self.info),
        }
    }
}

impl<S> fmt::Debug for Message<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("chat", self.chat().chat_ref())
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}
