//! What can be typed next: the same reading that checks a line tells what it misses.

use simplex_api::command::{CommandSet, Continuation, Next};
use simplex_api::commands::AnyCommand;
use simplex_api::spec::{CommandSpec, Form, Part, TypeRef};

use super::json;
use super::orders::{self, ORDERS};

/// How many alternatives a hint has at most.
const MOST: usize = 8;

/// The blanks behind which JSON is looked for: long lines are long by it, not by what is before it.
const MOST_BLANKS: usize = 16;

/// A text that can come next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// All of it.
    pub(super) shown: String,
    /// What is not typed yet.
    pub(super) rest: String,
}

/// What is shown behind a line that is being typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) shown: String,
    /// What can be taken over, if there is but one thing.
    pub(super) rest: Option<String>,
}

/// The texts that can come behind this one.
pub(super) fn choices(line: &str) -> Vec<Choice> {
    if line.starts_with(':') && !line.contains(' ') {
        return order_choices(line);
    }
    let text = command(line);
    let commands = AnyCommand::continuations(text);
    let mut choices = Vec::new();
    for (command, next) in commands.iter().flat_map(each_next) {
        for choice in texts(text, command.spec, next) {
            add(&mut choices, choice);
        }
    }
    choices
}

/// What can come next, as far as it is known to the letter.
fn texts(text: &str, spec: &CommandSpec, next: &Next) -> Vec<Choice> {
    match next {
        Next::Literal { text, rest } => vec![Choice {
            shown: text.trim().to_owned(),
            rest: (*rest).to_owned(),
        }],
        Next::Param { name, .. } => match (json_type(spec, name), json_start(text, name)) {
            (Some(ty), Some(start)) => json::choices(&text[start..], ty),
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

/// Where the value of a parameter behind a blank begins: the first place where it is expected.
fn json_start(text: &str, name: &str) -> Option<usize> {
    let places = text.match_indices(' ').map(|(blank, _)| blank + 1);
    places.take(MOST_BLANKS).find(|place| {
        let commands = AnyCommand::continuations(&text[..*place]);
        let mut next = commands.iter().flat_map(|command| &command.next);
        next.any(|next| matches!(next, Next::Param { name: found, .. } if *found == name))
    })
}

/// Two that look the same are one: that which goes further.
fn add(choices: &mut Vec<Choice>, choice: Choice) {
    let same = |other: &&mut Choice| {
        other.shown == choice.shown && other.rest.trim_end() == choice.rest.trim_end()
    };
    match choices.iter_mut().find(same) {
        Some(other) if other.rest.len() < choice.rest.len() => *other = choice,
        Some(_) => {}
        None => choices.push(choice),
    }
}

fn order_choices(line: &str) -> Vec<Choice> {
    let orders = ORDERS.iter().filter_map(|order| {
        let blank = if order.arguments.is_empty() { "" } else { " " };
        Some(Choice {
            shown: order.name.to_owned(),
            rest: order.name.strip_prefix(line)?.to_owned() + blank,
        })
    });
    orders.collect()
}

/// What can come behind this text, in words.
pub(super) fn hint(line: &str) -> Option<Hint> {
    if line.starts_with(':') {
        return order_hint(line);
    }
    let text = command(line);
    let commands = AnyCommand::continuations(text);
    let mut next = Vec::new();
    let mut add = |text: String| {
        if !next.contains(&text) {
            next.push(text);
        }
    };
    let mut has_params = false;
    for (command, found) in commands.iter().flat_map(each_next) {
        // Of many names none is the one that is meant.
        if commands.len() > 1 && is_head(command, found) {
            return None;
        }
        match found {
            Next::Param { name, .. } if !is_inside_json(text, command.spec, name) => {
                has_params = true;
                add(format!("<{name}>"));
            }
            _ => {
                for choice in texts(text, command.spec, found) {
                    add(choice.rest);
                }
            }
        }
    }
    let usage = match commands.as_slice() {
        [command] if !command.is_whole || !next.is_empty() => format!("   {}", command.spec.syntax),
        _ => String::new(),
    };
    let rest = match next.as_slice() {
        [rest] if !has_params => Some(rest.clone()),
        _ => None,
    };
    let shown = listed(&next) + &usage;
    (!shown.is_empty()).then_some(Hint { shown, rest })
}

fn is_inside_json(text: &str, spec: &CommandSpec, name: &str) -> bool {
    json_type(spec, name).is_some()
        && json_start(text, name).is_some_and(|start| start < text.len())
}

/// One text as it goes on, or several to choose from.
fn listed(next: &[String]) -> String {
    if let [one] = next {
        return one.clone();
    }
    let next = next.iter().map(|text| text.trim());
    let next: Vec<_> = next.filter(|text| !text.is_empty()).collect();
    match next.len() {
        ..=MOST => next.join(" | "),
        _ => String::new(),
    }
}

fn each_next(command: &Continuation) -> impl Iterator<Item = (&Continuation, &Next)> {
    command.next.iter().map(move |next| (command, next))
}

/// Whether it is what the command begins with.
fn is_head(command: &Continuation, next: &Next) -> bool {
    match (command.spec.parts, next) {
        ([Part::Literal(head), ..], Next::Literal { text, .. }) => head == text,
        _ => false,
    }
}

fn order_hint(line: &str) -> Option<Hint> {
    let mut orders = ORDERS.iter().filter_map(|order| {
        let name = order.name.strip_prefix(line)?;
        Some((name, order))
    });
    let (Some((rest, order)), None) = (orders.next(), orders.next()) else {
        return None;
    };
    let shown = format!("{rest} {}", order.arguments);
    let rest = (!rest.is_empty()).then(|| rest.to_owned());
    let shown = shown.trim_end().to_owned();
    (!shown.is_empty()).then_some(Hint { shown, rest })
}

/// The command in a line: what is sent in any case, or asked about, is completed as well.
fn command(line: &str) -> &str {
    let asked = line
        .strip_prefix(orders::HELP)
        .and_then(|rest| rest.strip_prefix(' '));
    asked
        .or_else(|| line.strip_prefix('!'))
        .map_or(line, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(line: &str) -> Vec<String> {
        choices(line)
            .into_iter()
            .map(|choice| choice.rest)
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
    fn choices_are_shown_whole() {
        let shown: Vec<_> = choices("/_set ").into_iter().map(|c| c.shown).collect();
        assert!(shown.contains(&"/_set prefs @".to_owned()), "{shown:?}");
        let shown: Vec<_> = choices("/_send @1 l")
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
    fn hints_tell_what_comes_next_and_the_syntax() {
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
