use std::fmt;
use std::sync::Arc;

use crate::client::{Client, Error};
use crate::commands::{ApiListContacts, ApiListGroups};
use crate::types::{ChatRef, Contact, CreatedConnLink, GroupId, GroupInfo, User};

use crate::bot::chat::Chat;
use crate::bot::files::transfers::Transfers;
use crate::bot::group::Group;
use crate::bot::run::inboxes::Inboxes;
use crate::bot::stop::StopHandle;

/// Access to the client, the user and the state of a bot. Clones refer to the same bot.
pub struct Context<S = ()> {
    shared: Arc<Shared<S>>,
}

struct Shared<S> {
    client: Client,
    user: User,
    address: Option<CreatedConnLink>,
    state: S,
    transfers: Arc<Transfers>,
    inboxes: Arc<Inboxes>,
    splits_long_texts: bool,
}

impl<S> Context<S> {
    pub(super) fn new(
        client: Client,
        user: User,
        address: Option<CreatedConnLink>,
        state: S,
        inboxes: Inboxes,
        splits_long_texts: bool,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                client,
                user,
                address,
                state,
                transfers: Arc::new(Transfers::new(StopHandle::new())),
                inboxes: Arc::new(inboxes),
                splits_long_texts,
            }),
        }
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        &self.shared.client
    }

    /// The [state](crate::bot::Bot::with_state) of the bot.
    pub fn state(&self) -> &S {
        &self.shared.state
    }

    /// The user of the bot, as it was when the bot started.
    ///
    /// The server reports [`auto_accept_member_contacts`](User::auto_accept_member_contacts) as it was when the server
    /// loaded the user: after [`ApiSetUserAutoAcceptMemberContacts`](crate::commands::ApiSetUserAutoAcceptMemberContacts)
    /// it is `true` here only after the next [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser). A bot that needs
    /// this setting sends the command at each start.
    pub fn user(&self) -> &User {
        &self.shared.user
    }

    /// The address of the bot; `None` after [`address(false)`](crate::bot::Builder::address).
    pub fn address(&self) -> Option<&CreatedConnLink> {
        self.shared.address.as_ref()
    }

    /// The [address](Self::address) as text for people: the short link, or the full link if there is no short one.
    /// Empty if the bot has no address.
    pub fn address_text(&self) -> &str {
        self.address().map_or("", CreatedConnLink::as_str)
    }

    /// A chat with a contact or of a group, to send messages to.
    pub fn chat(&self, chat: impl Into<ChatRef>) -> Chat {
        let transfers = Arc::clone(self.transfers());
        Chat::new(
            self.client().clone(),
            transfers,
            chat.into(),
            self.shared.splits_long_texts,
        )
    }

    /// A group, to manage its members. To send messages to the group, use its [chat](Self::chat).
    pub fn group(&self, group: impl Into<GroupId>) -> Group {
        let transfers = Arc::clone(self.transfers());
        Group::new(self.client().clone(), transfers, group.into())
    }

    /// All contacts of the bot. The server loads them all at once.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn contacts(&self) -> Result<Vec<Contact>, Error> {
        let list = ApiListContacts::new(self.user().user_id);
        Ok(self.client().send(&list).await?.contacts)
    }

    /// All groups of the bot, including groups that it has left. The server loads them all at once.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn groups(&self) -> Result<Vec<GroupInfo>, Error> {
        let list = ApiListGroups::new(self.user().user_id);
        Ok(self.client().send(&list).await?.groups)
    }

    /// The file transfers that handlers wait for.
    pub(super) fn transfers(&self) -> &Arc<Transfers> {
        &self.shared.transfers
    }

    /// The queues of the chats.
    pub(super) fn inboxes(&self) -> &Arc<Inboxes> {
        &self.shared.inboxes
    }

    /// Stops the bot, like [`StopHandle::stop`].
    pub fn stop(&self) {
        self.transfers().stop().stop();
    }

    /// A handle that stops the bot, and reports whether the bot is stopping.
    pub fn stop_handle(&self) -> StopHandle {
        self.transfers().stop().clone()
    }
}

impl<S> Clone for Context<S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<S> fmt::Debug for Context<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("client", self.client())
            .field("stop", self.transfers().stop())
            .finish_non_exhaustive()
    }
}
