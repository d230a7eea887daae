//! Events about messages.

use crate::api_type;
pub use crate::responses::{ChatItemReaction, ChatItemUpdated, ChatItemsDeleted, NewChatItems};
use crate::types::{AChatItem, ChatItemId, GroupInfo, GroupMember, User};

/// Messages of a group were deleted, or removed by a moderator.
#[api_type(event)]
pub struct GroupChatItemsDeleted {
    pub user: User,
    pub group_info: GroupInfo,
    #[api(name = "chatItemIDs")]
    pub chat_item_ids: Vec<ChatItemId>,
    /// Whether the user deleted them.
    pub by_user: bool,
    /// The member who deleted them, if a member did.
    #[api(name = "member_")]
    pub member: Option<GroupMember>,
}

/// The delivery of sent messages has progressed or failed: see the status in the metadata of each message.
#[api_type(event)]
pub struct ChatItemsStatusesUpdated {
    pub user: User,
    pub chat_items: Vec<AChatItem>,
}
