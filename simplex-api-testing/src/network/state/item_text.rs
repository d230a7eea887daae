//! The English texts of items about events, as the server writes them.

use simplex_api::types::{
    ChatFeature, CiContent, E2eInfo, GroupFeature, GroupFeatureEnabled, GroupMemberRole,
    GroupPreference, GroupProfile, MsgContent, PrefEnabled, Profile, RcvDirectEvent, RcvGroupEvent,
    SndGroupEvent,
};

/// The text of an item with this content.
pub(crate) fn text(content: &CiContent) -> String {
    use CiContent as C;
    match content {
        C::SndMsgContent { msg_content, .. } | C::RcvMsgContent { msg_content, .. } => {
            message(msg_content)
        }
        C::ChatBanner { .. } => "chat banner".to_owned(),
        C::RcvDirectE2eeInfo { e2ee_info, .. } | C::SndDirectE2eeInfo { e2ee_info, .. } => {
            encryption(e2ee_info)
        }
        C::RcvGroupE2eeInfo { e2ee_info, .. } | C::SndGroupE2eeInfo { e2ee_info, .. } => {
            encryption(e2ee_info)
        }
        C::RcvChatFeature {
            feature,
            enabled,
            param,
            ..
        }
        | C::SndChatFeature {
            feature,
            enabled,
            param,
            ..
        } => chat_feature(feature, enabled, *param),
        C::RcvChatPreference {
            feature, allowed, ..
        } => preference("", feature, allowed.as_str()),
        C::SndChatPreference {
            feature, allowed, ..
        } => preference("you ", feature, allowed.as_str()),
        C::RcvGroupFeature {
            group_feature,
            preference,
            param,
            member_role,
            ..
        }
        | C::SndGroupFeature {
            group_feature,
            preference,
            param,
            member_role,
            ..
        } => self::group_feature(group_feature, preference, *param, member_role.as_ref()),
        C::RcvGroupInvitation {
            group_invitation,
            member_role,
            ..
        } => invitation("received", &group_invitation.group_profile, member_role),
        C::SndGroupInvitation {
            group_invitation,
            member_role,
            ..
        } => invitation("sent", &group_invitation.group_profile, member_role),
        C::RcvDirectEvent {
            rcv_direct_event, ..
        } => direct_event(rcv_direct_event),
        C::RcvGroupEvent {
            rcv_group_event, ..
        } => received_event(rcv_group_event),
        C::SndGroupEvent {
            snd_group_event, ..
        } => sent_event(snd_group_event),
        C::SndModerated { .. } | C::RcvModerated { .. } => "moderated".to_owned(),
        C::RcvBlocked { .. } => "blocked by admin".to_owned(),
        _ => String::new(),
    }
}

/// The text of a message. A message without one is described.
pub(crate) fn message(content: &MsgContent) -> String {
    match content {
        MsgContent::Voice { text, duration, .. } => {
            let time = format!("voice message ({:02}:{:02})", duration / 60, duration % 60);
            if text.is_empty() {
                time
            } else {
                format!("{time}; {text}")
            }
        }
        content => match content.as_text() {
            Some(text) => text.to_owned(),
            None => "unknown message type".to_owned(),
        },
    }
}

fn encryption(info: &E2eInfo) -> String {
    let text = if info.public == Some(true) {
        "This channel or group is NOT end-to-end encrypted."
    } else if info.pq_enabled == Some(true) {
        "This conversation is protected by quantum resistant end-to-end encryption. It has perfect forward secrecy, repudiation and quantum resistant break-in recovery."
    } else {
        "This conversation is protected by end-to-end encryption with perfect forward secrecy, repudiation and break-in recovery."
    };
    text.to_owned()
}

fn chat_feature(feature: &ChatFeature, enabled: &PrefEnabled, param: Option<i64>) -> String {
    let state = match (enabled.for_user, enabled.for_contact) {
        (true, true) => match param {
            Some(seconds) => format!("enabled ({})", duration(seconds)),
            None if *feature == ChatFeature::TimedMessages => "allowed".to_owned(),
            None => "enabled".to_owned(),
        },
        (false, false) => "off".to_owned(),
        (true, false) => "enabled for you".to_owned(),
        (false, true) => "enabled for contact".to_owned(),
    };
    format!("{}: {state}", chat_feature_name(feature))
}

fn preference(who: &str, feature: &ChatFeature, allowed: &str) -> String {
    let action = if allowed == "no" {
        "cancelled"
    } else {
        "offered"
    };
    format!("{who}{action} {}", chat_feature_name(feature))
}

fn group_feature(
    feature: &GroupFeature,
    preference: &GroupPreference,
    param: Option<i64>,
    role: Option<&GroupMemberRole>,
) -> String {
    let name = group_feature_name(feature);
    if preference.enable != GroupFeatureEnabled::On {
        return format!("{name}: off");
    }
    let time = param.map(|seconds| format!(" ({})", duration(seconds)));
    let role = role.map(|role| format!(" for {}s", role.as_str()));
    let [time, role] = [time, role].map(Option::unwrap_or_default);
    format!("{name}: on{time}{role}")
}

fn invitation(action: &str, group: &GroupProfile, role: &GroupMemberRole) -> String {
    let name = display_and_full_name(&group.display_name, &group.full_name);
    format!(
        "{action} invitation to join group {name} as {}",
        role.as_str()
    )
}

