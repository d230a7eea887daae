use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::client::{Client, Error};
use crate::types::{
    AChatItem, ChatInfo, ChatPeerType, CiDirection, CiQuote, ComposedMessage, Contact,
    GroupChatScopeInfo, GroupInfo, GroupMember, GroupMemberId, GroupMemberRole, MsgContent,
    MsgReaction,
};

use crate::bot::chat::{Chat, Item};
use crate::bot::context::Context;
use crate::bot::error::WaitError;
use crate::bot::files::download::IncomingFile;
use crate::bot::files::transfers::Source;
use crate::bot::live_message::Live;

/// A message that the bot has received, and what can be done about it. A clone is the same message.
pub struct Message<S = ()> {
    context: Context<S>,
    item: Item,
    received: Arc<AChatItem>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Sender<'a> {
    /// A contact, in a direct conversation.
    Contact(&'a Contact),
    /// A member of a group.
    Member(&'a GroupMember),
    /// A channel, with nobody shown as the author.
    Channel,
}

impl<S> Message<S> {
    /// `None` for kinds of chats that this version does not know.
    pub(super) fn new(context: Context<S>, received: Arc<AChatItem>) -> Option<Self> {
        let chat = context.chat(received.chat_info.chat_ref()?);
        let item = chat.item(received.chat_item.meta.item_id);
        Some(Self {
            context,
            item,
            received,
        })
    }

    /// The text, empty if there is none: also that of a picture, a file or another kind.
    pub fn text(&self) -> &str {
        self.received.received_text().unwrap_or_default()
    }

    /// The content, of whatever kind; `None` only for items that are no messages.
    pub fn content(&self) -> Option<&MsgContent> {
        self.received.received()
    }

    /// The message with all that the server tells of it, and its chat.
    pub fn received(&self) -> &AChatItem {
        &self.received
    }

    /// Whether it mentions the bot, as messages of a group can.
    pub fn mentions_bot(&self) -> bool {
        self.received.chat_item.meta.user_mention
    }

    /// The message that it quotes, as its author quoted it.
    pub fn quoted(&self) -> Option<&CiQuote> {
        self.received.chat_item.quoted_item.as_deref()
    }

    /// The file that came with it, to be [received](IncomingFile::receive).
    pub fn file(&self) -> Option<IncomingFile> {
        let file = self.received.chat_item.file.as_deref()?;
        let chat = self.chat().clone();
        let source = Source::new(chat.chat_ref(), self.item.id(), author(&self.received));
        Some(IncomingFile::new(chat, source, file.clone()))
    }

    /// Who wrote it.
    pub fn sender(&self) -> Sender<'_> {
        match (&self.received.chat_item.chat_dir, &self.received.chat_info) {
            (CiDirection::GroupRcv { group_member, .. }, _) => Sender::Member(group_member),
            (_, ChatInfo::Direct { contact, .. }) => Sender::Contact(contact),
            _ => Sender::Channel,
        }
    }

    /// The group that it came from; `None` if it came from a contact.
    pub fn group(&self) -> Option<&GroupInfo> {
        match &self.received.chat_info {
            ChatInfo::Group { group_info, .. } => Some(group_info),
            _ => None,
        }
    }

    /// The part of the group that it is in; `None` for the conversation of all. A member's support chat is one: what is
    /// said there, reports too, is between the member and the moderators.
    pub fn scope(&self) -> Option<&GroupChatScopeInfo> {
        match &self.received.chat_info {
            ChatInfo::Group {
                group_chat_scope, ..
            } => group_chat_scope.as_deref(),
            _ => None,
        }
    }

    /// The contact who wrote it; `None` if it came from a group.
    pub fn contact(&self) -> Option<&Contact> {
        match self.sender() {
            Sender::Contact(contact) => Some(contact),
            _ => None,
        }
    }

    /// The member who wrote it; `None` if it came from a contact, or a channel shows nobody.
    pub fn member(&self) -> Option<&GroupMember> {
        match self.sender() {
            Sender::Member(member) => Some(member),
            _ => None,
        }
    }

    /// Whether it is from the customer of a [business](crate::bot::Builder::business) chat, and not from somebody
    /// who helps there.
    pub fn is_from_customer(&self) -> bool {
        let business = self.group().and_then(|group| group.business_chat.as_ref());
        let customer = business.map(|business| &business.customer_id);
        customer.is_some() && customer == self.member().map(|member| &member.member_id)
    }

    /// The chat that it came from.
    pub fn chat(&self) -> &Chat {
        self.item.chat()
    }

    /// The message by its id.
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// What all handlers have in common.
    pub fn context(&self) -> &Context<S> {
        &self.context
    }

    /// The state that the bot was given.
    pub fn state(&self) -> &S {
        self.context.state()
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        self.context.client()
    }

    /// Sends a message to where this one came from.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn reply(&self, message: impl Into<ComposedMessage>) -> Result<Item, Error> {
        self.chat().send(message).await
    }

