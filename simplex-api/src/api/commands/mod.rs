//! The commands of the chat server.
//!
//! The server runs the commands of a connection one after another. Commands with a user id fail with
//! [`DifferentActiveUser`](crate::types::ChatErrorType::DifferentActiveUser) if it is not the active user. Commands with
//! the id of a contact, group or file are for the active user.
//!
//! If the connection is lost while a command runs, the outcome is unknown.

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
