//! Mentions of members in group messages.

use std::collections::{BTreeMap, BTreeSet};

use simplex_api::types::{CiMention, CiMentionMember, GroupMember, GroupMemberId, StoreError};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, command_error, store_error};
use crate::network::state::chat_key::ChatKey;

/// The maximum number of mentions in a message to send.
const MAX_SENT: usize = 3;

/// The maximum number of mentions in a received message: more are ignored.
const MAX_RECEIVED: usize = 5;

impl ClientContext<'_> {
    /// The mentions of a message of the user; none if its text does not contain a name.
    ///
    /// # Errors
    /// If the text does not contain each name, or if a limit is exceeded, or if a member is mentioned twice.
    pub(crate) fn mentions(
        &mut self,
        chat: ChatKey,
        text: &str,
        mentions: &BTreeMap<String, GroupMemberId>,
    ) -> NetworkResult<BTreeMap<String, CiMention>> {
        if mentions.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ChatKey::Group(group, _) = chat else {
            return Err(command_error("mentions are not supported in this chat"));
        };
        let named = named_in(text);
        if named.is_empty() {
            return Ok(BTreeMap::new());
        }
        let invalid = || store_error(StoreError::invalid_mention());
        let members: BTreeSet<_> = mentions.values().collect();
        let are_named = mentions.keys().all(|name| named.contains(&name.as_str()));
        if !are_named || mentions.len() > MAX_SENT || members.len() < mentions.len() {
            return Err(invalid());
        }
        let group_state = self.node.group_state(group)?;
        let mention = |(name, id): (&String, &GroupMemberId)| {
            let member = if group_state.info.membership.group_member_id == *id {
                Ok(&group_state.info.membership)
            } else {
                group_state.member(*id)
            };
            let member = member?;
            let mention = CiMention::new(member.member_id.clone()).member_ref(member_ref(member));
            Ok((name.clone(), mention))
        };
        mentions.iter().map(mention).collect()
    }

    /// The mentions of a received message whose names its text contains.
    pub(crate) fn received_mentions(
        &mut self,
        chat: ChatKey,
        text: &str,
        mut mentions: BTreeMap<String, String>,
    ) -> NetworkResult<BTreeMap<String, CiMention>> {
        let (ChatKey::Group(id, _), false) = (chat, mentions.is_empty()) else {
            return Ok(BTreeMap::new());
        };
        let group_state = self.node.group_state(id)?;
        let mut seen = BTreeSet::new();
        let new = named_in(text).into_iter().filter_map(|name| {
            let (name, member_id) = mentions.remove_entry(name)?;
            seen.insert(member_id.clone()).then_some((name, member_id))
        });
        let mention = |(name, member_id): (String, String)| {
            let own = &group_state.info.membership;
            let others = group_state
                .members
                .values()
                .map(|member_state| &member_state.member);
            let mut all = others.chain([own]);
            let member = all.find(|member| member.member_id == member_id);
            let mut mention = CiMention::new(member_id);
            mention.member_ref = member.map(member_ref);
            (name, mention)
        };
        Ok(new.take(MAX_RECEIVED).map(mention).collect())
    }

    /// Whether a received message concerns the user: it mentions the user or replies to the user.
    pub(crate) fn concerns_user(
        &mut self,
        chat: ChatKey,
        mentions: &BTreeMap<String, CiMention>,
        replies_to: Option<&str>,
    ) -> NetworkResult<bool> {
        let ChatKey::Group(id, _) = chat else {
            return Ok(false);
        };
        let own = &self.node.group_state(id)?.info.membership.member_id;
        let mut mentioned = mentions.values().map(|mention| &mention.member_id);
        Ok(replies_to == Some(own) || mentioned.any(|member| member == own))
    }
}

/// Mentions with member ids that are the same for all members.
pub(crate) fn shared(mentions: &BTreeMap<String, CiMention>) -> BTreeMap<String, String> {
    let shared = |(name, mention): (&String, &CiMention)| (name.clone(), mention.member_id.clone());
    mentions.iter().map(shared).collect()
}

fn member_ref(member: &GroupMember) -> CiMentionMember {
    CiMentionMember::new(
        member.group_member_id,
        member.member_profile.display_name.clone(),
        member.member_role.clone(),
    )
    .local_alias("")
}

/// The mentioned names in a text, in order: a word after `@`, or several words in quotes after it.
fn named_in(text: &str) -> Vec<&str> {
    let words = text.split_inclusive(char::is_whitespace);
    let mut position = 0;
    let starts = words.filter_map(|word| {
        let start = position;
        position += word.len();
        word.starts_with('@').then_some(&text[start + 1..])
    });
    starts.filter_map(name_at).collect()
}

fn name_at(text: &str) -> Option<&str> {
    let name = match text.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'')?.0,
        None => {
            let word = text.split(char::is_whitespace).next()?;
            word.trim_end_matches(|character: char| character.is_ascii_punctuation())
        }
    };
    let is_name = |first: char| first > ' ' && !matches!(first, '#' | '@' | '\'');
    name.starts_with(is_name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentioned_names_follow_an_at_sign() {
        for (text, names) in [
            ("@alice, hi", &["alice"][..]),
            ("hi @bob and @'the others'!", &["bob", "the others"]),
            ("@a @a\n@b_1.", &["a", "a", "b_1"]),
            ("mail@example.org, @ x, @#y, @''", &[]),
            ("@'alice", &[]),
        ] {
            assert_eq!(named_in(text), names, "{text}");
        }
    }
}
