//! Features of chats as items: the server adds an item for each feature of a new chat, and for each changed one.

use simplex_api::types::{
    ChatFeature, CiContent, ContactUserPref, ContactUserPreferences, FullGroupPreferences,
    GroupFeature, GroupFeatureEnabled, GroupMemberRole, GroupPreference, PrefEnabled,
    RoleGroupPreference,
};

/// A feature of a direct chat: who can use it, and the proposed time of disappearing messages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChatFeatureState {
    pub(crate) feature: ChatFeature,
    pub(crate) enabled: PrefEnabled,
    pub(crate) param: Option<i64>,
}

/// The features of a direct chat that have items, in their order.
pub(crate) fn of_contact(merged: &ContactUserPreferences) -> Vec<ChatFeatureState> {
    let state = |feature, enabled: &PrefEnabled| ChatFeatureState {
        feature,
        enabled: enabled.clone(),
        param: None,
    };
    let mut timed = state(ChatFeature::TimedMessages, &merged.timed_messages.enabled);
    if timed.enabled.for_user && timed.enabled.for_contact {
        timed.param = ttl(&merged.timed_messages.user_preference);
    }
    vec![
        timed,
        state(ChatFeature::FullDelete, &merged.full_delete.enabled),
        state(ChatFeature::Reactions, &merged.reactions.enabled),
        state(ChatFeature::Voice, &merged.voice.enabled),
        state(ChatFeature::Calls, &merged.calls.enabled),
    ]
}

/// The time of disappearing messages in a preference.
fn ttl(preference: &ContactUserPref) -> Option<i64> {
    let (ContactUserPref::User { preference, .. } | ContactUserPref::Contact { preference, .. }) =
        preference
    else {
        return None;
    };
    preference.extra.get("ttl")?.as_i64()
}

impl ChatFeatureState {
    pub(crate) fn received(self) -> CiContent {
        CiContent::rcv_chat_feature(self.feature, self.enabled, self.param)
    }

    pub(crate) fn sent(self) -> CiContent {
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
    let plain = |feature, of: &GroupPreference| {
        let role = of.extra.get("role");
        let role = role.and_then(|role| serde_json::from_value(role.clone()).ok());
        state(feature, &of.enable, role.as_ref())
    };
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
