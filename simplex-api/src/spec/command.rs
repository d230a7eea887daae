//! The metadata of a command for generated code, which cannot name the fields of a `#[non_exhaustive]` struct.

use super::{CommandSpec, FieldSpec, NetworkUsage, OlderSyntax, Part, TypeSpec};

/// Builds a [`CommandSpec`] field by field.
#[derive(Debug)]
pub struct CommandSpecBuilder(CommandSpec);

macro_rules! setters {
    ($($field:ident: $ty:ty,)*) => {$(
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub const fn $field(mut self, value: $ty) -> Self {
            self.0.$field = value;
            self
        }
    )*};
}

impl CommandSpecBuilder {
    /// A command without parameters; everything else is unset.
    pub const fn new(name: &'static str, docs: &'static str, syntax: &'static str) -> Self {
        Self(CommandSpec {
            name,
            docs,
            syntax,
            usage: None,
            aliases: &[],
            hidden: false,
            documented: None,
            correction: None,
            parts: &[],
            older: None,
            checks: &[],
            params: &[],
            network: None,
            responses: &[],
            errors: &[],
            infallible: false,
            since: None,
            known_earlier: false,
        })
    }

    setters! {
        usage: Option<&'static str>,
        aliases: &'static [&'static str],
        hidden: bool,
        documented: Option<&'static str>,
        correction: Option<&'static str>,
        parts: &'static [Part],
        older: Option<OlderSyntax>,
        checks: &'static [&'static str],
        params: &'static [FieldSpec],
        network: Option<NetworkUsage>,
        responses: &'static [fn() -> &'static TypeSpec],
        errors: &'static [&'static str],
        infallible: bool,
        since: Option<&'static str>,
        known_earlier: bool,
    }

    /// The finished constant.
    pub const fn build(self) -> CommandSpec {
        self.0
    }
}

/// A [`OlderSyntax`].
pub const fn older_syntax(
    before: &'static str,
    syntax: &'static str,
    parts: &'static [Part],
) -> OlderSyntax {
    OlderSyntax {
        before,
        syntax,
        parts,
    }
}
