use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::EncodeError;
use crate::command::params::ParamsError;
use crate::command::pattern::Pattern;
use crate::command::traits::Command;
use crate::command::version::ServerVersion;
use crate::json::JsonObject;
use crate::spec::CommandSpec;

/// An item of a set: a command, or another set. Its commands have indexes, in the order of declaration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a command nor a set of commands",
    label = "expected a command or a set",
    note = "declare a command with `#[command(syntax = \"…\")]`, and a set with `command_set!`"
)]
pub trait SetItem: Sized + 'static {
    /// Its commands.
    const ENTRIES: &'static [SetEntry];

    /// Reads the command with this index.
    ///
    /// # Errors
    /// If the string is something else.
    fn read_at(index: usize, reader: &mut Reader<'_>) -> Result<Self, Mismatch>;

    /// Reads the parameters of the command with this index.
    ///
    /// # Errors
    /// If they are not the parameters of that command.
    fn from_params_at(index: usize, params: JsonObject) -> Result<Self, ParamsError>;

    /// The metadata of the command.
    fn declared(&self) -> &'static CommandSpec;

    /// The encoded command, for a server of this version if there is one.
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
    const ENTRIES: &'static [SetEntry] = &[SetEntry::of::<C>()];

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

/// A command of a set, for the checks of the compiler.
#[derive(Debug, Clone, Copy)]
pub struct SetEntry {
    pub(super) group: Option<&'static str>,
    pub(super) spec: CommandSpec,
    pub(super) pattern: &'static [Pattern],
    /// The variant of the set that contains it.
    pub(super) label: &'static str,
    /// The name of its type.
    pub(super) ident: &'static str,
    /// The name of the inner set that contains it, if any.
    pub(super) inner_set: &'static str,
}

impl SetEntry {
    pub(super) const fn of<C: Command>() -> Self {
        Self {
            group: None,
            spec: C::SPEC,
            pattern: C::PATTERN,
            label: "",
            ident: "",
            inner_set: "",
        }
    }

    /// The same entry in a set: in the section `group` and the variant `label`, whose type has the name `ident`.
    pub(super) const fn in_set(
        self,
        group: Option<&'static str>,
        label: &'static str,
        ident: &'static str,
    ) -> Self {
        let (ident, inner_set) = if self.ident.is_empty() {
            (ident, "")
        } else {
            (self.ident, ident)
        };
        Self {
            group: match group {
                Some(group) => Some(group),
                None => self.group,
            },
            label,
            ident,
            inner_set,
            ..self
        }
    }

    pub(super) const fn is_human_input(&self) -> bool {
        self.spec.usage.is_some()
    }
}
