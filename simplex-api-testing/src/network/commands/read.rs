//! Reading chats: their items page by page, and marks of what was read.

use simplex_api::responses::CmdOk;
use simplex_api::types::{AChat, ChatItemId, ChatRef, ChatStats, CiStatus};

use crate::network::context::ClientContext;
use crate::network::result::NetworkResult;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::item;
use crate::network::state::items::StoredItem;
use crate::server::undocumented::{ApiChat, ItemsReadForChat, NavigationInfo};

/// Which items of a chat to read.
pub(crate) enum Page {
    Last,
    After(ChatItemId),
    Before(ChatItemId),
    Around(ChatItemId),
    /// Around the first unread item, or the last ones.
    Initial,
}

impl ClientContext<'_> {
    pub(crate) fn get_chat(
        &mut self,
        chat_ref: &ChatRef,
        page: &Page,
        count: u32,
        search: Option<&str>,
    ) -> NetworkResult<ApiChat> {
        let (user, chat) = self.node.chat(chat_ref)?;
        let scope = match chat {
            ChatKey::Contact(_) => None,
            ChatKey::Group(_, scope) => scope,
        };
        let search = search.unwrap_or_default().to_lowercase();
        let chat_items = self.node.chat_items(chat)?;
        let is_found = |stored: &&StoredItem| {
            stored.scope == scope && stored.item.meta.item_text.to_lowercase().contains(&search)
        };
        let found: Vec<&StoredItem> = chat_items.iter().filter(is_found).collect();
        let ids: Vec<_> = found
            .iter()
            .map(|stored| stored.item.meta.item_id)
            .collect();
        let first_unread = found.iter().position(|stored| is_unread(stored));
        let unread = found.iter().filter(|stored| is_unread(stored)).count();
        let shown = page.range(
            &ids,
            usize::try_from(count).unwrap_or(usize::MAX),
            first_unread,
        );
        let after = found.get(shown.end..).unwrap_or_default();
        let navigation = NavigationInfo::new(
            number(after.iter().filter(|stored| is_unread(stored)).count()),
            number(after.len()),
        );
        let mut displayed = Vec::new();
        for id in &ids[shown] {
            displayed.push(self.node.full_item(chat, *id)?);
        }
        let is_navigated = matches!(page, Page::Around(_) | Page::Initial);
        let stats = if is_navigated {
            let first = first_unread.map_or(ChatItemId(0), |index| ids[index]);
            ChatStats::new(number(unread), 0, 0, first)
        } else {
            ChatStats::new(0, 0, 0, ChatItemId(0))
        };
        let chat = AChat::new(self.node.chat_info(chat)?, stats).chat_items(displayed);
        let mut answer = ApiChat::new(user, chat);
        answer.nav_info = is_navigated.then_some(navigation);
        Ok(answer)
    }

    /// Marks all items of a chat as read.
    pub(crate) fn read_chat(&mut self, chat_ref: &ChatRef) -> NetworkResult<CmdOk> {
        let (user, chat) = self.node.chat(chat_ref)?;
        let items = self.node.chat_items(chat)?.unread();
        let ids: Vec<_> = items.map(|item| item.meta.item_id).collect();
        self.set_read(chat, &ids)?;
        Ok(CmdOk::new().user(user))
    }

    /// Marks items of a chat as read. Unknown ones are ignored.
    pub(crate) fn read_items(
        &mut self,
        chat_ref: &ChatRef,
        ids: &[ChatItemId],
    ) -> NetworkResult<ItemsReadForChat> {
        let (user, chat) = self.node.chat(chat_ref)?;
        self.set_read(chat, ids)?;
        Ok(ItemsReadForChat::new(user, self.node.chat_info(chat)?))
    }

    /// The time of disappearing messages starts when they are read.
    fn set_read(&mut self, chat: ChatKey, ids: &[ChatItemId]) -> NetworkResult<()> {
        for id in ids {
            let Ok(stored) = self.node.chat_items(chat)?.get_mut(*id) else {
                continue;
            };
            if !is_unread(stored) {
                continue;
            }
            stored.item.meta.item_status = CiStatus::rcv_read();
            let ttl = stored.item.meta.item_timed.as_ref().map(|timed| timed.ttl);
            if let Some(ttl) = ttl {
                let at = self.shared.clock.after(ttl);
                let stored = self.node.chat_items(chat)?.get_mut(*id)?;
                stored.item.meta.item_timed = Some(item::timed(ttl, at));
                self.schedule_deletion(chat, *id, Some(ttl));
            }
        }
        Ok(())
    }
}

impl Page {
    /// The range of the items to show.
    fn range(
        &self,
        ids: &[ChatItemId],
        count: usize,
        first_unread: Option<usize>,
    ) -> std::ops::Range<usize> {
        let last = ids.len().saturating_sub(count)..ids.len();
        let around = |index: usize| {
            let end = index.saturating_add(count).saturating_add(1);
            index.saturating_sub(count)..end.min(ids.len())
        };
        match self {
            Self::Last => last,
            Self::After(id) => {
                let start = ids.partition_point(|other| other <= id);
                start..start.saturating_add(count).min(ids.len())
            }
            Self::Before(id) => {
                let end = ids.partition_point(|other| other < id);
                end.saturating_sub(count)..end
            }
            Self::Around(id) => around(ids.partition_point(|other| other < id)),
            Self::Initial => first_unread.map_or(last, around),
        }
    }
}

fn is_unread(stored: &StoredItem) -> bool {
    matches!(stored.item.meta.item_status, CiStatus::RcvNew { .. })
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
