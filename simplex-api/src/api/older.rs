//! Conversions from the JSON of older servers to that of version 7.0.

use serde_json::Value;

use crate::json::JsonObject;
use crate::types::{
    ContactUserPref, ContactUserPreference, FeatureAllowed, GroupFeatureEnabled, PrefEnabled,
    RoleGroupPreference, SimplePreference,
};

/// The groups of `groupsList`: version 6.3 sends pairs of group and summary, 6.4 sends objects with both.
pub(crate) fn groups_list(response: &mut JsonObject) {
    let Some(Value::Array(groups)) = response.get_mut("groups") else {
        return;
    };
    for group in groups {
        let (info, other_fields) = match group {
            Value::Array(pair) if pair.len() == 2 => {
                let summary = ("groupSummary".to_owned(), pair[1].take());
                (pair[0].take(), JsonObject::from_iter([summary]))
            }
            Value::Object(both) if both.contains_key("groupInfo") => {
                let info = both.remove("groupInfo").unwrap_or_default();
                (info, std::mem::take(both))
            }
            _ => continue,
        };
        *group = info;
        if let Value::Object(group) = group {
            group.extend(other_fields);
        }
    }
}

/// The preference for a feature that older servers always allow: files, before 6.4.3.
pub(crate) fn always() -> SimplePreference {
    SimplePreference::new(FeatureAllowed::Always)
}

/// The preference for a feature that older servers do not have: sessions, before 6.4.3.
pub(crate) fn no() -> SimplePreference {
    SimplePreference::new(FeatureAllowed::No)
}

/// [`always`], for both sides.
pub(crate) fn enabled() -> ContactUserPreference {
    for_both(PrefEnabled::new().for_user(true).for_contact(true), always)
}

/// [`no`], for both sides.
pub(crate) fn disabled() -> ContactUserPreference {
    for_both(PrefEnabled::new(), no)
}

fn for_both(enabled: PrefEnabled, preference: fn() -> SimplePreference) -> ContactUserPreference {
    let of_user = ContactUserPref::user(preference());
    ContactUserPreference::new(enabled, of_user, preference())
}

/// [`no`], for a group.
pub(crate) fn off() -> RoleGroupPreference {
    RoleGroupPreference::new(GroupFeatureEnabled::Off)
}
