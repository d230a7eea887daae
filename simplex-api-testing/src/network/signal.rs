//! The signals between clients.

use std::collections::BTreeMap;

use simplex_api::types::{
    GroupMember, GroupMemberRole, GroupProfile, MsgContent, MsgReaction, Profile,
};

use crate::network::endpoint::Endpoint;
use crate::network::file_offer::FileOffer;

/// A signal with its sender and its receiver.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) from: Endpoint,
    pub(crate) to: Endpoint,
    pub(crate) signal: Signal,
}

/// A message of the protocol between clients.
///
/// All communication between clients is by signals, for bots and for simulated people. Message ids are the same for
/// all receivers.
#[derive(Debug, Clone)]
pub(crate) enum Signal {
    Connect(ConnectSignal),
    Chat(ChatSignal),
    /// The new profile of the sender.
    Profile(Box<Profile>),
    /// The sender has deleted the conversation.
    ConversationDeleted,
    /// To an invited contact, or to the user of a group link.
    Invitation(Box<Invitation>),
    Group(Box<GroupEvent>),
}

/// The steps of connecting. `Ask` is sent to a link or to a member, and `Accept` is the answer; then both sides have
/// an endpoint and exchange `Hello` and `Ready`.
#[derive(Debug, Clone)]
pub(crate) enum ConnectSignal {
    Ask {
        profile: Box<Profile>,
        /// A message that is sent with the request.
        message: Option<Box<SentMessage>>,
    },
    Accept {
        profile: Box<Profile>,
    },
    Hello,
    Ready,
}

/// The signals in a direct conversation or in a group.
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
        /// Whether a moderator deletes messages of another member.
        moderated: bool,
    },
    React {
        id: String,
        reaction: MsgReaction,
        add: bool,
    },
    /// The messages were received.
    Received(Vec<String>),
    /// The messages have no receiver.
    Undelivered(Vec<String>),
    /// The file of a message is uploaded.
    FileReady {
        id: String,
    },
    /// The sender has cancelled the file of a message.
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
    /// Names in the text and the ids of the mentioned members.
    pub(crate) mentions: BTreeMap<String, String>,
    pub(crate) live: bool,
    pub(crate) ttl: Option<i64>,
    /// The id of the member in whose support chat the message is.
    pub(crate) support: Option<String>,
    pub(crate) file: Option<FileOffer>,
}

/// The quoted message.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    /// The id of the message, if it is in the conversation.
    pub(crate) id: Option<String>,
    /// The member who has sent it.
    pub(crate) author: Option<String>,
    /// Whether its author is the sender of the quote.
    pub(crate) is_own: bool,
    pub(crate) content: MsgContent,
}

/// A member, as other members know it.
#[derive(Debug, Clone)]
pub(crate) struct MemberInfo {
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) profile: Profile,
    pub(crate) endpoint: Endpoint,
}

/// The data that a new member needs to join a group.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) profile: GroupProfile,
    pub(crate) host: MemberInfo,
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) business: Option<BusinessIds>,
    /// The group link that the new member has used.
    pub(crate) link: Option<String>,
    /// Whether moderators must accept the new member.
    pub(crate) review: bool,
    pub(crate) relays: bool,
}

/// The member ids of both sides of a business chat.
#[derive(Debug, Clone)]
pub(crate) struct BusinessIds {
    pub(crate) business: String,
    pub(crate) customer: String,
}

/// Events in a group. Member ids are the same for all members.
#[derive(Debug, Clone)]
pub(crate) enum GroupEvent {
    /// The invited member joins.
    Join(Box<MemberInfo>),
    /// A relay refuses to serve the group.
    Refuse(Box<MemberInfo>),
    /// The host introduces the other members to the new member.
    Members(Vec<MemberInfo>),
    /// The host introduces the new member to the others.
    NewMember {
        member_info: Box<MemberInfo>,
        pending: bool,
    },
    /// A moderator has accepted a waiting member.
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
