//! What clients send each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::types::{
    FileId, GroupMember, GroupMemberRole, GroupProfile, MsgContent, MsgReaction, Profile,
};

use super::file::{Content, Upload};
use super::world::Address;

/// One message of the protocol that clients speak among themselves.
///
/// Everything that goes from one client to another goes as a signal, whoever plays the client: a bot,
/// or a test. The id of a message is the same for all.
#[derive(Debug, Clone)]
pub(super) enum Signal {
    Connect(Connect),
    Chat(Talk),
    /// The profile of the sender as the other side is to see it.
    Profile(Box<Profile>),
    /// The sender has deleted the conversation.
    Gone,
    /// To a contact who is invited to a group, or to somebody who uses a link to it.
    Invitation(Box<Invitation>),
    Group(Box<GroupEvent>),
}

/// The steps in which two clients connect. `Ask` goes to a link, or to a member, `Accept` back; then each side has
/// an end, and `Hello` and `Ready` go between them.
#[derive(Debug, Clone)]
pub(super) enum Connect {
    Ask {
        profile: Box<Profile>,
        /// A message that comes with the request.
        said: Option<Box<Said>>,
    },
    Accept {
        profile: Box<Profile>,
    },
    Hello,
    Ready,
}

/// What is said, in a conversation or in a group.
#[derive(Debug, Clone)]
pub(super) enum Talk {
    Say(Vec<Said>),
    Edit {
        id: String,
        content: MsgContent,
        mentions: BTreeMap<String, String>,
        live: bool,
    },
    Delete {
        ids: Vec<String>,
        /// Whether they are another member's, deleted by a moderator.
        moderated: bool,
    },
    React {
        id: String,
        reaction: MsgReaction,
        add: bool,
    },
    /// The messages have come.
    Received(Vec<String>),
    /// Nobody is there to get the messages.
    Lost(Vec<String>),
    /// The file of a message can be had from the servers.
    FileReady {
        id: String,
    },
    /// The sender does not offer the file of a message any more.
    FileGone {
        id: String,
    },
}

/// A message.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) id: String,
    pub(super) content: MsgContent,
    pub(super) quote: Option<Quote>,
    /// Names in the text, each with the id of a member.
    pub(super) mentions: BTreeMap<String, String>,
    pub(super) live: bool,
    pub(super) ttl: Option<i64>,
    /// In the support chat of the member with this id.
    pub(super) support: Option<String>,
    pub(super) file: Option<FileOffer>,
}

/// What a message replies to.
#[derive(Debug, Clone)]
pub(super) struct Quote {
    /// The message, if it is one of the conversation.
    pub(super) id: Option<String>,
    /// The member who has written it.
    pub(super) author: Option<String>,
    pub(super) content: MsgContent,
}

/// A file that comes with a message.
#[derive(Debug, Clone)]
pub(super) struct FileOffer {
    pub(super) name: String,
    pub(super) size: i64,
    /// The transfer on the sender's side.
    pub(super) source: FileId,
    pub(super) upload: Arc<Upload>,
    pub(super) content: Content,
}

/// How members know each other.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) member_id: String,
    pub(super) role: GroupMemberRole,
    pub(super) profile: Profile,
    pub(super) seat: Address,
}

/// What somebody needs to join a group.
#[derive(Debug, Clone)]
pub(super) struct Invitation {
    pub(super) profile: GroupProfile,
    pub(super) host: Card,
    pub(super) member_id: String,
    pub(super) role: GroupMemberRole,
    pub(super) business: Option<BusinessIds>,
    /// The link by which the group was found, if it was.
    pub(super) link: Option<String>,
    /// Whether moderators must let the new member in.
    pub(super) review: bool,
    pub(super) relays: bool,
}

/// The member ids of the two sides of a business chat.
#[derive(Debug, Clone)]
pub(super) struct BusinessIds {
    pub(super) business: String,
    pub(super) customer: String,
}

/// What members tell each other about the group. Members are named by the ids that all know.
#[derive(Debug, Clone)]
pub(super) enum GroupEvent {
    /// The invited member comes in.
    Join(Box<Card>),
    /// A relay that was asked does not serve the group.
    Refuse(Box<Card>),
    /// The host tells the new member who else is there.
    Members(Vec<Card>),
    /// The host tells the others of the new member.
    New {
        card: Box<Card>,
        pending: bool,
    },
    /// A member who waited is let in.
    Accepted {
        member_id: String,
        role: GroupMemberRole,
    },
    Role {
        member_ids: Vec<String>,
        role: GroupMemberRole,
    },
    Block {
        member_ids: Vec<String>,
        blocked: bool,
    },
    Remove {
        member_ids: Vec<String>,
        with_messages: bool,
    },
    Leave,
    Deleted,
    Profile(Box<GroupProfile>),
    Member(Box<Profile>),
}

impl Connect {
    /// A request without a message.
    pub(super) fn ask(profile: Profile) -> Self {
        Self::Ask {
            profile: Box::new(profile),
            said: None,
        }
    }
}

impl Card {
    pub(super) fn new(member: &GroupMember, seat: Address) -> Self {
        Self {
            member_id: member.member_id.clone(),
            role: member.member_role.clone(),
            profile: super::profile::shown(&member.member_profile),
            seat,
        }
    }
}
