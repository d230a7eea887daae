//! Profiles as other users see them, and as a client stores them.

use simplex_api::types::{LocalProfile, Profile, User};

use crate::network::state::preferences;

/// The public profile.
pub(crate) fn to_public(local: &LocalProfile) -> Profile {
    local.into()
}

/// The profile of a user as other users see it, with all preferences.
pub(crate) fn shared(user: &User) -> Profile {
    to_public(&user.profile).preferences(preferences::shared(&user.full_preferences))
}

/// A profile as groups store it: only contacts have preferences.
pub(crate) fn without_preferences(mut profile: Profile) -> Profile {
    profile.preferences = None;
    profile
}

/// The part of a profile whose changes contacts see as an item.
pub(crate) fn shown_to_contacts(profile: &Profile) -> [Option<&str>; 5] {
    [
        Some(&profile.display_name),
        Some(&profile.full_name),
        profile.short_descr.as_deref(),
        profile.image.as_deref(),
        profile.contact_link.as_deref(),
    ]
}

/// The profile to store. It has no badge, because the network does not issue badges.
pub(crate) fn to_local(profile_id: i64, profile: Profile) -> LocalProfile {
    let mut local = LocalProfile::new(profile_id, profile.display_name, profile.full_name, "");
    local.short_descr = profile.short_descr;
    local.description = profile.description;
    local.image = profile.image;
    local.contact_link = profile.contact_link;
    local.preferences = profile.preferences;
    local.peer_type = profile.peer_type;
    local.contact_domain = profile.contact_domain;
    local.extra = profile.extra;
    local
}

/// The profile of a contact request, which in version 7.0 is a stored one. The declared type has the fields of version
/// 6.4, where it is a public one.
pub(crate) fn with_local_fields(profile_id: i64, mut profile: Profile) -> Profile {
    profile.extra.insert("profileId", profile_id);
    profile.extra.insert("localAlias", "");
    profile
}

/// The most similar name to `name` that the server accepts; empty if there is no such name.
pub(crate) fn valid_name(name: &str) -> String {
    let mut valid = String::with_capacity(name.len());
    for c in name.trim().chars().filter(|c| *c != '\'') {
        let c = if c.is_whitespace() { ' ' } else { c };
        let first = valid.is_empty() && matches!(c, '#' | '@' | ' ');
        let double = c == ' ' && valid.ends_with(' ');
        if !(first || double || c.is_control()) {
            valid.push(c);
        }
    }
    valid
}

/// `name`, or the first of `name_1`, `name_2`… that is not `taken`.
pub(crate) fn unique_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut unique = name.to_owned();
    let mut suffix = 0;
    while taken(&unique) {
        suffix += 1;
        unique = format!("{name}_{suffix}");
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;
    use simplex_api::types::{ChatPeerType, Preferences};

    #[test]
    fn a_stored_profile_keeps_the_public_fields() {
        let mut profile = Profile::new("bot", "The Bot")
            .short_descr("short")
            .image("data:image/png;base64,")
            .contact_link("simplex:/a#x")
            .preferences(Preferences::new())
            .peer_type(ChatPeerType::Bot);
        profile.extra.insert("later", 1);
        assert_eq!(to_public(&to_local(7, profile.clone())), profile);
    }

    #[test]
    fn invalid_names_are_corrected() {
        for (name, valid) in [
            ("alice", "alice"),
            ("Alice  B", "Alice B"),
            ("@alice", "alice"),
            (" #'quoted' ", "quoted"),
            ("a@b", "a@b"),
            ("##", ""),
            ("a\u{7}b", "ab"),
        ] {
            assert_eq!(valid_name(name), valid, "{name:?}");
        }
    }

    #[test]
    fn taken_names_get_a_suffix() {
        let taken = ["a", "a_1", "b_1"];
        let unique = |name| unique_name(name, |name| taken.contains(&name));
        assert_eq!(unique("a"), "a_2");
        assert_eq!(unique("b"), "b");
    }
}
