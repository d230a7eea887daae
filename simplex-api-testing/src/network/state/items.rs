//! What was said in a chat.

use simplex_api::types::{
    ChatItem, ChatItemId, CiDirection, CiReactionCount, CiStatus, GroupMemberId, MsgReaction,
    StoreError,
};

use crate::network::outcome::{Failure, Outcome, store};
use crate::network::state::boxed_map::Shelf;

/// The items of a chat, in their order.
#[derive(Debug, Default)]
pub(crate) struct Entries(Shelf<ChatItemId, Entry>);

/// An item with what it does not show.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Of a group it does not say which member has written it: members are large, and change. Shown, it is
    /// [whole](crate::network::state::group::Room::whole).
    pub(crate) item: ChatItem,
    /// The member who has written it.
    pub(crate) author: Option<GroupMemberId>,
    /// In the order in which they were added.
    pub(crate) reactions: Vec<(Who, MsgReaction)>,
    /// The support chat that it is in, if it is in one.
    pub(crate) scope: Option<Scope>,
}

/// Whose support chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// The user's own.
    Own,
    Member(GroupMemberId),
}

/// Somebody in a chat, as the user knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    User,
    Contact,
    Member(GroupMemberId),
}

/// A reaction is added that is there, or taken back that is not.
#[derive(Debug)]
pub(crate) struct AlreadySo;

impl Entries {
    pub(crate) fn add(&mut self, entry: Entry) {
        self.0.insert(entry.item.meta.item_id, entry);
    }

    pub(crate) fn get(&self, id: ChatItemId) -> Outcome<&Entry> {
        self.0.get(&id).ok_or_else(|| no_item(id))
    }

    pub(crate) fn get_mut(&mut self, id: ChatItemId) -> Outcome<&mut Entry> {
        self.0.get_mut(&id).ok_or_else(|| no_item(id))
    }

    /// The item of the message that all know as `shared_id`.
    pub(crate) fn find(&self, shared_id: &str) -> Option<&Entry> {
        let is = |entry: &&Entry| entry.item.meta.item_shared_msg_id.as_deref() == Some(shared_id);
        self.0.values().rev().find(is)
    }

    pub(crate) fn remove(&mut self, id: ChatItemId) -> Option<Entry> {
        self.0.remove(&id)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.0.values()
    }

    pub(crate) fn last(&self) -> Option<&Entry> {
        self.0.values().next_back()
    }

    /// The items that were received and not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = &ChatItem> {
        let items = self.0.values().map(|entry| &entry.item);
        items.filter(|item| matches!(item.meta.item_status, CiStatus::RcvNew { .. }))
    }
}

impl Entry {
    pub(crate) fn new(mut item: ChatItem) -> Self {
        let author = match &item.chat_dir {
            CiDirection::GroupRcv { group_member, .. } => Some(group_member.group_member_id),
            _ => None,
        };
        if author.is_some() {
            item.chat_dir = CiDirection::direct_rcv();
        }
        Self {
            item,
            author,
            reactions: Vec::new(),
            scope: None,
        }
    }

    /// Adds a reaction of somebody, or takes it back.
    ///
    /// # Errors
    /// If it was so before.
    pub(crate) fn react(
        &mut self,
        who: Who,
        reaction: &MsgReaction,
        add: bool,
    ) -> Result<(), AlreadySo> {
        let is = |(by, other): &(Who, MsgReaction)| *by == who && other == reaction;
        let place = self.reactions.iter().position(is);
        match (place, add) {
            (None, true) => self.reactions.push((who, reaction.clone())),
            (Some(place), false) => drop(self.reactions.remove(place)),
            _ => return Err(AlreadySo),
        }
        self.count_reactions();
        Ok(())
    }

    /// How many reactions the user has added.
    pub(crate) fn own_reactions(&self) -> usize {
        let own = self.reactions.iter().filter(|(who, _)| *who == Who::User);
        own.count()
    }

    fn count_reactions(&mut self) {
        let mut counts: Vec<CiReactionCount> = Vec::new();
        for (who, reaction) in &self.reactions {
            let place = counts.iter().position(|count| count.reaction == *reaction);
            let place = place.unwrap_or_else(|| {
                counts.push(CiReactionCount::new(reaction.clone(), 0));
                counts.len() - 1
            });
            counts[place].total_reacted += 1;
            counts[place].user_reacted |= *who == Who::User;
        }
        self.item.reactions = counts;
    }
}

fn no_item(id: ChatItemId) -> Failure {
    store(StoreError::chat_item_not_found(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::state::item;
    use simplex_api::types::{MsgContent, UtcTime};

    #[test]
    fn each_reacts_once_with_each_reaction() {
        let now = UtcTime::from("2025-01-01T00:00:00Z");
        let content = MsgContent::text("hi");
        let sent = item::sent(ChatItemId(1), "m1", now, content, CiDirection::direct_snd());
        let (mut entry, like) = (Entry::new(sent), MsgReaction::emoji("👍"));
        entry.react(Who::User, &like, true).unwrap();
        entry.react(Who::User, &like, true).unwrap_err();
        entry.react(Who::Contact, &like, true).unwrap();
        let both = CiReactionCount::new(like.clone(), 2).user_reacted(true);
        assert_eq!(entry.item.reactions, [both]);
        entry.react(Who::User, &like, false).unwrap();
        assert_eq!(
            entry.item.reactions,
            [CiReactionCount::new(like.clone(), 1)]
        );
        entry.react(Who::Contact, &like, false).unwrap();
        entry.react(Who::Contact, &like, false).unwrap_err();
        assert!(entry.item.reactions.is_empty());
    }
}
