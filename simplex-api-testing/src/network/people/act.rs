//! What simulated people do; each action is a command of their client.

use simplex_api::commands::{
    AnyCommand, ApiChatItemReaction, ApiDeleteChat, ApiDeleteChatItem, ApiJoinGroup, ApiLeaveGroup,
    ApiSendMessages, ApiUpdateChatItem, ApiUpdateProfile, CancelFile, Connect, ReceiveFile,
};
use simplex_api::types::{
    ChatDeleteMode, ChatErrorType, CiDeleteMode, ComposedMessage, CryptoFile, FileId, GroupId,
    MsgContent, MsgReaction, Profile, UpdatedMessage,
};

use crate::contact::message::Message;
use crate::network::Network;
use crate::network::endpoint::NodeId;
use crate::network::result::Failure;
use crate::network::state::items::Participant;
use crate::network::state::view::View;

/// Why a person cannot act.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PersonError {
    /// The link is not in use.
    UnknownLink,
    /// The two are already connected.
    Connected,
    /// The two are not connected, or no longer.
    NotConnected,
    /// The message does not exist, or does not allow the action.
    UnknownMessage,
    /// SimpleX Chat does not know the reaction.
    UnknownReaction,
    /// The person is not in the group and not invited to it.
    UnknownGroup,
    /// The person's client refuses.
    Failed(Failure),
}

pub(crate) type PersonResult<T = ()> = Result<T, PersonError>;

impl Network {
    /// `person` connects by a link.
    pub(crate) fn connect(&mut self, person: NodeId, link: &str) -> PersonResult {
        let answer = self
            .run_as(person, Connect::new(link))
            .map_err(|error| match &error {
                PersonError::Failed(failure) if is_invalid_link(failure) => {
                    PersonError::UnknownLink
                }
                _ => error,
            })?;
        if answer.contains(r#""type":"contactAlreadyExists""#) {
            Err(PersonError::Connected)
        } else {
            Ok(())
        }
    }

    /// `person` sends a contact request with a message. The connection is made when the person
    /// [continues](Self::finish_connecting). Returns whether the link is an address that allows this.
    pub(crate) fn request_with_message(
        &mut self,
        person: NodeId,
        link: &str,
        content: MsgContent,
    ) -> PersonResult<bool> {
        let asked = self.act(person, |ctx| ctx.request_with_message(link, content));
        asked.map_err(PersonError::Failed)
    }

    /// `person` processes the answers to their requests.
    pub(crate) fn finish_connecting(&mut self, person: NodeId) -> PersonResult {
        let gone_on = self.act(person, |ctx| ctx.finish_connecting());
        gone_on.map_err(PersonError::Failed)
    }

    /// `person` sends a message, optionally as a reply or with a file.
    pub(crate) fn say(
        &mut self,
        person: NodeId,
        view: View,
        content: MsgContent,
        reply_to: Option<&str>,
        file: Option<(&str, Vec<u8>)>,
    ) -> PersonResult<Message> {
        let chat = self.node(person).chat_in(view)?;
        let mut message = ComposedMessage::new(content);
        if let Some(id) = reply_to {
            let quoted = self.node(person).item_in(view, id)?.item.meta.item_id;
            message.quoted_item_id = Some(quoted);
        }
        let name = file.as_ref().map(|(name, _)| *name);
        if let Some((name, content)) = file {
            self.put_file(person, name, content);
            message.file_source = Some(CryptoFile::new(name));
        }
        let before = self.node(person).last_item(view);
        let sent = self.run_as(person, ApiSendMessages::new(chat, [message]));
        if let Some(name) = name {
            self.node(person).memory.remove(name);
        }
        sent?;
        let node = &self.nodes[person.0];
        let mut messages = node.chat_items_in(view).into_iter();
        let sent = messages.find(|stored| Some(stored.item.meta.item_id) > before);
        let sent = sent.map(|stored| node.message(stored));
        sent.ok_or(PersonError::UnknownMessage)
    }

    /// `person` edits a message that they have sent.
    pub(crate) fn edit(
        &mut self,
        person: NodeId,
        view: View,
        id: &str,
        content: MsgContent,
    ) -> PersonResult {
        let (chat, item) = self.node(person).own_item(view, id)?;
        let update = ApiUpdateChatItem::new(chat, item, UpdatedMessage::new(content));
        self.run_as(person, update).map(drop)
    }

    /// `person` deletes a message that they have sent, for all receivers.
    pub(crate) fn delete_message(&mut self, person: NodeId, view: View, id: &str) -> PersonResult {
        let (chat, item) = self.node(person).own_item(view, id)?;
        let delete = ApiDeleteChatItem::new(chat, [item], CiDeleteMode::Broadcast);
        self.run_as(person, delete).map(drop)
    }

