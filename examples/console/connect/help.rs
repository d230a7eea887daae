//! Help, from the metadata.

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::render;
use simplex_api::spec::CommandSpec;

use super::orders::ORDERS;
use super::paint::{Ink, Paint};

/// How the console is used.
pub(super) fn usage() -> String {
    let mut lines = vec![
        "Documented commands are checked before they are sent, others are sent as they are; `!` in front sends any text."
            .to_owned(),
        "An empty line does nothing, the end of the input ends the connection.".to_owned(),
        "A server gives each event to only one of its clients: as long as the console is connected, a bot on the same"
            .to_owned(),
        "server does not get all of its events.".to_owned(),
    ];
    let orders = ORDERS.iter();
    lines.extend(orders.map(|order| format!("{:16} {}", order.usage(), order.summary)));
    lines.join("\n")
}

/// The usage, and all commands.
pub(super) fn overview(paint: Paint) -> String {
    let mut lines = vec![usage()];
    let mut group = None;
    for member in AnyCommand::COMMANDS {
        if member.group != group {
            group = member.group;
            lines.push(format!(
                "\n{}",
                paint.ink(Ink::Title, group.unwrap_or_default())
            ));
        }
        lines.push(line(&member.spec));
    }
    lines.join("\n")
}

/// The documentation of the command of this name, or of those that can begin so.
pub(super) fn about(text: &str, paint: Paint) -> String {
    let found = find(text);
    match found.as_slice() {
        [] => format!(
            "! no command is called or begins so: `{}`",
            paint.harmless(text)
        ),
        [spec] => document(spec, paint),
        several => {
            let lines: Vec<_> = several.iter().map(|spec| line(spec)).collect();
            lines.join("\n")
        }
    }
}

fn find(text: &str) -> Vec<&'static CommandSpec> {
    let mut commands = AnyCommand::COMMANDS.iter().map(|member| &member.spec);
    if let Some(spec) = commands.find(|spec| spec.name.eq_ignore_ascii_case(text)) {
        return vec![spec];
    }
    let completions = AnyCommand::completions(text);
    let whole = completions.iter().filter(|command| command.is_whole);
    match whole.collect::<Vec<_>>().as_slice() {
        [one] => vec![one.spec],
        _ => completions.iter().map(|command| command.spec).collect(),
    }
}

fn line(spec: &CommandSpec) -> String {
    format!("  {}", spec.syntax)
}

fn document(spec: &CommandSpec, paint: Paint) -> String {
    let text = render::markdown(spec);
    let text = text.trim_end().trim_end_matches("---").trim_end();
    let lines = text.lines().map(|line| {
        let is_title = line.starts_with('#') || line.starts_with("**");
        if is_title {
            paint.ink(Ink::Title, line)
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::paint::PLAIN;
    use super::*;

    #[test]
    fn the_overview_has_every_command() {
        let overview = overview(PLAIN);
        for member in AnyCommand::COMMANDS {
            assert!(overview.contains(&format!("\n  {}", member.spec.syntax)));
        }
        assert!(overview.contains("\nAddress commands\n"), "{overview}");
    }

    #[test]
    fn a_command_is_found_by_its_name_and_by_its_text() {
        for text in ["/_sen", "/_send @1 ", "APISendMessages", "apisendmessages"] {
            let help = about(text, PLAIN);
            assert!(help.starts_with("### APISendMessages\n"), "{help}");
            assert!(help.contains("\n- composedMessages: ["), "{help}");
            assert!(help.contains("\nNewChatItems: "), "{help}");
        }
        assert!(about("/user", PLAIN).starts_with("### ShowActiveUser\n"));
    }

    #[test]
    fn several_commands_are_listed() {
        let help = about("/_show", PLAIN);
        assert!(help.starts_with("### "), "{help}");
        let help = about("/_set custom", PLAIN);
        let expected = "  /_set custom #<groupId>[ <json(customData)>]\n  \
                        /_set custom @<contactId>[ <json(customData)>]";
        assert_eq!(help, expected);
        assert!(about("/nonsense", PLAIN).starts_with("! no command "));
    }
}
