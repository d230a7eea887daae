//! The items of a chat.

use simplex_api::types::{
    ChatItem, ChatItemId, CiDirection, CiReactionCount, CiStatus, GroupMemberId, MsgReaction,
    SndCiStatusProgress, StoreError,
};

use crate::network::result::{Failure, NetworkResult, store_error};
use crate::network::state::boxed_map::BoxedMap;

/// The items of a chat, in order.
#[derive(Debug, Default)]
pub(crate) struct ChatItems(BoxedMap<ChatItemId, StoredItem>);

/// An item with the data that it does not show.
#[derive(Debug, Clone)]
pub(crate) struct StoredItem {
    /// In a group it does not contain its author, because members are large and change.
    /// [`GroupState::with_author`](crate::network::state::group::GroupState::with_author) adds the author.
    pub(crate) item: ChatItem,
    /// The member who has sent it.
    pub(crate) author: Option<GroupMemberId>,
    /// In the order in which they were added.
    pub(crate) reactions: Vec<(Participant, MsgReaction)>,
    /// The support chat of the item, if it is in one.
    pub(crate) scope: Option<SupportScope>,
    /// The number of receivers of a sent message, and of those whose receipt has come.
    pub(crate) receivers: usize,
    pub(crate) receipts: usize,
}

/// A support chat in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SupportScope {
    /// The user's own.
    Own,
    Member(GroupMemberId),
}

/// A participant of a chat, as the user knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Participant {
    User,
    Contact,
    Member(GroupMemberId),
}

/// The reaction that should be added exists already, or the one to remove does not exist.
#[derive(Debug)]
pub(crate) struct Unchanged;

impl ChatItems {
    pub(crate) fn add(&mut self, stored: StoredItem) {
        self.0.insert(stored.item.meta.item_id, stored);
    }

    pub(crate) fn get(&self, id: ChatItemId) -> NetworkResult<&StoredItem> {
        self.0.get(&id).ok_or_else(|| no_item(id))
    }

    pub(crate) fn get_mut(&mut self, id: ChatItemId) -> NetworkResult<&mut StoredItem> {
        self.0.get_mut(&id).ok_or_else(|| no_item(id))
    }

    /// An item as it is shown: a quote refers to its item only while that exists.
    pub(crate) fn shown(&self, stored: &StoredItem) -> ChatItem {
        let mut item = stored.item.clone();
        if let Some(quote) = &mut item.quoted_item {
            quote.item_id = quote.item_id.filter(|id| self.0.get(id).is_some());
        }
        item
    }

    /// The item of the message with a shared id.
    pub(crate) fn find(&self, shared_id: &str) -> Option<&StoredItem> {
        let matches = |stored: &&StoredItem| {
            stored.item.meta.item_shared_msg_id.as_deref() == Some(shared_id)
        };
        self.0.values().rev().find(matches)
    }

    pub(crate) fn find_mut(&mut self, shared_id: &str) -> Option<&mut StoredItem> {
        let id = self.find(shared_id)?.item.meta.item_id;
        self.0.get_mut(&id)
    }

    /// Counts a receipt of a message. Returns whether some or all receivers have received it, if that is new.
    pub(crate) fn add_receipt(&mut self, shared_id: &str) -> Option<SndCiStatusProgress> {
        let stored = self.find_mut(shared_id)?;
        stored.receipts += 1;
        if stored.receipts == stored.receivers {
            Some(SndCiStatusProgress::Complete)
        } else {
            (stored.receipts == 1).then_some(SndCiStatusProgress::Partial)
        }
    }

    pub(crate) fn remove(&mut self, id: ChatItemId) -> Option<StoredItem> {
        self.0.remove(&id)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &StoredItem> {
        self.0.values()
    }

    pub(crate) fn last(&self) -> Option<&StoredItem> {
        self.0.values().next_back()
    }

    /// The received items that are not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = &ChatItem> {
        let items = self.0.values().map(|stored| &stored.item);
        items.filter(|item| matches!(item.meta.item_status, CiStatus::RcvNew { .. }))
    }
}

impl StoredItem {
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
            receivers: 0,
            receipts: 0,
        }
    }

    /// Adds or removes a reaction.
    ///
    /// # Errors
    /// If that changes nothing.
    pub(crate) fn react(
        &mut self,
        participant: Participant,
        reaction: &MsgReaction,
        add: bool,
    ) -> Result<(), Unchanged> {
        let matches =
            |(by, other): &(Participant, MsgReaction)| *by == participant && other == reaction;
        let position = self.reactions.iter().position(matches);
        match (position, add) {
            (None, true) => self.reactions.push((participant, reaction.clone())),
            (Some(position), false) => drop(self.reactions.remove(position)),
            _ => return Err(Unchanged),
        }
        self.count_reactions();
        Ok(())
    }

    /// The number of the user's own reactions.
    pub(crate) fn own_reaction_count(&self) -> usize {
        let own = self
            .reactions
            .iter()
            .filter(|(participant, _)| *participant == Participant::User);
        own.count()
    }

    fn count_reactions(&mut self) {
        let mut counts: Vec<CiReactionCount> = Vec::new();
        for (participant, reaction) in &self.reactions {
            let position = counts.iter().position(|count| count.reaction == *reaction);
            let position = position.unwrap_or_else(|| {
                counts.push(CiReactionCount::new(reaction.clone(), 0));
                counts.len() - 1
            });
            counts[position].total_reacted += 1;
            counts[position].user_reacted |= *participant == Participant::User;
        }
        counts.sort_by(|a, b| emoji(&a.reaction).cmp(emoji(&b.reaction)));
        self.item.reactions = counts;
    }
}

/// Reactions are in the order of their code points.
fn emoji(reaction: &MsgReaction) -> &str {
    match reaction {
        MsgReaction::Emoji { emoji, .. } => emoji.as_str(),
        _ => "",
    }
}

fn no_item(id: ChatItemId) -> Failure {
    store_error(StoreError::chat_item_not_found(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::state::item;
    use simplex_api::types::{MsgContent, UtcTime};

    #[test]
    fn each_participant_adds_a_reaction_once() {
        let now = UtcTime::from("2025-01-01T00:00:00Z");
        let content = MsgContent::text("hi");
        let sent = item::sent(ChatItemId(1), "m1", now, content, CiDirection::direct_snd());
        let (mut stored, like) = (StoredItem::new(sent), MsgReaction::emoji("👍"));
        stored.react(Participant::User, &like, true).unwrap();
        stored.react(Participant::User, &like, true).unwrap_err();
        stored.react(Participant::Contact, &like, true).unwrap();
        let both = CiReactionCount::new(like.clone(), 2).user_reacted(true);
        assert_eq!(stored.item.reactions, [both]);
        stored.react(Participant::User, &like, false).unwrap();
        assert_eq!(
            stored.item.reactions,
            [CiReactionCount::new(like.clone(), 1)]
        );
        stored.react(Participant::Contact, &like, false).unwrap();
        stored
            .react(Participant::Contact, &like, false)
            .unwrap_err();
        assert!(stored.item.reactions.is_empty());
    }
}
