//! The syntax of a command, parsed and bound to its fields.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::aliases;
use super::model::Command;
use crate::codec::Codec;
use crate::diagnostics::Errors;
use crate::text::{self, Field, Part, ResolvedSyntax, SyntaxOwner};

/// The codec of the command, with its fields as declared.
pub(super) fn codec(command: &Command) -> Codec<'_> {
    let fields = command.params.iter().map(|param| Field {
        ident: &param.ident,
        ty: &param.ty,
        name: param.name.clone(),
        key: param.key.as_ref(),
        non_empty: param.non_empty,
        unsent: param.unsent,
        secret: param.secret,
        may_be_bound: false,
    });
    Codec {
        path: quote!(Self),
        fields: fields.collect(),
        checks: &command.attribute.checks,
        owner: if command.attribute.is_human_input {
            SyntaxOwner::HumanCommand
        } else {
            SyntaxOwner::Command
        },
    }
}

/// The syntax of a command, bound to its fields.
#[derive(Default)]
pub(super) struct BoundSyntax {
    pub(super) parts: Vec<Part>,
    /// What can replace the first literal: one prefix for each alias.
    pub(super) alias_prefixes: Vec<String>,
    /// The syntax for older servers.
    pub(super) older: Option<Vec<Part>>,
    /// Constants that check what only the compiler knows.
    pub(super) checks: TokenStream,
}

impl BoundSyntax {
    /// Parses the syntaxes of the command and binds them to the fields of `codec`.
    pub(super) fn new(command: &Command, codec: &mut Codec<'_>, errors: &mut Errors) -> Self {
        let attribute = &command.attribute;
        let mut bind = |literal: &LitStr| {
            let syntax = text::parse(literal, errors);
            codec.bind(&syntax, literal, errors)
        };
        // Binding names the fields, and the names of the present syntax count, so it is bound last.
        let older = attribute
            .older_syntax
            .as_ref()
            .map(|older| bind(&older.syntax));
        let present = attribute.syntax.as_ref().map(bind);
        let ResolvedSyntax { parts, mut checks } = present.unwrap_or_default();
        let older = older.map(|older| {
            checks.extend(older.checks);
            older.parts
        });
        let alias_prefixes = aliases::prefixes(attribute, &parts, errors);
        Self {
            parts,
            alias_prefixes,
            older,
            checks,
        }
    }
}
