//! The members of a set, which are commands or sets, and the tables that are made of them.

use super::SetCommand;
use super::collision::Member;
use crate::command::{Command, EncodeError, Mismatch, ParamsError, Reader, ServerVersion};
use crate::json::JsonObject;
use crate::spec::CommandSpec;

/// What can be a member of a set: a command, or a set itself. Its commands have numbers, in the order of declaration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a command nor a set of commands",
    label = "expected a command or a set",
    note = "declare a command with `#[command(syntax = \"…\")]`, and a set with `command_set!`"
)]
pub trait SetItem: Sized + 'static {
    /// Its commands.
    const ENTRIES: &'static [SetEntry];

    /// Reads the text of the command with this number.
    ///
    /// # Errors
    /// If it is not one of that command.
    fn read_at(index: usize, reader: &mut Reader<'_>) -> Result<Self, Mismatch>;

    /// Reads the parameters of the command with this number.
    ///
    /// # Errors
    /// If they are not those of that command.
    fn from_params_at(index: usize, params: JsonObject) -> Result<Self, ParamsError>;

    /// What the command declares.
    fn declared(&self) -> &'static CommandSpec;

    /// The text of the command, for a server of this version if there is one.
    ///
    /// # Errors
    /// As [`Command::encode`] and [`Command::encode_for`].
    fn written(&self, server: Option<&ServerVersion>) -> Result<String, EncodeError>;

    /// The parameters of the command.
    ///
    /// # Errors
    /// As [`Command::to_params`].
    fn params(&self) -> Result<JsonObject, EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<C: Command + 'static> SetItem for C {
    const ENTRIES: &'static [SetEntry] = &[SetEntry {
        group: None,
        spec: C::SPEC,
        member: Member::of::<C>(""),
    }];

    #[inline]
    fn read_at(_: usize, reader: &mut Reader<'_>) -> Result<Self, Mismatch> {
        C::read_text(reader)
    }

    fn from_params_at(_: usize, params: JsonObject) -> Result<Self, ParamsError> {
        C::from_params(params)
    }

    #[inline]
    fn declared(&self) -> &'static CommandSpec {
        const { &C::SPEC }
    }

    #[inline]
    fn written(&self, server: Option<&ServerVersion>) -> Result<String, EncodeError> {
        match server {
            Some(server) => self.encode_for(server),
            None => self.encode(),
        }
    }

    #[inline]
    fn params(&self) -> Result<JsonObject, EncodeError> {
        self.to_params()
    }
}

/// A command of a set, for the compiler.
#[derive(Debug, Clone, Copy)]
pub struct SetEntry {
    group: Option<&'static str>,
    spec: CommandSpec,
    pub(super) member: Member,
}

/// What stands for a variant of the set `S` in its tables.
#[derive(Debug)]
pub struct SetPart<S> {
    /// The section that it stands in.
    pub group: Option<&'static str>,
    /// The name of the variant.
    pub label: &'static str,
    /// Its type, as it is written.
    pub name: &'static str,
    /// The commands of the type.
    pub entries: &'static [SetEntry],
    /// Reads the text of one of them.
    pub read: fn(usize, &mut Reader<'_>) -> Result<S, Mismatch>,
    /// Reads the parameters of one of them.
    pub from_params: fn(usize, JsonObject) -> Result<S, ParamsError>,
}

impl<S> SetPart<S> {
    /// How many commands a set of these parts has.
    pub const fn count(parts: &[Self]) -> usize {
        let mut count = 0;
        let mut part = 0;
        while part < parts.len() {
            count += parts[part].entries.len();
            part += 1;
        }
        count
    }

    /// The `N` commands of a set.
    ///
    /// # Panics
    /// With a message for the compiler to show, if there is none.
    pub const fn entries<const N: usize>(parts: &[Self]) -> [SetEntry; N] {
        refuse_empty(N);
        let mut entries = [parts[0].entries[0]; N];
        let (mut part, mut at) = (0, 0);
        while part < parts.len() {
            let mut index = 0;
            while index < parts[part].entries.len() {
                entries[at] = parts[part].entry(index);
                index += 1;
                at += 1;
            }
            part += 1;
        }
        entries
    }

    /// The same, to be read.
    ///
    /// # Panics
    /// With a message for the compiler to show, if there is none.
    pub const fn members<const N: usize>(parts: &[Self]) -> [SetCommand<S>; N] {
        refuse_empty(N);
        let mut members = [parts[0].member(0); N];
        let (mut part, mut at) = (0, 0);
        while part < parts.len() {
            let mut index = 0;
            while index < parts[part].entries.len() {
                members[at] = parts[part].member(index);
                index += 1;
                at += 1;
            }
            part += 1;
        }
        members
    }

    const fn entry(&self, index: usize) -> SetEntry {
        let SetEntry {
            group,
            spec,
            member,
        } = self.entries[index];
        SetEntry {
            group: match self.group {
                Some(group) => Some(group),
                None => group,
            },
            spec,
            member: member.in_set(self.label, self.name),
        }
    }

    const fn member(&self, index: usize) -> SetCommand<S> {
        let SetEntry { group, spec, .. } = self.entry(index);
        SetCommand {
            group,
            spec,
            index,
            read: self.read,
            from_params: self.from_params,
        }
    }
}

const fn refuse_empty(commands: usize) {
    assert!(
        commands > 0,
        "a set has at least one command, whatever `cfg` leaves out"
    );
}
