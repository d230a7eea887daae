//! Other texts for the same command.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use simplex_api_tests::facts::{Command, Facts, TypeRef};

use crate::commands::Server;
use crate::meaning::misread;

/// The options in the syntax of a command that are written for one value only, such as ` live=`.
pub(crate) fn options(command: &Command) -> BTreeSet<&str> {
    let types = command
        .params
        .iter()
        .filter_map(|param| match param.ty.required() {
            TypeRef::Ref(name) => Facts::v7_0().ty(name).syntax.as_deref(),
            _ => None,
        });
    let syntaxes = types.chain([command.syntax.as_str()]);
    let parts = syntaxes.flat_map(|syntax| syntax.split(['[', ']']));
    let keys = parts.filter_map(|part| part.strip_suffix("on").or(part.strip_suffix("off")));
    keys.filter(|key| key.ends_with('=') && !key.contains('|'))
        .collect()
}

/// The text with an option more than there need be, in every place where the server understands the same.
pub(crate) fn respelled<'a>(
    command: &'a Command,
    params: &Map<String, Value>,
    text: &str,
) -> Vec<(&'a str, String)> {
    let blanks = text[..head(text)]
        .match_indices(' ')
        .map(|(place, _)| place);
    let places: Vec<_> = blanks.chain([text.len()]).collect();
    let mut texts = Vec::new();
    for key in options(command) {
        for (before, after) in places.iter().map(|place| text.split_at(*place)) {
            texts.extend(["on", "off"].map(|value| (key, format!("{before}{key}{value}{after}"))));
        }
    }
    texts.retain(|(_, text)| misread(command, params, text, Server::Today).is_none());
    texts
}

/// The length of the text before its JSON.
pub(crate) fn head(text: &str) -> usize {
    text.find(['{', '[', '"']).unwrap_or(text.len())
}
