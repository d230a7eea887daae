//! What clients send each other.

use std::collections::BTreeMap;

use simplex_api::types::{
    GroupMember, GroupMemberRole, GroupProfile, MsgContent, MsgReaction, Profile,
};

use crate::network::endpoint::Endpoint;
use crate::network::file_offer::FileOffer;

/// A signal on its way.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) from: Endpoint,
    pub(crate) to: Endpoint,
    pub(crate) signal: Signal,
}

/// One message of the protocol that clients speak among themselves.
///
/// Everything that goes from one client to another goes as a signal, whoever plays the client: a bot,
/// or a test. The id of a message is the same for all.
#[derive(Debug, Clone)]
pub(crate) enum Signal {
    Connect(ConnectSignal),
    Chat(ChatSignal),
    /// The profile of the sender as the other side is to see it.
    Profile(Box<Profile>),
    /// The sender has deleted the conversation.
    ConversationDeleted,
    /// To a contact who is invited to a group, or to somebody who uses a link to it.
    Invitation(Box<Invitation>),
    Group(Box<GroupEvent>),
}

/// The steps in which two clients connect. `Ask` goes to a link, or to a member, `Accept` back; then each side has
/// an end, and `Hello` and `Ready` go between them.
#[derive(Debug, Clone)]
pub(crate) enum ConnectSignal {
    Ask {
        profile: Box<Profile>,
        /// A message that comes with the request.
        message: Option<Box<SentMessage>>,
    },
    Accept {
        profile: Box<Profile>,
    },
    Hello,
    Ready,
}

/// What is said, in a conversation or in a group.
#[derive(Debug, Clone)]
pub(crate) enum ChatSignal {
    Messages(Vec<SentMessage>),
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
    Undelivered(Vec<String>),
    /// The file of a message can be had from the servers.
    FileReady {
        id: String,
    },
    /// The sender does not offer the file of a message any more.
    FileCancelled {
        id: String,
    },
}

/// A message.
#[derive(Debug, Clone)]
pub(crate) struct SentMessage {
    pub(crate) id: String,
    pub(crate) content: MsgContent,
    pub(crate) quote: Option<Quote>,
    /// Names in the text, each with the id of a member.
    pub(crate) mentions: BTreeMap<String, String>,
    pub(crate) live: bool,
    pub(crate) ttl: Option<i64>,
    /// In the support chat of the member with this id.
    pub(crate) support: Option<String>,
    pub(crate) file: Option<FileOffer>,
}

/// What a message replies to.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    /// The message, if it is one of the conversation.
    pub(crate) id: Option<String>,
    /// The member who has written it.
    pub(crate) author: Option<String>,
    pub(crate) content: MsgContent,
}

/// How members know each other.
#[derive(Debug, Clone)]
pub(crate) struct MemberInfo {
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) profile: Profile,
    pub(crate) endpoint: Endpoint,
}

/// What somebody needs to join a group.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) profile: GroupProfile,
    pub(crate) host: MemberInfo,
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) business: Option<BusinessIds>,
    /// The link by which the group was found, if it was.
    pub(crate) link: Option<String>,
    /// Whether moderators must let the new member in.
    pub(crate) review: bool,
    pub(crate) relays: bool,
}

/// The member ids of the two sides of a business chat.
#[derive(Debug, Clone)]
pub(crate) struct BusinessIds {
    pub(crate) business: String,
    pub(crate) customer: String,
}

/// What members tell each other about the group. Members are named by the ids that all know.
#[derive(Debug, Clone)]
pub(crate) enum GroupEvent {
    /// The invited member comes in.
    Join(Box<MemberInfo>),
    /// A relay that was asked does not serve the group.
    Refuse(Box<MemberInfo>),
    /// The host tells the new member who else is there.
    Members(Vec<MemberInfo>),
    /// The host tells the others of the new member.
    NewMember {
        member_info: Box<MemberInfo>,
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

impl ConnectSignal {
    /// A request without a message.
    pub(crate) fn ask(profile: Profile) -> Self {
        Self::Ask {
            profile: Box::new(profile),
            message: None,
        }
    }
}

impl MemberInfo {
    pub(crate) fn new(member: &GroupMember, endpoint: Endpoint) -> Self {
        Self {
            member_id: member.member_id.clone(),
            role: member.member_role.clone(),
            profile: crate::network::state::profile::to_public(&member.member_profile),
            endpoint,
        }
    }
}
