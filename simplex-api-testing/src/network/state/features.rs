//! Features of chats as items: the server adds an item for each feature of a new chat, and for each changed one.

use simplex_api::types::{
    ChatFeature, CiContent, ContactUserPref, ContactUserPreference, ContactUserPreferences,
    FeatureAllowed, FullGroupPreferences, GroupFeature, GroupFeatureEnabled, GroupMemberRole,
    GroupPreference, PrefEnabled, RoleGroupPreference, SimplePreference,
};

/// A feature of a direct chat.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChatFeatureState {
    feature: ChatFeature,
    enabled: PrefEnabled,
    /// The proposed time of disappearing messages.
    param: Option<i64>,
    /// What each side allows.
    user: FeatureAllowed,
    contact: FeatureAllowed,
}

/// The features of a direct chat that have items, in their order.
pub(crate) fn of_contact(merged: &ContactUserPreferences) -> Vec<ChatFeatureState> {
    let state = |feature, of: &ContactUserPreference| {
        let user = preference(&of.user_preference);
        ChatFeatureState {
            feature,
            enabled: of.enabled.clone(),
            param: None,
            user: user.map_or(FeatureAllowed::No, |user| user.allow.clone()),
            contact: of.contact_preference.allow.clone(),
        }
    };
    let mut timed = state(ChatFeature::TimedMessages, &merged.timed_messages);
    if timed.enabled.for_user && timed.enabled.for_contact {
        let user = preference(&merged.timed_messages.user_preference);
        timed.param = user.and_then(|user| user.extra.get("ttl")?.as_i64());
    }
    vec![
        timed,
        state(ChatFeature::FullDelete, &merged.full_delete),
        state(ChatFeature::Reactions, &merged.reactions),
        state(ChatFeature::Voice, &merged.voice),
        state(ChatFeature::Calls, &merged.calls),
    ]
}

fn preference(of: &ContactUserPref) -> Option<&SimplePreference> {
    match of {
        ContactUserPref::User { preference, .. } | ContactUserPref::Contact { preference, .. } => {
            Some(preference)
        }
        _ => None,
    }
}

/// The items about features that the contact has changed.
pub(crate) fn received_changes(
    from: &ContactUserPreferences,
    to: &ContactUserPreferences,
) -> Vec<CiContent> {
    let allowed = |state: &ChatFeatureState| state.contact.clone();
    let preference = |feature, allowed| CiContent::rcv_chat_preference(feature, allowed, None);
    changes(from, to, allowed, ChatFeatureState::received, preference)
}

/// The items about features that the user has changed.
pub(crate) fn sent_changes(
    from: &ContactUserPreferences,
    to: &ContactUserPreferences,
) -> Vec<CiContent> {
    let allowed = |state: &ChatFeatureState| state.user.clone();
    let preference = |feature, allowed| CiContent::snd_chat_preference(feature, allowed, None);
    changes(from, to, allowed, ChatFeatureState::sent, preference)
}

/// An item for each feature that is different: who can use it now, or else what one side allows now.
fn changes(
    from: &ContactUserPreferences,
    to: &ContactUserPreferences,
    allowed: impl Fn(&ChatFeatureState) -> FeatureAllowed,
    feature: impl Fn(ChatFeatureState) -> CiContent,
    preference: impl Fn(ChatFeature, FeatureAllowed) -> CiContent,
) -> Vec<CiContent> {
    let change = |(from, to): (ChatFeatureState, ChatFeatureState)| {
        let now = allowed(&to);
        if (&from.enabled, from.param) != (&to.enabled, to.param) {
            Some(feature(to))
        } else {
            (allowed(&from) != now).then(|| preference(to.feature, now))
        }
    };
    let features = of_contact(from).into_iter().zip(of_contact(to));
    features.filter_map(change).collect()
}

impl ChatFeatureState {
    pub(crate) fn received(self) -> CiContent {
        CiContent::rcv_chat_feature(self.feature, self.enabled, self.param)
    }

    fn sent(self) -> CiContent {
        CiContent::snd_chat_feature(self.feature, self.enabled, self.param)
    }
}

/// A feature of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupFeatureState {
    pub(crate) feature: GroupFeature,
    enable: GroupFeatureEnabled,
    param: Option<i64>,
    role: Option<GroupMemberRole>,
}

/// The features of a group that have items, in their order.
pub(crate) fn of_group(full: &FullGroupPreferences) -> Vec<GroupFeatureState> {
    let state =
        |feature, enable: &GroupFeatureEnabled, role: Option<&GroupMemberRole>| GroupFeatureState {
            feature,
            enable: enable.clone(),
            param: None,
            role: role.cloned(),
        };
    let plain = |feature, of: &GroupPreference| state(feature, &of.enable, of.role.as_ref());
    let role = |feature, of: &RoleGroupPreference| state(feature, &of.enable, of.role.as_ref());
    let mut timed = state(
        GroupFeature::TimedMessages,
        &full.timed_messages.enable,
        None,
    );
    if timed.enable == GroupFeatureEnabled::On {
        timed.param = full.timed_messages.ttl;
    }
    let support = full.support.as_ref().map(|support| &support.enable);
    vec![
        timed,
        role(GroupFeature::DirectMessages, &full.direct_messages),
        plain(GroupFeature::FullDelete, &full.full_delete),
        plain(GroupFeature::Reactions, &full.reactions),
        role(GroupFeature::Voice, &full.voice),
        role(GroupFeature::Files, &full.files),
        role(GroupFeature::SimplexLinks, &full.simplex_links),
        plain(GroupFeature::Reports, &full.reports),
        plain(GroupFeature::History, &full.history),
        state(
            GroupFeature::Support,
            support.unwrap_or(&GroupFeatureEnabled::On),
            None,
        ),
    ]
}

impl GroupFeatureState {
    pub(crate) fn received(self) -> CiContent {
        let preference = GroupPreference::new(self.enable);
        CiContent::rcv_group_feature(self.feature, preference, self.param, self.role)
    }

    pub(crate) fn sent(self) -> CiContent {
        let preference = GroupPreference::new(self.enable);
        CiContent::snd_group_feature(self.feature, preference, self.param, self.role)
    }
}

/// The features of a group that differ, as they are now.
pub(crate) fn group_changes(
    from: &FullGroupPreferences,
    to: &FullGroupPreferences,
) -> Vec<GroupFeatureState> {
    let features = of_group(from).into_iter().zip(of_group(to));
    features
        .filter(|(from, to)| from != to)
        .map(|(_, to)| to)
        .collect()
}
