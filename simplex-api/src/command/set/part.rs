use super::command::SetCommand;
use super::item::SetEntry;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::params::ParamsError;
use crate::json::JsonObject;

/// A variant of the set `S` in its tables.
#[derive(Debug)]
pub struct SetPart<S> {
    /// The section of the variant.
    pub group: Option<&'static str>,
    /// The name of the variant.
    pub label: &'static str,
    /// Its type, as written.
    pub name: &'static str,
    /// The commands of the type.
    pub entries: &'static [SetEntry],
    /// Reads one of them.
    pub read: fn(usize, &mut Reader<'_>) -> Result<S, Mismatch>,
    /// Reads the parameters of one of them.
    pub from_params: fn(usize, JsonObject) -> Result<S, ParamsError>,
}

impl<S> SetPart<S> {
    /// The number of commands in a set with these parts.
    pub const fn count(parts: &[Self]) -> usize {
        let mut count = 0;
        let mut part = 0;
        while part < parts.len() {
            count += parts[part].entries.len();
            part += 1;
        }
        count
    }

    /// The `N` commands of a set, for the compiler.
    ///
    /// # Panics
    /// With a message for the compiler to show, if the set is empty.
    pub const fn entries<const N: usize>(parts: &[Self]) -> [SetEntry; N] {
        reject_empty_set(N);
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

    /// The `N` commands of a set, for decoding.
    ///
    /// # Panics
    /// With a message for the compiler to show, if the set is empty.
    pub const fn commands<const N: usize>(parts: &[Self]) -> [SetCommand<S>; N] {
        reject_empty_set(N);
        let mut commands = [parts[0].command(0); N];
        let (mut part, mut at) = (0, 0);
        while part < parts.len() {
            let mut index = 0;
            while index < parts[part].entries.len() {
                commands[at] = parts[part].command(index);
                index += 1;
                at += 1;
            }
            part += 1;
        }
        commands
    }

    const fn entry(&self, index: usize) -> SetEntry {
        self.entries[index].in_set(self.group, self.label, self.name)
    }

    const fn command(&self, index: usize) -> SetCommand<S> {
        let SetEntry { group, spec, .. } = self.entry(index);
        SetCommand::new(group, spec, index, self.read, self.from_params)
    }
}

const fn reject_empty_set(commands: usize) {
    assert!(
        commands > 0,
        "a set must have at least one command, also after `cfg`"
    );
}
