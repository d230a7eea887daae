//! Completions and hints for a line: decoding a command also reports what may follow an incomplete one.

use simplex_api::command::{self, CommandSet, CompletionItem};
use simplex_api::commands::AnyCommand;
use simplex_api::spec::{CommandSpec, Form, Part, TypeRef};

use super::json_completion;
use super::meta_command::{self, META_COMMANDS};

/// How many alternatives a hint has at most.
const MAX_ALTERNATIVES: usize = 8;

/// How many spaces to try as the start of JSON. In a long line, the JSON is long, not the part before it.
const MAX_SPACES: usize = 16;

/// A text that may come next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Completion {
    /// The whole text, with the part that is already typed.
    pub(super) shown: String,
    /// The part that is not typed yet.
    pub(super) rest: String,
}

/// A hint, shown after the line while it is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) shown: String,
    /// The text to insert, if only one is possible.
    pub(super) rest: Option<String>,
}

/// The texts that may follow `line`.
pub(super) fn completions(line: &str) -> Vec<Completion> {
    if line.starts_with(':') && !line.contains(' ') {
        return meta_command_completions(line);
    }
    let text = command_in(line);
    let commands = AnyCommand::completions(text);
    let mut completions = Vec::new();
    for (command, next) in commands.iter().flat_map(each_next) {
        for completion in next_texts(text, command.spec, next) {
            add(&mut completions, completion);
        }
    }
    completions
}

