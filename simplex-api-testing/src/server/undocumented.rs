//! Commands of the real server that the API does not document, as far as the network runs them: documented commands
//! without a part, or with a parameter that is not documented.

use simplex_api::types::{
    AChat, ChatDeleteMode, ChatInfo, ChatItemId, ChatRef, ContactRequestId, User,
};
use simplex_api::{api_type, command, command_set};

/// Creates an invitation of the active user: [`Connect`](simplex_api::commands::Connect) without a link.
#[command(syntax = "/connect[ incognito]", network = interactive)]
pub(crate) struct AddContact {
    pub(crate) incognito: bool,
}

/// [`ApiAcceptContact`](simplex_api::commands::ApiAcceptContact) with an undocumented parameter.
#[command(syntax = "/_accept incognito=on <contactReqId>", network = interactive)]
pub(crate) struct AcceptIncognito {
    pub(crate) contact_req_id: ContactRequestId,
}

/// [`ApiDeleteChat`](simplex_api::commands::ApiDeleteChat) for a link that is not used yet.
#[command(syntax = "/_delete :<connId> <str(chatDeleteMode)>", network = background)]
pub(crate) struct DeleteConnection {
    pub(crate) conn_id: i64,
    pub(crate) chat_delete_mode: ChatDeleteMode,
}

/// Reads the last items of a chat.
#[command(syntax = "/_get chat <str(chatRef)> count=<count>[ search=<search>]", network = no)]
pub(crate) struct GetLastItems {
    pub(crate) chat_ref: ChatRef,
    pub(crate) count: u32,
    pub(crate) search: Option<String>,
}

/// Reads the items of a chat after an item.
#[command(
    syntax = "/_get chat <str(chatRef)> after=<itemId> count=<count>[ search=<search>]",
    network = no
)]
pub(crate) struct GetItemsAfter {
    pub(crate) chat_ref: ChatRef,
    pub(crate) item_id: ChatItemId,
    pub(crate) count: u32,
    pub(crate) search: Option<String>,
}

/// Reads the items of a chat before an item.
#[command(
    syntax = "/_get chat <str(chatRef)> before=<itemId> count=<count>[ search=<search>]",
    network = no
)]
pub(crate) struct GetItemsBefore {
    pub(crate) chat_ref: ChatRef,
    pub(crate) item_id: ChatItemId,
    pub(crate) count: u32,
    pub(crate) search: Option<String>,
}

/// Reads an item of a chat, and those on both sides of it.
#[command(
    syntax = "/_get chat <str(chatRef)> around=<itemId> count=<count>[ search=<search>]",
    network = no
)]
pub(crate) struct GetItemsAround {
    pub(crate) chat_ref: ChatRef,
    pub(crate) item_id: ChatItemId,
    pub(crate) count: u32,
    pub(crate) search: Option<String>,
}

/// Reads the first unread item of a chat, and those on both sides of it.
#[command(syntax = "/_get chat <str(chatRef)> initial=<count>[ search=<search>]", network = no)]
pub(crate) struct GetInitialItems {
    pub(crate) chat_ref: ChatRef,
    pub(crate) count: u32,
    pub(crate) search: Option<String>,
}

/// Marks all items of a chat as read.
#[command(syntax = "/_read chat <str(chatRef)>", network = no)]
pub(crate) struct ReadChat {
    pub(crate) chat_ref: ChatRef,
}

/// Marks items of a chat as read.
#[command(
    syntax = "/_read chat items <str(chatRef)> <chatItemIds[0]>[,<chatItemIds[1]>...]",
    network = no
)]
pub(crate) struct ReadChatItems {
    pub(crate) chat_ref: ChatRef,
    pub(crate) chat_item_ids: Vec<ChatItemId>,
}

command_set! {
    /// Any undocumented command.
    pub(crate) enum Undocumented {
        AddContact,
        AcceptIncognito,
        DeleteConnection,
        GetLastItems,
        GetItemsAfter,
        GetItemsBefore,
        GetItemsAround,
        GetInitialItems,
        ReadChat,
        ReadChatItems,
    }
}

/// The answer with items of a chat.
#[api_type(response)]
pub(crate) struct ApiChat {
    pub(crate) user: User,
    pub(crate) chat: AChat,
    /// What follows the items.
    pub(crate) nav_info: Option<NavigationInfo>,
}

/// The numbers of items after those of an answer.
#[api_type]
pub(crate) struct NavigationInfo {
    pub(crate) after_unread: i64,
    pub(crate) after_total: i64,
}

/// The answer to marking items as read.
#[api_type(response)]
pub(crate) struct ItemsReadForChat {
    pub(crate) user: User,
    pub(crate) chat_info: ChatInfo,
}