fn direct_event(event: &RcvDirectEvent) -> String {
    use RcvDirectEvent as E;
    match event {
        E::ContactDeleted { .. } => "contact deleted".to_owned(),
        E::ProfileUpdated { .. } => "updated profile".to_owned(),
        E::GroupInvLinkReceived { group_profile, .. } => {
            format!(
                "requested connection from group {}",
                group_profile.display_name
            )
        }
        _ => String::new(),
    }
}

fn received_event(event: &RcvGroupEvent) -> String {
    use RcvGroupEvent as E;
    match event {
        E::MemberAdded { profile, .. } => format!("added {}", name(profile)),
        E::MemberConnected { .. } => "connected".to_owned(),
        E::MemberAccepted { profile, .. } => format!("accepted {}", name(profile)),
        E::UserAccepted { .. } => "accepted you".to_owned(),
        E::MemberLeft { .. } => "left".to_owned(),
        E::MemberRole { profile, role, .. } => changed_role(profile, role),
        E::MemberBlocked {
            profile, blocked, ..
        } => changed_block(profile, *blocked),
        E::UserRole { role, .. } => format!("changed your role to {}", role.as_str()),
        E::MemberDeleted { profile, .. } => format!("removed {}", name(profile)),
        E::UserDeleted { .. } => "removed you".to_owned(),
        E::GroupDeleted { .. } => "deleted group".to_owned(),
        E::GroupUpdated { .. } => "group profile updated".to_owned(),
        E::InvitedViaGroupLink { .. } => "invited via your group link".to_owned(),
        E::MemberCreatedContact { .. } => "started direct connection with you".to_owned(),
        E::MemberProfileUpdated { .. } => "updated profile".to_owned(),
        E::NewMemberPendingReview { .. } => "new member wants to join the group".to_owned(),
        _ => String::new(),
    }
}

fn sent_event(event: &SndGroupEvent) -> String {
    use SndGroupEvent as E;
    match event {
        E::MemberRole { profile, role, .. } => changed_role(profile, role),
        E::MemberBlocked {
            profile, blocked, ..
        } => changed_block(profile, *blocked),
        E::UserRole { role, .. } => format!("changed your role to {}", role.as_str()),
        E::MemberDeleted { profile, .. } => format!("removed {}", name(profile)),
        E::UserLeft { .. } => "left".to_owned(),
        E::GroupUpdated { .. } => "group profile updated".to_owned(),
        E::MemberAccepted { .. } => "you accepted this member".to_owned(),
        E::UserPendingReview { .. } => {
            "please wait for group moderators to review your request to join the group".to_owned()
        }
        _ => String::new(),
    }
}

fn changed_role(profile: &Profile, role: &GroupMemberRole) -> String {
    format!("changed role of {} to {}", name(profile), role.as_str())
}

fn changed_block(profile: &Profile, blocked: bool) -> String {
    let action = if blocked { "blocked" } else { "unblocked" };
    format!("{action} {}", name(profile))
}

fn name(profile: &Profile) -> String {
    display_and_full_name(&profile.display_name, &profile.full_name)
}

fn display_and_full_name(display: &str, full: &str) -> String {
    if full.is_empty() || full == display {
        display.to_owned()
    } else {
        format!("{display} ({full})")
    }
}

/// A duration in words, as in `1 min 40 sec`.
fn duration(seconds: i64) -> String {
    const UNITS: [(i64, &str, &str); 4] = [
        (24 * 60 * 60, "day", "days"),
        (60 * 60, "hour", "hours"),
        (60, "min", "min"),
        (1, "sec", "sec"),
    ];
    let mut left = seconds;
    let mut parts = Vec::new();
    for (unit, one, many) in UNITS {
        let count = left / unit;
        left %= unit;
        if count > 0 {
            let name = if count == 1 { one } else { many };
            parts.push(format!("{count} {name}"));
        }
    }
    if parts.is_empty() {
        "0 sec".to_owned()
    } else {
        parts.join(" ")
    }
}

fn chat_feature_name(feature: &ChatFeature) -> &str {
    match feature {
        ChatFeature::TimedMessages => "Disappearing messages",
        ChatFeature::FullDelete => "Full deletion",
        ChatFeature::Reactions => "Message reactions",
        ChatFeature::Voice => "Voice messages",
        ChatFeature::Files => "Files and media",
        ChatFeature::Calls => "Audio/video calls",
        ChatFeature::Sessions => "Chat sessions",
        feature => feature.as_str(),
    }
}

pub(crate) fn group_feature_name(feature: &GroupFeature) -> &str {
    match feature {
        GroupFeature::TimedMessages => "Disappearing messages",
        GroupFeature::DirectMessages => "Direct messages",
        GroupFeature::FullDelete => "Full deletion",
        GroupFeature::Reactions => "Message reactions",
        GroupFeature::Voice => "Voice messages",
        GroupFeature::Files => "Files and media",
        GroupFeature::SimplexLinks => "SimpleX links",
        GroupFeature::Reports => "Member reports",
        GroupFeature::History => "Recent history",
        GroupFeature::Support => "Chat with admins",
        GroupFeature::Sessions => "Chat sessions",
        GroupFeature::Comments => "Comments",
        feature => feature.as_str(),
    }
}
