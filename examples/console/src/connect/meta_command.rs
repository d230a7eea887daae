//! Meta-commands: lines that start with a colon, which are for the console itself.

/// A meta-command.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum MetaCommand<'a> {
    /// Prints all commands, or those that start with this text or have this name.
    Help(Option<&'a str>),
    /// Lets a simulated contact send a message.
    Say {
        name: &'a str,
        text: &'a str,
    },
    Quit,
}

/// How a meta-command is written.
pub(super) struct MetaCommandSpec {
    pub(super) name: &'static str,
    pub(super) arguments: &'static str,
    pub(super) summary: &'static str,
}

pub(super) const HELP: &str = ":help";
const SAY: &str = ":say";
const QUIT: &str = ":quit";

/// All meta-commands.
pub(super) const META_COMMANDS: &[MetaCommandSpec] = &[
    MetaCommandSpec {
        name: HELP,
        arguments: "[COMMAND]",
        summary: "all commands, or one with its parameters and responses",
    },
    MetaCommandSpec {
        name: SAY,
        arguments: "NAME TEXT",
        summary: "lets a contact send you a message, on the embedded server",
    },
    MetaCommandSpec {
        name: QUIT,
        arguments: "",
        summary: "ends the connection",
    },
];

/// Parses a meta-command; the error says what to write instead.
pub(super) fn parse(line: &str) -> Result<MetaCommand<'_>, String> {
    let line = line.trim();
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_start();
    let command = match (name, rest) {
        (HELP, "") => Some(MetaCommand::Help(None)),
        (HELP, about) => Some(MetaCommand::Help(Some(about))),
        (SAY, rest) => rest.split_once(' ').map(|(name, text)| MetaCommand::Say {
            name,
            text: text.trim_start(),
        }),
        (QUIT, "") => Some(MetaCommand::Quit),
        _ => None,
    };
    command.ok_or_else(|| correction(name))
}

fn correction(name: &str) -> String {
    match META_COMMANDS.iter().find(|spec| spec.name == name) {
        Some(spec) => format!("! write `{}`", spec.usage()),
        None => format!("! `{name}` is unknown, `{HELP}` lists what is known"),
    }
}

impl MetaCommandSpec {
    pub(super) fn usage(&self) -> String {
        format!("{} {}", self.name, self.arguments)
            .trim_end()
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_commands_are_parsed() {
        assert_eq!(parse(":help"), Ok(MetaCommand::Help(None)));
        assert_eq!(
            parse(":help  /_send "),
            Ok(MetaCommand::Help(Some("/_send")))
        );
        let (name, text) = ("alice", "hello there");
        assert_eq!(
            parse(":say alice  hello there"),
            Ok(MetaCommand::Say { name, text })
        );
        assert_eq!(parse(":quit"), Ok(MetaCommand::Quit));
        assert_eq!(
            parse(":say alice"),
            Err("! write `:say NAME TEXT`".to_owned())
        );
        assert_eq!(parse(":quit now"), Err("! write `:quit`".to_owned()));
        let unknown = "! `:q` is unknown, `:help` lists what is known";
        assert_eq!(parse(":q"), Err(unknown.to_owned()));
    }
}
