use std::fmt::Debug;

use simplex_api::command::{CommandSet, EncodeErrorKind, Reader, SetCommand};
use simplex_api::commands::AnyCommand;

use super::odd::Odd;

/// A text that one command reads is read by no other, and is that command's own; the error of any
/// other text has a place in it.
///
/// # Panics
/// If not.
pub fn commands(text: &str) {
    of_set::<AnyCommand>(text);
    of_set::<Odd>(text);
}

fn of_set<S: CommandSet + Debug + PartialEq>(text: &str) {
    let members = S::COMMANDS.iter();
    let readings: Vec<_> = members.filter_map(|member| read(member, text)).collect();
    match S::decode(text) {
        Ok(command) => {
            assert_eq!(readings, std::slice::from_ref(&command));
            match command.encode() {
                Ok(written) => assert_eq!(S::decode(&written).as_ref(), Ok(&command)),
                Err(error) => assert!(
                    matches!(error.kind(), EncodeErrorKind::Rejected(_)),
                    "{error}"
                ),
            }
            same_params(&command);
        }
        Err(error) => {
            assert_eq!(readings, []);
            assert!((1..=text.chars().count() + 1).contains(&error.column()));
            assert!(!error.expected().is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
}

fn read<S>(member: &SetCommand<S>, text: &str) -> Option<S> {
    let mut reader = Reader::new(text);
    let command = member.read(&mut reader).ok()?;
    reader.end().ok().map(|()| command)
}

/// The command is made of its own parameters.
pub(super) fn same_params<S: CommandSet + Debug + PartialEq>(command: &S) {
    let params = command.to_params().expect("what was read has JSON");
    let again = S::from_params(command.spec().name, params);
    let again = again.expect("a declared command");
    assert_eq!(again.as_ref().ok(), Some(command), "{again:?}");
}
