use std::fmt;
use std::sync::Arc;

use crate::client::{Client, Error};
use crate::commands::{ApiListContacts, ApiListGroups};
use crate::types::{ChatRef, Contact, CreatedConnLink, GroupId, GroupInfo, User};

use crate::bot::chat::Chat;
use crate::bot::files::transfers::Transfers;
use crate::bot::group::Group;
use crate::bot::run::inboxes::Inboxes;
use crate::bot::stop::Stop;

/// What all handlers of a bot have in common. A clone is the same.
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
    /// Whether texts that are too long are sent in parts.
    splits: bool,
}

impl<S> Context<S> {
    pub(super) fn new(
        client: Client,
        user: User,
        address: Option<CreatedConnLink>,
        state: S,
        inboxes: Inboxes,
        splits: bool,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                client,
                user,
                address,
                state,
                transfers: Arc::new(Transfers::new(Stop::new())),
                inboxes: Arc::new(inboxes),
                splits,
            }),
        }
    }

    /// The client, for commands of any kind.
    pub fn client(&self) -> &Client {
        &self.shared.client
    }

    /// The state that the bot was given.
    pub fn state(&self) -> &S {
        &self.shared.state
    }

    /// The user that the bot acts as, as it was when the bot began.
    ///
    /// Servers say of [`auto_accept_member_contacts`](User::auto_accept_member_contacts) what it was when they loaded the
    /// user: after [`ApiSetUserAutoAcceptMemberContacts`](crate::commands::ApiSetUserAutoAcceptMemberContacts) it is true
    /// here only from the next [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser) on. A bot that wants it sends the
    /// command at each start.
    pub fn user(&self) -> &User {
        &self.shared.user
    }

    /// The address that the bot can be reached at; `None` if it was to have
    /// [none](crate::bot::Builder::no_address).
    pub fn address(&self) -> Option<&CreatedConnLink> {
        self.shared.address.as_ref()
    }

    /// The [address](Self::address) as it is given to people: the short link, or the full one if there is none.
    /// Empty if the bot has no address.
    pub fn address_text(&self) -> &str {
        self.address().map_or("", CreatedConnLink::as_str)
    }

    /// A chat to write to: with a contact, or of a group.
    pub fn chat(&self, chat: impl Into<ChatRef>) -> Chat {
        let transfers = Arc::clone(self.transfers());
        Chat::new(
            self.client().clone(),
            transfers,
            chat.into(),
            self.shared.splits,
        )
    }

    /// A group, to manage its members. To write to it, use its [chat](Self::chat).
    pub fn group(&self, group: impl Into<GroupId>) -> Group {
        let transfers = Arc::clone(self.transfers());
        Group::new(self.client().clone(), transfers, group.into())
    }

    /// All contacts of the bot. The server loads them all at once.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn contacts(&self) -> Result<Vec<Contact>, Error> {
        let list = ApiListContacts::new(self.user().user_id);
        Ok(self.client().send(&list).await?.contacts)
    }

    /// All groups of the bot, those too that it has left. The server loads them all at once.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn groups(&self) -> Result<Vec<GroupInfo>, Error> {
        let list = ApiListGroups::new(self.user().user_id);
        Ok(self.client().send(&list).await?.groups)
    }

    /// The files that handlers wait for.
    pub(super) fn transfers(&self) -> &Arc<Transfers> {
        &self.shared.transfers
    }

    /// The queues of the chats.
    pub(super) fn inboxes(&self) -> &Arc<Inboxes> {
        &self.shared.inboxes
    }

    /// Lets the bot end, as [`Stop::stop`] does.
    pub fn stop(&self) {
        self.transfers().stop().stop();
    }

    /// A handle to stop the bot with, which also tells whether it is about to end.
    pub fn stop_handle(&self) -> Stop {
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
