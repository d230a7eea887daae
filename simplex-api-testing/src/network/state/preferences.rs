//! Preferences: what each side of a conversation allows, and the result for both.

use simplex_api::types::{
    ContactUserPref, ContactUserPreference, ContactUserPreferences, FeatureAllowed,
    FullPreferences, PrefEnabled, Preferences, SimplePreference, TimedMessagesPreference,
};

/// The preferences of a profile, completed with the defaults of the server.
pub(crate) fn full(given: Option<&Preferences>) -> FullPreferences {
    let given = given.cloned().unwrap_or_default();
    let or = |given: Option<SimplePreference>, default: FeatureAllowed| {
        given.unwrap_or_else(|| SimplePreference::new(default))
    };
    FullPreferences::new(
        given
            .timed_messages
            .unwrap_or_else(|| TimedMessagesPreference::new(FeatureAllowed::Yes)),
        or(given.full_delete, FeatureAllowed::No),
        or(given.reactions, FeatureAllowed::Yes),
        or(given.voice, FeatureAllowed::Yes),
        or(given.files, FeatureAllowed::Always),
        or(given.calls, FeatureAllowed::Yes),
        or(given.sessions, FeatureAllowed::No),
    )
    .commands(given.commands.unwrap_or_default())
}

/// All preferences, as other users see them.
pub(crate) fn shared(full: &FullPreferences) -> Preferences {
    Preferences::new()
        .timed_messages(full.timed_messages.clone())
        .full_delete(full.full_delete.clone())
        .reactions(full.reactions.clone())
        .voice(full.voice.clone())
        .files(full.files.clone())
        .calls(full.calls.clone())
        .sessions(full.sessions.clone())
        .commands(full.commands.clone())
}

/// The preferences of a user as one contact sees them: those set for the contact have priority.
pub(crate) fn for_contact(profile: &FullPreferences, contact: &Preferences) -> Preferences {
    let mut seen = shared(profile);
    let Preferences {
        timed_messages,
        full_delete,
        reactions,
        voice,
        files,
        calls,
        sessions,
        commands,
        ..
    } = contact.clone();
    seen.timed_messages = timed_messages.or(seen.timed_messages);
    seen.full_delete = full_delete.or(seen.full_delete);
    seen.reactions = reactions.or(seen.reactions);
    seen.voice = voice.or(seen.voice);
    seen.files = files.or(seen.files);
    seen.calls = calls.or(seen.calls);
    seen.sessions = sessions.or(seen.sessions);
    seen.commands = commands.or(seen.commands);
    seen
}

/// Combines the preferences of both sides: `user` are those set for the contact, `profile` those of the user's
/// profile, `contact` those of the contact's profile; `incognito` says whether the contact sees an
/// incognito profile.
pub(crate) fn merge(
    user: &Preferences,
    profile: &FullPreferences,
    contact: Option<&Preferences>,
    incognito: bool,
) -> ContactUserPreferences {
    // A contact who sees an incognito profile has preferences of its own.
    let user = if incognito {
        &for_contact(profile, user)
    } else {
        user
    };
    let theirs = full(contact);
    let timed = |timed: &TimedMessagesPreference| {
        let mut simple = SimplePreference::new(timed.allow.clone());
        if let Some(ttl) = timed.ttl {
            simple.extra.insert("ttl", ttl);
        }
        simple
    };
    let mut merged = ContactUserPreferences::new(
        feature(
            user.timed_messages.as_ref().map(timed),
            &timed(&profile.timed_messages),
            timed(&theirs.timed_messages),
        ),
        feature(
            user.full_delete.clone(),
            &profile.full_delete,
            theirs.full_delete,
        ),
        feature(user.reactions.clone(), &profile.reactions, theirs.reactions),
        feature(user.voice.clone(), &profile.voice, theirs.voice),
        feature(user.files.clone(), &profile.files, theirs.files),
        feature(user.calls.clone(), &profile.calls, theirs.calls),
        feature(user.sessions.clone(), &profile.sessions, theirs.sessions),
    );
    merged.commands = contact.and_then(|contact| contact.commands.clone());
    merged
}

fn feature(
    set: Option<SimplePreference>,
    profile: &SimplePreference,
    theirs: SimplePreference,
) -> ContactUserPreference {
    let ours = set.as_ref().unwrap_or(profile);
    let enabled = enabled(&ours.allow, &theirs.allow);
    let ours = match set {
        Some(preference) => ContactUserPref::contact(preference),
        None => ContactUserPref::user(profile.clone()),
    };
    ContactUserPreference::new(enabled, ours, theirs)
}

/// Which sides can use a feature: both, unless one side does not allow it; then only that side, if the other one
/// always allows it.
fn enabled(user: &FeatureAllowed, contact: &FeatureAllowed) -> PrefEnabled {
    use FeatureAllowed::{Always, No};
    let (for_user, for_contact) = match (user, contact) {
        (Always, No) => (false, true),
        (No, Always) => (true, false),
        (_, No) | (No, _) => (false, false),
        _ => (true, true),
    };
    PrefEnabled::new()
        .for_user(for_user)
        .for_contact(for_contact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use FeatureAllowed::{Always, No, Yes};

    #[test]
    fn a_feature_needs_both_sides_or_always() {
        for (user, contact, for_user, for_contact) in [
            (Yes, Yes, true, true),
            (Always, Yes, true, true),
            (Always, No, false, true),
            (No, Always, true, false),
            (Yes, No, false, false),
            (No, Yes, false, false),
            (No, No, false, false),
        ] {
            let enabled = enabled(&user, &contact);
            let participant = (enabled.for_user, enabled.for_contact);
            assert_eq!(participant, (for_user, for_contact), "{user} {contact}");
        }
    }

    #[test]
    fn preferences_for_the_contact_have_priority() {
        let set = Preferences::new().full_delete(SimplePreference::new(Always));
        let merged = merge(&set, &full(None), None, false);
        assert!(merged.full_delete.enabled.for_contact);
        assert!(!merged.full_delete.enabled.for_user);
        assert_eq!(
            merged.full_delete.user_preference,
            ContactUserPref::contact(SimplePreference::new(Always))
        );
        assert_eq!(
            merged.voice.user_preference,
            ContactUserPref::user(SimplePreference::new(Yes))
        );
        let profile = full(Some(&Preferences::new().voice(SimplePreference::new(No))));
        let seen = for_contact(&profile, &set);
        assert_eq!(seen.full_delete, Some(SimplePreference::new(Always)));
        assert_eq!(seen.voice, Some(SimplePreference::new(No)));
    }
}
