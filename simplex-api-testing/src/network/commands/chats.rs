//! The command that lists chats, the most recently changed first.

use std::cmp::Reverse;

use simplex_api::commands::ApiGetChats;
use simplex_api::responses::ApiChats;
use simplex_api::types::{
    AChat, ChatInfo, ChatItem, ChatItemId, ChatListQuery, ChatSettings, ChatStats,
    PaginationByTime, UserId, UtcTime,
};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, unparsable};
use crate::network::state::items::ChatItems;

/// A chat, and the values by which it is selected and sorted.
struct ListedChat {
    chat: AChat,
    changed: UtcTime,
    name: String,
    favorite: bool,
    unread: bool,
}

impl ClientContext<'_> {
    pub(crate) fn get_chats(&mut self, command: &ApiGetChats) -> NetworkResult<ApiChats> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let PaginationByTime::Last { count, .. } = &command.pagination else {
            return Err(unparsable());
        };
        let count = usize::try_from(*count).map_err(|_| unparsable())?;
        let mut listed = self.chats_of(user.user_id);
        if command.pending_connections {
            listed.extend(self.pending_of(user.user_id));
        }
        match &command.query {
            ChatListQuery::Filters {
                favorite, unread, ..
            } => {
                let all = !favorite && !unread;
                listed.retain(|l| all || (*favorite && l.favorite) || (*unread && l.unread));
            }
            ChatListQuery::Search { search, .. } => {
                let search = search.to_lowercase();
                listed.retain(|l| l.name.to_lowercase().contains(&search));
            }
            _ => return Err(unparsable()),
        }
        listed.sort_by_key(|l| Reverse(l.changed.0.clone()));
        let chats: Vec<_> = listed.into_iter().take(count).map(|l| l.chat).collect();
        Ok(ApiChats::new(user).chats(chats))
    }

    fn chats_of(&self, user: UserId) -> Vec<ListedChat> {
        let contacts = self.node.contacts_of(user);
        let contacts = contacts.filter(|c| !c.contact.chat_deleted).map(|c| {
            let contact = &c.contact;
            let changed = contact.chat_ts.as_ref().unwrap_or(&contact.updated_at);
            let name = &contact.local_display_name;
            let last = c.chat_items.last();
            let last = last.map(|stored| c.chat_items.shown(stored));
            list(
                c.chat_info(),
                (&c.chat_items, last),
                changed,
                name,
                &contact.chat_settings,
            )
        });
        let groups = self.node.groups_of(user).map(|group_state| {
            let info = &group_state.info;
            let changed = info.chat_ts.as_ref().unwrap_or(&info.updated_at);
            let name = &info.local_display_name;
            let displayed = group_state.chat_info(None);
            let last = group_state
                .chat_items
                .last()
                .map(|stored| group_state.with_author(stored));
            list(
                displayed,
                (&group_state.chat_items, last),
                changed,
                name,
                &info.chat_settings,
            )
        });
        contacts.chain(groups).collect()
    }

    fn pending_of(&self, user: UserId) -> impl Iterator<Item = ListedChat> {
        let pending = self.node.pending.values();
        let pending = pending.filter(move |pending| pending.user_id == user);
        pending.map(|pending| {
            let connection = pending.connection.clone();
            let changed = connection.updated_at.clone();
            let stats = ChatStats::new(0, 0, 0, ChatItemId(0));
            ListedChat {
                chat: AChat::new(ChatInfo::contact_connection(connection), stats),
                changed,
                name: String::new(),
                favorite: false,
                unread: false,
            }
        })
    }
}

fn list(
    info: ChatInfo,
    (chat_items, last): (&ChatItems, Option<ChatItem>),
    changed: &UtcTime,
    name: &str,
    settings: &ChatSettings,
) -> ListedChat {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let unread = count(chat_items.unread().count());
    let mentions = count(
        chat_items
            .unread()
            .filter(|item| item.meta.user_mention)
            .count(),
    );
    let first = chat_items.unread().next().map(|item| item.meta.item_id);
    let stats = ChatStats::new(unread, mentions, 0, first.unwrap_or(ChatItemId(0)));
    ListedChat {
        chat: AChat::new(info, stats).chat_items(Vec::from_iter(last)),
        changed: changed.clone(),
        name: name.to_owned(),
        favorite: settings.favorite,
        unread: unread > 0,
    }
}
