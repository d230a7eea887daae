//! The declared commands.

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::spec::{CommandSpec, NetworkUsage};
use simplex_api_tests::corrections::CORRECTIONS;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::versions::{self, Version};

use crate::{code, deviations, lines};

/// The error that any command can have. In the code it is the error of a `Result`.
const ANY_ERROR: &str = "ChatCmdError";

/// Each declared command and its facts.
fn pairs() -> impl Iterator<Item = (&'static CommandSpec, &'static Command)> {
    code::commands().map(|spec| (spec, Facts::v7_0().command(spec.name)))
}

#[test]
fn all_commands_of_6_4_are_in_7_0() {
    for old in &Facts::v6_4().commands {
        assert!(
            Facts::v7_0().find_command(&old.name).is_some(),
            "{}",
            old.name
        );
    }
}

#[test]
fn all_commands_are_declared_in_the_documented_order() {
    let declared: Vec<_> = code::commands().map(|spec| spec.name).collect();
    let documented = Facts::v7_0()
        .commands
        .iter()
        .map(|command| command.name.as_str());
    assert_eq!(declared, documented.collect::<Vec<_>>());
    assert_eq!(declared.len(), 52);
}

#[test]
fn groups() {
    for (member, fact) in AnyCommand::COMMANDS.iter().zip(&Facts::v7_0().commands) {
        assert_eq!(member.group, Some(fact.group.as_str()), "{}", fact.name);
    }
}

#[test]
fn syntax() {
    for (spec, fact) in pairs() {
        assert_eq!(spec.documented.unwrap_or(spec.syntax), fact.syntax);
    }
}

/// Only the corrected commands differ from their documented syntax.
#[test]
fn corrections() {
    let declared =
        code::commands().filter(|spec| spec.documented.is_some() || spec.correction.is_some());
    let declared: Vec<_> = declared
        .map(|spec| (spec.name, spec.syntax, spec.correction))
        .collect();
    let known: Vec<_> = CORRECTIONS
        .iter()
        .map(|known| (known.command, known.syntax, Some(known.reason)))
        .collect();
    assert_eq!(declared, known);
}

#[test]
fn parameters() {
    for (spec, fact) in pairs() {
        let documented = lines::documented_command(fact);
        let expected = deviations::applied(documented, deviations::PARAMETERS);
        assert_eq!(lines::declared_fields(spec.name, spec.params), expected);
    }
}

#[test]
fn network_usage() {
    for (spec, fact) in pairs() {
        let usage = match spec.network.expect("all commands declare it") {
            NetworkUsage::No => "no",
            NetworkUsage::Background => "background",
            NetworkUsage::Interactive => "interactive",
            usage => panic!("{usage}"),
        };
        assert_eq!(usage, fact.network_usage, "{}", spec.name);
    }
}

#[test]
fn responses() {
    for (spec, fact) in pairs() {
        let declared: Vec<_> = spec
            .responses
            .iter()
            .map(|response| response().name)
            .collect();
        let documented = fact.responses.iter().map(|response| response.name.as_str());
        let documented = documented.filter(|name| *name != ANY_ERROR);
        let correction = CORRECTIONS.iter().find(|known| known.command == spec.name);
        let unlisted = correction.map_or(&[][..], |known| known.unlisted);
        let documented: Vec<_> = documented.chain(unlisted.iter().copied()).collect();
        assert_eq!(declared, documented, "{}", spec.name);
    }
}

#[test]
fn errors() {
    for (spec, fact) in pairs() {
        assert_eq!(spec.errors, fact.errors, "{}", spec.name);
    }
}

#[test]
fn errors_are_variants_of_chat_error_type() {
    let facts = Facts::v7_0();
    for command in &facts.commands {
        for error in &command.errors {
            let variants = facts.ty("ChatErrorType").kind.variants();
            assert!(
                variants.iter().any(|variant| variant.name == *error),
                "{error}"
            );
        }
    }
}

#[test]
fn versions() {
    for (spec, _) in pairs() {
        let since = versions::since(&format!("command {}", spec.name));
        assert_eq!(spec.since, since.map(Version::mark), "{}", spec.name);
        let is_early = since.is_some() && versions::is_read_by_6_4(spec.name);
        assert_eq!(spec.known_earlier, is_early, "{}", spec.name);
    }
}
