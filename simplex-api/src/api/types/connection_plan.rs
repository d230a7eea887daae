//! Connection plans: what a link leads to, learned before connecting.

use crate::api_type;
use crate::types::{ChatError, Contact, GroupInfo, GroupProfile, LocalBadge, MsgContent, Profile};

/// What connecting to a link would do, the answer to `ApiConnectPlan`.
#[api_type(tag = "type")]
pub enum ConnectionPlan {
    /// The link is an invitation, to be used once.
    InvitationLink {
        invitation_link_plan: InvitationLinkPlan,
    },
    /// The link is the address of a person, bot or business.
    ContactAddress {
        contact_address_plan: ContactAddressPlan,
    },
    /// The link leads to a group.
    GroupLink { group_link_plan: GroupLinkPlan },
    /// The plan could not be made, for example because the server is unreachable.
    Error { chat_error: ChatError },
}

/// What an invitation leads to.
#[api_type(tag = "type")]
pub enum InvitationLinkPlan {
    /// The user can connect.
    Ok {
        /// What the inviting side shows about itself, only with a short link.
        #[api(name = "contactSLinkData_")]
        contact_s_link_data: Option<ContactShortLinkData>,
        /// `None` if the plan was asked for without a signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The user created this invitation.
    OwnLink,
    /// The user has already followed this invitation.
    Connecting {
        #[api(name = "contact_")]
        contact: Option<Contact>,
    },
    /// The invitation has led to this contact.
    Known { contact: Box<Contact> },
}

/// What an address leads to.
#[api_type(tag = "type")]
pub enum ContactAddressPlan {
    /// The user can connect.
    Ok {
        /// What the owner shows about itself, only with a short link.
        #[api(name = "contactSLinkData_")]
        contact_s_link_data: Option<ContactShortLinkData>,
        /// `None` if the plan was asked for without a signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The address is the user's own.
    OwnLink,
    /// A request was sent before and not answered; sending another should be confirmed.
    ConnectingConfirmReconnect,
    /// The owner has answered and the connection is under way.
    ConnectingProhibit { contact: Box<Contact> },
    /// The owner is this contact.
    Known { contact: Box<Contact> },
    /// The contact is known with its address, but was never connected to.
    ContactViaAddress { contact: Box<Contact> },
}

/// What a group link leads to.
#[api_type(tag = "type")]
pub enum GroupLinkPlan {
    /// The user can join.
    Ok {
        /// How to join, only with a short link.
        #[api(name = "groupSLinkInfo_", since = "6.5")]
        group_s_link_info: Option<GroupShortLinkInfo>,
        /// What the group shows about itself, only with a short link.
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
        /// `None` if the plan was asked for without a signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The user created this link.
    OwnLink { group_info: Box<GroupInfo> },
    /// A request was sent before and not answered; sending another should be confirmed.
    ConnectingConfirmReconnect,
    /// Joining is under way.
    ConnectingProhibit {
        #[api(name = "groupInfo_")]
        group_info: Option<GroupInfo>,
    },
    /// The user is a member of this group.
    Known {
        group_info: Box<GroupInfo>,
        /// Whether the data of the link changed the group in this database.
        #[api(since = "6.5")]
        group_updated: bool,
        /// `None` if the plan was asked for without a signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
        #[api(since = "6.5")]
        link_owners: Vec<GroupLinkOwner>,
    },
    /// The group has no relay to join through.
    #[api(since = "6.5")]
    NoRelays {
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
    },
    /// This version of the program does not support this kind of group.
    #[api(since = "7.0")]
    UpdateRequired {
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
    },
}

/// What the owner of a short link shows before anybody connects.
#[api_type]
pub struct ContactShortLinkData {
    pub profile: Profile,
    /// The message that greets, or describes the owner.
    pub message: Option<MsgContent>,
    /// Whether connecting opens a business chat, which is a group.
    pub business: bool,
    /// The badge in the profile, checked.
    #[api(since = "7.0")]
    pub local_badge: Option<LocalBadge>,
}

/// What a group shows in its short link before anybody joins.
#[api_type]
pub struct GroupShortLinkData {
    pub group_profile: GroupProfile,
    /// Only for public groups.
    #[api(since = "6.5")]
    pub public_group_data: Option<PublicGroupData>,
}

/// How a group is joined by its short link.
#[api_type(since = "6.5")]
pub struct GroupShortLinkInfo {
    /// Whether one joins by connecting to the owner of the link, and not through relays.
    pub direct: bool,
    /// Short links of the relays.
    pub group_relays: Vec<String>,
    /// Base64url id of the group in the network.
    pub public_group_id: Option<String>,
}

/// What a public group tells about its size.
#[api_type(since = "6.5")]
pub struct PublicGroupData {
    pub public_member_count: i64,
}

/// An owner listed in the data of a group link.
#[api_type(since = "6.5")]
pub struct GroupLinkOwner {
    /// Base64url id of the member, the same for all members of the group.
    pub member_id: String,
    /// Base64url public key that the owner signs with.
    pub member_key: String,
}

/// Whether a link was signed by an owner of what it leads to.
#[api_type(tag = "type", since = "6.5")]
pub enum OwnerVerification {
    Verified,
    Failed { reason: String },
}

/// Whether making a plan may ask the network about what a link or name leads to.
#[api_type(since = "7.0.2")]
pub enum PlanResolveMode {
    /// Ask about unknown targets, and for news of known groups.
    AllGroups,
    /// Ask only about targets that are not known here.
    Unknown,
    /// Answer from this database alone.
    Never,
}
