//! `:help`, rendered from the metadata.

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::render;
use simplex_api::spec::CommandSpec;

use super::meta_command::META_COMMANDS;
use super::style::{Style, Styler};

/// How the console is used.
pub(super) fn usage() -> String {
    let mut lines = vec![
        "Documented commands are checked before they are sent, others are sent unchecked; `!` sends the rest of the line unchecked."
            .to_owned(),
        "An empty line does nothing, the end of the input ends the connection.".to_owned(),
        "A server gives each event to only one of its clients: as long as the console is connected, a bot on the same"
            .to_owned(),
        "server does not get all of its events.".to_owned(),
    ];
    let specs = META_COMMANDS.iter();
    lines.extend(specs.map(|spec| format!("{:16} {}", spec.usage(), spec.summary)));
    lines.join("\n")
}

/// The usage and all commands.
pub(super) fn overview(styler: Styler) -> String {
    let mut lines = vec![usage()];
    let mut group = None;
    for member in AnyCommand::COMMANDS {
        if member.group != group {
            group = member.group;
            lines.push(format!(
                "\n{}",
                styler.paint(Style::Title, group.unwrap_or_default())
            ));
        }
        lines.push(line(&member.spec));
    }
    lines.join("\n")
}

/// The documentation of the command with this name or start; a list if several start with it.
pub(super) fn about(text: &str, styler: Styler) -> String {
    let found = find(text);
    match found.as_slice() {
        [] => format!(
            "! no command has this name or start: `{}`",
            styler.sanitize(text)
        ),
        [spec] => document(spec, styler),
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
    let whole = completions.iter().filter(|command| command.is_complete);
    match whole.collect::<Vec<_>>().as_slice() {
        [one] => vec![one.spec],
        _ => completions.iter().map(|command| command.spec).collect(),
    }
}

fn line(spec: &CommandSpec) -> String {
    format!("  {}", spec.syntax)
}

fn document(spec: &CommandSpec, styler: Styler) -> String {
    let text = render::markdown(spec);
    let text = text.trim_end().trim_end_matches("---").trim_end();
    let lines = text.lines().map(|line| {
        let is_title = line.starts_with('#') || line.starts_with("**");
        if is_title {
            styler.paint(Style::Title, line)
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::style::PLAIN;
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
    fn commands_are_found_by_name_and_by_start() {
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
