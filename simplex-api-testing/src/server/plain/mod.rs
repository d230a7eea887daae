//! Plain commands: those that people type, with names instead of ids.
//!
//! A plain command stands for another command, which is written out once the names are looked up.

mod table;

use serde_json::Value;

use crate::network::result::NetworkResult;
use crate::server::notation::values;

use table::PLAIN;

/// A plain command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlainCommand {
    /// The command that it stands for, without its values.
    target: &'static str,
    /// The values, each with its kind.
    values: Vec<(&'static str, String)>,
}

impl PlainCommand {
    pub(crate) fn decode(text: &str) -> Option<Self> {
        PLAIN.iter().find_map(|(notation, target)| {
            let values = values(notation, text)?.into_iter();
            Some(Self {
                target,
                values: values
                    .map(|(kind, value)| (kind, value.to_owned()))
                    .collect(),
            })
        })
    }

    /// The command that it stands for. `resolve` looks up the id of a user, contact, group, member or request.
    ///
    /// # Errors
    /// If something is not found.
    pub(crate) fn resolve(
        &self,
        mut resolve: impl FnMut(&str, &str) -> NetworkResult<i64>,
    ) -> NetworkResult<String> {
        let mut written = String::with_capacity(self.target.len());
        let mut rest = self.target;
        while let Some((before, kind, after)) = next_value(rest) {
            written.push_str(before);
            let found = self.values.iter().find(|(known, _)| *known == kind);
            let value = found.map_or("", |(_, value)| value);
            match kind {
                "json" | "role" => written.push_str(value),
                "text" | "name" => written.push_str(&Value::from(value).to_string()),
                _ => written.push_str(&resolve(kind, value)?.to_string()),
            }
            rest = after;
        }
        written.push_str(rest);
        Ok(written)
    }
}

/// The next value of a target: what is before it, its kind, and what follows.
fn next_value(target: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + target[from..].find('{')?;
        let close = open + target[open..].find('}')?;
        let kind = &target[open + 1..close];
        if !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some((&target[..open], kind, &target[close + 1..]));
        }
        // A bracket of JSON.
        from = open + 1;
    }
}
