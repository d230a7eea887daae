//! Connection plans: what a link leads to.

use crate::api_type;
use crate::types::{ChatError, Contact, GroupInfo, GroupProfile, LocalBadge, MsgContent, Profile};

/// The effect of connecting to a link, in the response to `ApiConnectPlan`.
#[api_type(tag = "type")]
pub enum ConnectionPlan {
    /// The link is an invitation, for one use.
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
        /// The public data of the other side; only for a short link.
        #[api(name = "contactSLinkData_")]
        contact_s_link_data: Option<ContactShortLinkData>,
        /// `None` if the command had no signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The user created this invitation.
    OwnLink,
    /// The user has already used this invitation.
    Connecting {
        #[api(name = "contact_")]
        contact: Option<Contact>,
    },
    /// This contact was made with the invitation.
    Known { contact: Box<Contact> },
}

/// What an address leads to.
#[api_type(tag = "type")]
pub enum ContactAddressPlan {
    /// The user can connect.
    Ok {
        /// The public data of the owner; only for a short link.
        #[api(name = "contactSLinkData_")]
        contact_s_link_data: Option<ContactShortLinkData>,
        /// `None` if the command had no signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The address is the user's own.
    OwnLink,
    /// A request was sent earlier and not answered; another request should be confirmed by the user.
    ConnectingConfirmReconnect,
    /// The owner has answered and the connection is in progress.
    ConnectingProhibit { contact: Box<Contact> },
    /// The owner is this contact.
    Known { contact: Box<Contact> },
    /// The contact is known by its address, but was never connected.
    ContactViaAddress { contact: Box<Contact> },
}

/// What a group link leads to.
#[api_type(tag = "type")]
pub enum GroupLinkPlan {
    /// The user can join.
    Ok {
        /// How to join; only for a short link.
        #[api(name = "groupSLinkInfo_", since = "6.5")]
        group_s_link_info: Option<GroupShortLinkInfo>,
        /// The public data of the group; only for a short link.
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
        /// `None` if the command had no signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
    },
    /// The user created this link.
    OwnLink { group_info: Box<GroupInfo> },
    /// A request was sent earlier and not answered; another request should be confirmed by the user.
    ConnectingConfirmReconnect,
    /// Joining is in progress.
    ConnectingProhibit {
        #[api(name = "groupInfo_")]
        group_info: Option<GroupInfo>,
    },
    /// The user is a member of this group.
    Known {
        group_info: Box<GroupInfo>,
        /// Whether the group in this database was updated with the data of the link.
        #[api(since = "6.5")]
        group_updated: bool,
        /// `None` if the command had no signature of the owner.
        #[api(since = "6.5")]
        owner_verification: Option<OwnerVerification>,
        #[api(since = "6.5")]
        link_owners: Vec<GroupLinkOwner>,
    },
    /// The group has no relay for joining.
    #[api(since = "6.5")]
    NoRelays {
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
    },
    /// This version of the server does not support this kind of group.
    #[api(since = "7.0")]
    UpdateRequired {
        #[api(name = "groupSLinkData_")]
        group_s_link_data: Option<GroupShortLinkData>,
    },
}

/// The public data of a contact in a short link.
#[api_type]
pub struct ContactShortLinkData {
    pub profile: Profile,
    /// The welcome message, or a description of the owner.
    pub message: Option<MsgContent>,
    /// Whether connecting creates a business chat, which is a group.
    pub business: bool,
    /// The badge of the profile, with its verification status.
    #[api(since = "7.0")]
    pub local_badge: Option<LocalBadge>,
}

/// The public data of a group in a short link.
#[api_type]
pub struct GroupShortLinkData {
    pub group_profile: GroupProfile,
    /// Only for public groups.
    #[api(since = "6.5")]
    pub public_group_data: Option<PublicGroupData>,
}

/// How to join a group with its short link.
#[api_type(since = "6.5")]
pub struct GroupShortLinkInfo {
    /// Whether new members connect to the owner of the link, and not to relays.
    pub direct: bool,
    /// Short links of the relays.
    pub group_relays: Vec<String>,
    /// Base64url id of the group, the same for all members.
    pub public_group_id: Option<String>,
}

/// The size of a public group.
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

/// Whether the signature of a link by an owner is valid.
#[api_type(tag = "type", since = "6.5")]
pub enum OwnerVerification {
    Verified,
    Failed { reason: String },
}

/// Whether a plan may query the network about a link or name.
#[api_type(since = "7.0.2")]
pub enum PlanResolveMode {
    /// Query for unknown targets, and for updates of known groups.
    AllGroups,
    /// Query only for unknown targets.
    Unknown,
    /// Only search this database.
    Never,
}