    /// `person` adds or removes a reaction. If that changes nothing, no command is run.
    pub(crate) fn react(
        &mut self,
        person: NodeId,
        view: View,
        id: &str,
        (emoji, add): (&str, bool),
    ) -> PersonResult {
        let reaction = MsgReaction::emoji(emoji);
        if reaction.known().is_none() {
            return Err(PersonError::UnknownReaction);
        }
        let chat = self.node(person).chat_in(view)?;
        let stored = self.node(person).item_in(view, id)?;
        let is_so = stored
            .reactions
            .contains(&(Participant::User, reaction.clone()));
        let item = stored.item.meta.item_id;
        if is_so == add {
            return Ok(());
        }
        self.run_as(person, ApiChatItemReaction::new(chat, item, add, reaction))
            .map(drop)
    }

    /// `person` changes their profile.
    pub(crate) fn set_profile(&mut self, person: NodeId, profile: Profile) -> PersonResult {
        let user = self.user_of(person)?;
        self.run_as(person, ApiUpdateProfile::new(user, profile))
            .map(drop)
    }

    /// `person` deletes the conversation, or leaves the group.
    pub(crate) fn leave(&mut self, person: NodeId, view: View) -> PersonResult {
        let chat = self.node(person).chat_in(view)?;
        match chat.chat_type {
            simplex_api::types::ChatType::Group => self
                .run_as(person, ApiLeaveGroup::new(chat.chat_id))
                .map(drop),
            _ => {
                let mode = ChatDeleteMode::entity(true);
                self.run_as(person, ApiDeleteChat::new(chat, mode))
                    .map(drop)
            }
        }
    }

    /// `person` starts a direct conversation with a client in the same group.
    pub(crate) fn start_member_contact(
        &mut self,
        person: NodeId,
        group: GroupId,
        client: NodeId,
    ) -> PersonResult {
        let begun = self.act(person, |ctx| ctx.start_member_contact(group, client));
        begun
            .map_err(PersonError::Failed)?
            .ok_or(PersonError::Connected)
    }

    /// `person` accepts the invitation to a group.
    pub(crate) fn join(&mut self, person: NodeId, group: GroupId) -> PersonResult {
        self.run_as(person, ApiJoinGroup::new(group)).map(drop)
    }

    /// `person` receives the file of a message; returns its id.
    pub(crate) fn download(
        &mut self,
        person: NodeId,
        view: View,
        id: &str,
    ) -> PersonResult<FileId> {
        let file = self.file_in(person, view, id)?;
        self.run_as(person, ReceiveFile::new(file))?;
        Ok(file)
    }

    /// The content of a file that `person` has received; `None` until it is complete.
    ///
    /// # Errors
    /// If the file is no longer available.
    pub(crate) fn file_content(
        &mut self,
        person: NodeId,
        file: FileId,
    ) -> PersonResult<Option<Vec<u8>>> {
        let content = self.node(person).received_content(file);
        content.map_err(PersonError::Failed)
    }

    /// `person` cancels the file of a message.
    pub(crate) fn cancel_file(&mut self, person: NodeId, view: View, id: &str) -> PersonResult {
        let file = self.file_in(person, view, id)?;
        self.run_as(person, CancelFile::new(file)).map(drop)
    }

    /// The file of a message.
    fn file_in(&mut self, person: NodeId, view: View, id: &str) -> PersonResult<FileId> {
        let stored = self.node(person).item_in(view, id)?;
        let file = stored
            .item
            .file
            .as_ref()
            .ok_or(PersonError::UnknownMessage)?;
        Ok(file.file_id)
    }

    /// Runs a command of `person`.
    pub(crate) fn run_as(
        &mut self,
        person: NodeId,
        command: impl Into<AnyCommand>,
    ) -> PersonResult<String> {
        self.run(person, &command.into())
            .map_err(PersonError::Failed)
    }

    fn user_of(&mut self, person: NodeId) -> PersonResult<simplex_api::types::UserId> {
        let active = self.node(person).active;
        active.ok_or(PersonError::NotConnected)
    }
}

/// Whether a command has failed because of an invalid or unused link.
fn is_invalid_link(failure: &Failure) -> bool {
    match &**failure {
        simplex_api::types::ChatError::Error { error_type, .. } => {
            matches!(error_type, ChatErrorType::InvalidConnReq { .. })
        }
        simplex_api::types::ChatError::ErrorAgent { .. } => true,
        _ => false,
    }
}
