//! What the server can be asked to do.
//!
//! A connection runs its commands one after another. Commands that name a user fail with
//! [`DifferentActiveUser`](crate::types::ChatErrorType::DifferentActiveUser) unless that user is
//! the active one; those that name a contact, group or file act for the active user.
//!
//! If the connection breaks while a command runs, its outcome is unknown.

mod address;
mod chat;
mod chat_management;
mod connection;
mod file;
mod group;
mod group_link;
mod message;
mod user;

pub use address::*;
pub use chat::*;
pub use chat_management::*;
pub use connection::*;
pub use file::*;
pub use group::*;
pub use group_link::*;
pub use message::*;
pub use user::*;

use crate::command_set;

command_set! {
    /// Any command of the API.
    pub enum AnyCommand {
        "Address commands" {
            ApiCreateMyAddress,
            ApiDeleteMyAddress,
            ApiShowMyAddress,
            ApiSetProfileAddress,
            ApiSetAddressSettings,
        }
        "Message commands" {
            ApiSendMessages,
            ApiUpdateChatItem,
            ApiDeleteChatItem,
            ApiDeleteMemberChatItem,
            ApiChatItemReaction,
        }
        "File commands" {
            ReceiveFile,
            CancelFile,
        }
        "Group commands" {
            ApiAddMember,
            ApiJoinGroup,
            ApiAcceptMember,
            ApiMembersRole,
            ApiBlockMembersForAll,
            ApiRemoveMembers,
            ApiLeaveGroup,
            ApiListMembers,
            ApiNewGroup,
            ApiNewPublicGroup,
            ApiGetGroupRelays,
            ApiAddGroupRelays,
            ApiAllowRelayGroup,
            ApiUpdateGroupProfile,
        }
        "Group link commands" {
            ApiCreateGroupLink,
            ApiGroupLinkMemberRole,
            ApiDeleteGroupLink,
            ApiGetGroupLink,
        }
        "Connection commands" {
            ApiAddContact,
            ApiConnectPlan,
            ApiConnect,
            Connect,
            ApiAcceptContact,
            ApiRejectContact,
        }
        "Chat commands" {
            ApiListContacts,
            ApiListGroups,
            ApiGetChats,
            ApiDeleteChat,
            ApiSetGroupCustomData,
            ApiSetContactCustomData,
            ApiSetUserAutoAcceptMemberContacts,
        }
        "User profile commands" {
            ShowActiveUser,
            CreateActiveUser,
            ListUsers,
            ApiSetActiveUser,
            ApiDeleteUser,
            ApiUpdateProfile,
            ApiSetContactPrefs,
        }
        "Chat management" {
            StartChat,
            ApiStopChat,
        }
    }
}