/// The texts for `next`, as far as they are literal.
fn next_texts(text: &str, spec: &CommandSpec, next: &CompletionItem) -> Vec<Completion> {
    match next {
        CompletionItem::Literal { text, rest } => vec![Completion {
            shown: text.trim().to_owned(),
            rest: (*rest).to_owned(),
        }],
        CompletionItem::Param { name, .. } => match (json_type(spec, name), json_start(text, name))
        {
            (Some(ty), Some(start)) => json_completion::completions(&text[start..], ty),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The type of a parameter that is written as JSON.
fn json_type(spec: &CommandSpec, name: &str) -> Option<TypeRef> {
    let index = spec.params.iter().position(|param| param.name == name)?;
    is_json(spec.parts, index).then(|| spec.params[index].ty)
}

fn is_json(parts: &[Part], param: usize) -> bool {
    parts.iter().any(|part| match part {
        Part::Param { index, form } => *index == param && *form == Form::Json,
        Part::Optional(parts) => is_json(parts, param),
        _ => false,
    })
}

/// The offset of the JSON value of a parameter: after the first space at which the parameter is expected.
fn json_start(text: &str, name: &str) -> Option<usize> {
    let offsets = text.match_indices(' ').map(|(space, _)| space + 1);
    offsets.take(MAX_SPACES).find(|offset| {
        let commands = AnyCommand::completions(&text[..*offset]);
        let mut next = commands.iter().flat_map(|command| &command.next);
        next.any(|next| matches!(next, CompletionItem::Param { name: found, .. } if *found == name))
    })
}

/// Adds a completion. Of two that differ only in spaces at the end, the longer one is kept.
fn add(completions: &mut Vec<Completion>, completion: Completion) {
    let is_same = |other: &&mut Completion| {
        other.shown == completion.shown && other.rest.trim_end() == completion.rest.trim_end()
    };
    match completions.iter_mut().find(is_same) {
        Some(other) if other.rest.len() < completion.rest.len() => *other = completion,
        Some(_) => {}
        None => completions.push(completion),
    }
}

fn meta_command_completions(line: &str) -> Vec<Completion> {
    let completions = META_COMMANDS.iter().filter_map(|spec| {
        let space = if spec.arguments.is_empty() { "" } else { " " };
        Some(Completion {
            shown: spec.name.to_owned(),
            rest: spec.name.strip_prefix(line)?.to_owned() + space,
        })
    });
    completions.collect()
}

/// The hint for `line`: what may follow, and the syntax of the command.
pub(super) fn hint(line: &str) -> Option<Hint> {
    if line.starts_with(':') {
        return meta_command_hint(line);
    }
    let text = command_in(line);
    let commands = AnyCommand::completions(text);
    let mut next = Vec::new();
    let mut add = |text: String| {
        if !next.contains(&text) {
            next.push(text);
        }
    };
    let mut has_params = false;
    for (command, found) in commands.iter().flat_map(each_next) {
        // The name is not typed yet, and too many are possible.
        if commands.len() > 1 && is_name(command, found) {
            return None;
        }
        match found {
            CompletionItem::Param { name, .. } if !is_inside_json(text, command.spec, name) => {
                has_params = true;
                add(format!("<{name}>"));
            }
            _ => {
                for completion in next_texts(text, command.spec, found) {
                    add(completion.rest);
                }
            }
        }
    }
    let usage = match commands.as_slice() {
        [command] if !command.is_complete || !next.is_empty() => {
            format!("   {}", command.spec.syntax)
        }
        _ => String::new(),
    };
    let rest = match next.as_slice() {
        [rest] if !has_params => Some(rest.clone()),
        _ => None,
    };
    let shown = join_alternatives(&next) + &usage;
    (!shown.is_empty()).then_some(Hint { shown, rest })
}

fn is_inside_json(text: &str, spec: &CommandSpec, name: &str) -> bool {
    json_type(spec, name).is_some()
        && json_start(text, name).is_some_and(|start| start < text.len())
}

/// A single text unchanged, several separated by `|`, or nothing if there are too many.
fn join_alternatives(next: &[String]) -> String {
    if let [one] = next {
        return one.clone();
    }
    let next = next.iter().map(|text| text.trim());
    let next: Vec<_> = next.filter(|text| !text.is_empty()).collect();
    match next.len() {
        ..=MAX_ALTERNATIVES => next.join(" | "),
        _ => String::new(),
    }
}

fn each_next(
    command: &command::Completion,
) -> impl Iterator<Item = (&command::Completion, &CompletionItem)> {
    command.next.iter().map(move |next| (command, next))
}

/// Whether it is the literal at the start of the command.
fn is_name(command: &command::Completion, next: &CompletionItem) -> bool {
    match (command.spec.parts, next) {
        ([Part::Literal(name), ..], CompletionItem::Literal { text, .. }) => name == text,
        _ => false,
    }
}

fn meta_command_hint(line: &str) -> Option<Hint> {
    let mut matching = META_COMMANDS.iter().filter_map(|spec| {
        let rest = spec.name.strip_prefix(line)?;
        Some((rest, spec))
    });
    let (Some((rest, spec)), None) = (matching.next(), matching.next()) else {
        return None;
    };
    let shown = format!("{rest} {}", spec.arguments);
    let rest = (!rest.is_empty()).then(|| rest.to_owned());
    let shown = shown.trim_end().to_owned();
    (!shown.is_empty()).then_some(Hint { shown, rest })
}

/// The command in a line, which may follow `!` or `:help`.
fn command_in(line: &str) -> &str {
    let argument_of_help = line
        .strip_prefix(meta_command::HELP)
        .and_then(|rest| rest.strip_prefix(' '));
    argument_of_help
        .or_else(|| line.strip_prefix('!'))
        .map_or(line, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(line: &str) -> Vec<String> {
        completions(line)
            .into_iter()
            .map(|completion| completion.rest)
            .collect()
    }

    #[test]
    fn lines_are_completed() {
        let table: &[(&str, &[&str])] = &[
            ("/_sen", &["d "]),
            ("!/_sen", &["d "]),
            (":help /_sen", &["d "]),
            ("/_group", &[" ", "_profile #", "s "]),
            ("/_send @1 ", &["live=on", "ttl=", "sign=on", "json "]),
            ("/_send @1 live=on t", &["tl="]),
            ("/_add #1 2 mo", &["derator"]),
            ("/_address ", &[]),
            ("/nonsense", &[]),
            (":", &["help ", "say ", "quit"]),
            (":q", &["uit"]),
            (":say alice /_sen", &[]),
            ("/_set prefs @1 {\"call", &["s\":"]),
            ("!/_send @1 ttl=1 json [{\"ment", &["ions\":"]),
        ];
        for (line, expected) in table {
            assert_eq!(rests(line), *expected, "{line}");
        }
        assert!(rests("").contains(&"/_send ".to_owned()));
    }

    #[test]
    fn completions_are_shown_whole() {
        let shown: Vec<_> = completions("/_set ").into_iter().map(|c| c.shown).collect();
        assert!(shown.contains(&"/_set prefs @".to_owned()), "{shown:?}");
        let shown: Vec<_> = completions("/_send @1 l")
            .into_iter()
            .map(|c| c.shown)
            .collect();
        assert_eq!(shown, ["live=on"]);
    }

    fn hinted(line: &str) -> (String, String) {
        let hint = hint(line).map(|hint| (hint.shown, hint.rest.unwrap_or_default()));
        hint.unwrap_or_default()
    }

    #[test]
    fn hints_have_what_follows_and_the_syntax() {
        let table = [
            ("/_show", "_address    /_show_address <userId>", "_address "),
            ("/_address ", "<userId>   /_address <userId>", ""),
            (
                "/_user 1 ",
                "<viewPwd>   /_user <userId>[ <json(viewPwd)>]",
                "",
            ),
            ("/_connect 1 ", "incognito=on | <connFullLink>", ""),
            (
                "/_start",
                " main=   /_start[ main=on|off[ snd_files=on|off]]",
                " main=",
            ),
            (
                "/_set custom @1 ",
                "<customData>   /_set custom @<contactId>[ <json(customData)>]",
                "",
            ),
            (
                "/_set custom @1 {",
                "   /_set custom @<contactId>[ <json(customData)>]",
                "",
            ),
            (
                "/_set prefs @1 {\"calls\":{\"allow\":\"y",
                "es\"   /_set prefs @<contactId> <json(preferences)>",
                "es\"",
            ),
            ("/_set custom @1 {}", "", ""),
            ("/_address 1", "", ""),
            ("/_se", "", ""),
            ("/_", "", ""),
            ("", "", ""),
            (":", "", ""),
            (":s", "ay NAME TEXT", "ay"),
            (":say", " NAME TEXT", ""),
            (":quit", "", ""),
            (":say alice", "", ""),
        ];
        for (line, shown, rest) in table {
            assert_eq!(hinted(line), (shown.to_owned(), rest.to_owned()), "{line}");
        }
    }
}
