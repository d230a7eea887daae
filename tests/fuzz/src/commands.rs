use std::fmt::Debug;

use simplex_api::command::{CommandSet, EncodeErrorKind, Reader, SetCommand};
use simplex_api::commands::AnyCommand;

use super::odd::Odd;

/// At most one command decodes a text, and its encoding decodes to the same command. The error of any other text has a column
/// in the text.
///
/// # Panics
/// If the property is violated.
pub fn commands(text: &str) {
    check_set::<AnyCommand>(text);
    check_set::<Odd>(text);
}

fn check_set<S: CommandSet + Debug + PartialEq>(text: &str) {
    let members = S::COMMANDS.iter();
    let decoded: Vec<_> = members.filter_map(|member| decode(member, text)).collect();
    match S::decode(text) {
        Ok(command) => {
            assert_eq!(decoded, std::slice::from_ref(&command));
            match command.encode() {
                Ok(encoded) => assert_eq!(S::decode(&encoded).as_ref(), Ok(&command)),
                Err(error) => assert!(
                    matches!(error.kind(), EncodeErrorKind::Rejected(_)),
                    "{error}"
                ),
            }
            check_params(&command);
        }
        Err(error) => {
            assert_eq!(decoded, []);
            assert!((1..=text.chars().count() + 1).contains(&error.column()));
            assert!(!error.expected().is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
}

fn decode<S>(member: &SetCommand<S>, text: &str) -> Option<S> {
    let mut reader = Reader::new(text);
    let command = member.read(&mut reader).ok()?;
    reader.end().ok().map(|()| command)
}

/// The parameters of a command convert to the same command.
pub(super) fn check_params<S: CommandSet + Debug + PartialEq>(command: &S) {
    let params = command.to_params().expect("a decoded command has JSON");
    let again = S::from_params(command.spec().name, params);
    let again = again.expect("a declared command");
    assert_eq!(again.as_ref().ok(), Some(command), "{again:?}");
}