    /// Sends a message to where this one came from, and quotes it, if it can be quoted: otherwise the message is sent
    /// without the quote. This one can have been deleted in the meantime, or be so long that there is no room for both.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn reply_quoting(&self, message: impl Into<ComposedMessage>) -> Result<Item, Error> {
        self.item.quote(message).await
    }

    /// Begins an answer that grows while it is written.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn reply_live(&self, text: impl Into<String>) -> Result<Live, Error> {
        self.chat().send_live(text).await
    }

    /// Adds a reaction to the message. Returns whether the message is there: false if it has been deleted in the
    /// meantime.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn react(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.item.react(reaction).await
    }

    /// Deletes the message for everybody in the group, whoever wrote it. The bot must be a moderator, or more,
    /// of the group.
    ///
    /// # Errors
    /// As [`Client::send`] does; [`Error::Encode`] in a direct conversation, where nobody can.
    pub async fn moderate(&self) -> Result<(), Error> {
        self.item.moderate().await
    }

    /// Waits for the next message of the chat. It comes here, and to no other handler. In a group it can be
    /// anybody's: see [`next_from_sender`](Self::next_from_sender).
    ///
    /// Within a handler nothing else of this chat is handled in the meantime; other chats go on. A task that
    /// outlives the handler can wait too: it gets the first message that no handler has begun with, while the
    /// handlers go on with what else there is. Of several who wait for the same one, one gets it.
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
    /// [`WaitError::TimedOut`] if none comes in time, or [`WaitError::Stopping`].
    pub async fn next_message(&self, within: Duration) -> Result<Self, WaitError> {
        self.next_message_if(within, |_| true).await
    }

    /// Waits for the next message in the chat of who has written this one, to talk with one of several in a
    /// group. Those of others are handled in their turn, as by [`next_message_if`](Self::next_message_if).
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
    /// [`WaitError::TimedOut`] if none comes in time, or [`WaitError::Stopping`].
    pub async fn next_from_sender(&self, within: Duration) -> Result<Self, WaitError> {
        let author = author(&self.received);
        self.next_message_if(within, |item| self::author(item) == author)
            .await
    }

    /// Waits for the next message of the chat that is wanted. Others are handled in their turn: when this handler
    /// is through, or at once if it is.
    ///
    /// `wanted` is asked before anything more of the chat is handled, so that a wait that has begun and is not
    /// polled holds the chat up until its time is over.
    ///
    /// # Errors
    /// [`WaitError::TimedOut`] if none comes in time, or [`WaitError::Stopping`].
    pub async fn next_message_if(
        &self,
        within: Duration,
        wanted: impl FnMut(&AChatItem) -> bool,
    ) -> Result<Self, WaitError> {
        let chat = self.chat().chat_ref().clone();
        let inbox = self.context.inboxes().enter(Some(chat));
        let until = Instant::now().checked_add(within);
        let received = tokio::select! {
            biased;
            received = inbox.message(until, wanted) => received,
            () = self.context.stop_handle().stopping() => return Err(WaitError::Stopping),
            () = tokio::time::sleep(within) => return Err(WaitError::TimedOut(within)),
        };
        let item = self.chat().item(received.chat_item.meta.item_id);
        Ok(Self {
            context: self.context.clone(),
            item,
            received,
        })
    }
}

/// Who has written a message of a chat, told from others there; `None` for the contact of a direct one, and where
/// nobody is shown.
fn author(item: &AChatItem) -> Option<GroupMemberId> {
    match &item.chat_item.chat_dir {
        CiDirection::GroupRcv { group_member, .. } => Some(group_member.group_member_id),
        _ => None,
    }
}

impl<'a> Sender<'a> {
    /// The name that the bot knows them by; empty for a channel. People choose and change it: tell them apart by
    /// `contact_id` or `group_member_id`.
    pub fn name(&self) -> &'a str {
        match self {
            Self::Contact(contact) => &contact.local_display_name,
            Self::Member(member) => &member.local_display_name,
            Self::Channel => "",
        }
    }

    /// Whether they say that they are a bot, as bots of this library do; nobody has to.
    pub fn is_bot(&self) -> bool {
        let profile = match self {
            Self::Contact(contact) => &contact.profile,
            Self::Member(member) => &member.member_profile,
            Self::Channel => return false,
        };
        profile.peer_type == Some(ChatPeerType::Bot)
    }

    /// Whether they are a moderator, an admin or an owner of the group; false in a direct conversation.
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
            item: self.item.clone(),
            received: Arc::clone(&self.received),
        }
    }
}

impl<S> fmt::Debug for Message<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("chat", self.chat().chat_ref())
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
