//! What the people do whom a test plays. Each is a client; what they do are commands.

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
use crate::network::outcome::Failure;
use crate::network::state::content;
use crate::network::state::items::Who;
use crate::network::world::NodeId;

/// Why somebody cannot do what they try.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refusal {
    /// Nobody has the link.
    UnknownLink,
    /// The two are connected already.
    Connected,
    /// There is no connection, or it has ended.
    NotConnected,
    /// There is no such message to do this with.
    UnknownMessage,
    /// Others would not know the reaction.
    UnknownReaction,
    /// There is no such group, or no invitation to it.
    UnknownGroup,
    /// The server would not let them.
    Failed(Failure),
}

/// What a person looks at: everything with one client, or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    With(NodeId),
    In(GroupId),
}

pub(crate) type Acted<T = ()> = Result<T, Refusal>;

impl Network {
    /// `person` uses a link.
    pub(crate) fn connect(&mut self, person: NodeId, link: &str) -> Acted {
        let answer = self
            .does(person, Connect::new(link))
            .map_err(|refusal| match &refusal {
                Refusal::Failed(failure) if is_no_link(failure) => Refusal::UnknownLink,
                _ => refusal,
            })?;
        if answer.contains(r#""type":"contactAlreadyExists""#) {
            Err(Refusal::Connected)
        } else {
            Ok(())
        }
    }

    /// `person` writes a message, perhaps in reply to another, perhaps with a file.
    pub(crate) fn say(
        &mut self,
        person: NodeId,
        view: View,
        said: MsgContent,
        reply_to: Option<&str>,
        file: Option<(&str, Vec<u8>)>,
    ) -> Acted<Message> {
        let chat = self.node(person).chat_in(view)?;
        let mut message = ComposedMessage::new(said);
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
        let sent = self.does(person, ApiSendMessages::new(chat, [message]));
        if let Some(name) = name {
            self.node(person).memory.remove(name);
        }
        sent?;
        let node = &self.nodes[person.0];
        let mut messages = node.entries_in(view).into_iter();
        let sent = messages.find(|entry| Some(entry.item.meta.item_id) > before);
        let sent = sent.map(|entry| node.message(entry));
        sent.ok_or(Refusal::UnknownMessage)
    }

    /// `person` changes a message of their own.
    pub(crate) fn edit(&mut self, person: NodeId, view: View, id: &str, said: MsgContent) -> Acted {
        let (chat, item) = self.node(person).own_item(view, id)?;
        let update = ApiUpdateChatItem::new(chat, item, UpdatedMessage::new(said));
        self.does(person, update).map(drop)
    }

    /// `person` deletes a message of their own for all.
    pub(crate) fn retract(&mut self, person: NodeId, view: View, id: &str) -> Acted {
        let (chat, item) = self.node(person).own_item(view, id)?;
        let delete = ApiDeleteChatItem::new(chat, [item], CiDeleteMode::Broadcast);
        self.does(person, delete).map(drop)
    }

    /// `person` reacts to a message, or takes that back. What is so already stays so.
    pub(crate) fn react(
        &mut self,
        person: NodeId,
        view: View,
        id: &str,
        (emoji, add): (&str, bool),
    ) -> Acted {
        let reaction = MsgReaction::emoji(emoji);
        if !content::is_known(&reaction) {
            return Err(Refusal::UnknownReaction);
        }
        let chat = self.node(person).chat_in(view)?;
        let entry = self.node(person).item_in(view, id)?;
        let is_so = entry.reactions.contains(&(Who::User, reaction.clone()));
        let item = entry.item.meta.item_id;
        if is_so == add {
            return Ok(());
        }
        self.does(person, ApiChatItemReaction::new(chat, item, add, reaction))
            .map(drop)
    }

    /// `person` shows another profile from now on.
    pub(crate) fn change_person(&mut self, person: NodeId, profile: Profile) -> Acted {
        let user = self.user_of(person)?;
        self.does(person, ApiUpdateProfile::new(user, profile))
            .map(drop)
    }

    /// `person` ends the conversation, or leaves the group.
    pub(crate) fn leave(&mut self, person: NodeId, view: View) -> Acted {
        let chat = self.node(person).chat_in(view)?;
        match chat.chat_type {
            simplex_api::types::ChatType::Group => self
                .does(person, ApiLeaveGroup::new(chat.chat_id))
                .map(drop),
            _ => {
                let mode = ChatDeleteMode::entity(true);
                self.does(person, ApiDeleteChat::new(chat, mode)).map(drop)
            }
        }
    }

    /// `person` begins a direct conversation with a client that is in the same group.
    pub(crate) fn approach(&mut self, person: NodeId, group: GroupId, client: NodeId) -> Acted {
        let begun = self.act(person, |turn| turn.approach(group, client));
        begun.map_err(Refusal::Failed)?.ok_or(Refusal::Connected)
    }

    /// `person` takes the invitation to a group.
    pub(crate) fn join(&mut self, person: NodeId, group: GroupId) -> Acted {
        self.does(person, ApiJoinGroup::new(group)).map(drop)
    }

    /// `person` receives the file of a message; its name.
    pub(crate) fn download(&mut self, person: NodeId, view: View, id: &str) -> Acted<FileId> {
        let file = self.file_in(person, view, id)?;
        self.does(person, ReceiveFile::new(file))?;
        Ok(file)
    }

    /// What is in a file that `person` has asked for, once all of it is there.
    ///
    /// # Errors
    /// If it does not come any more.
    pub(crate) fn downloaded(&mut self, person: NodeId, file: FileId) -> Acted<Option<Vec<u8>>> {
        let content = self.node(person).downloaded(file);
        content.map_err(Refusal::Failed)
    }

    /// `person` cancels the file of a message.
    pub(crate) fn cancel(&mut self, person: NodeId, view: View, id: &str) -> Acted {
        let file = self.file_in(person, view, id)?;
        self.does(person, CancelFile::new(file)).map(drop)
    }

    /// The file of a message.
    fn file_in(&mut self, person: NodeId, view: View, id: &str) -> Acted<FileId> {
        let entry = self.node(person).item_in(view, id)?;
        let file = entry.item.file.as_ref().ok_or(Refusal::UnknownMessage)?;
        Ok(file.file_id)
    }

    /// Runs a command of `person`.
    pub(crate) fn does(&mut self, person: NodeId, command: impl Into<AnyCommand>) -> Acted<String> {
        self.run(person, &command.into()).map_err(Refusal::Failed)
    }

    fn user_of(&mut self, person: NodeId) -> Acted<simplex_api::types::UserId> {
        let active = self.node(person).active;
        active.ok_or(Refusal::NotConnected)
    }
}

/// Whether a command has failed for a link that leads nowhere.
fn is_no_link(failure: &Failure) -> bool {
    match &**failure {
        simplex_api::types::ChatError::Error { error_type, .. } => {
            matches!(error_type, ChatErrorType::InvalidConnReq { .. })
        }
        simplex_api::types::ChatError::ErrorAgent { .. } => true,
        _ => false,
    }
}
