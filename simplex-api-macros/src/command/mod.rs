//! `#[command]`: a struct and a line of syntax become a command.
//!
//! The declaration is read into a [`Command`](model::Command), its syntax parsed and bound to its
//! fields, and only then is code written. Whatever is wrong is collected, and the struct is there
//! with all its impls in any case, so that one mistake does not cause others.

mod aliases;
mod codec;
mod docs;
mod expand;
mod fallback;
mod model;
mod params;
mod response;
mod spec;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, LitStr};

use crate::diagnostics::Errors;
use crate::text::{self, After, Bound, Field, Part};
use crate::{builder, duplicates};
use model::Command;

/// The expansion of `#[command(args)] item`.
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut input: DeriveInput = match syn::parse2(item.clone()) {
        Ok(input) => input,
        Err(_) => {
            let message = "`#[command]` stands on a struct, with a field for each parameter";
            let error = syn::Error::new_spanned(&item, message).into_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Errors::default();
    duplicates::reject(&mut input.attrs, "command", &mut errors);
    let (command, none) = Command::parse(args, input, &mut errors);
    if let Some(item) = none {
        let error = errors.finish().err().map(syn::Error::into_compile_error);
        let fallback = fallback::command(command, item);
        return quote!(#fallback #error);
    }
    let mut fields = fields(&command);
    let syntax = Syntax::of(&command, &mut fields, &mut errors);
    let required = text::required(&syntax.parts);
    for (_, field) in fields
        .iter()
        .enumerate()
        .filter(|(index, _)| !required.contains(index))
    {
        builder::reject_setter_named_new(field.ident, "param", &mut errors);
    }
    match errors.finish() {
        Ok(()) => expand::command(&command, &fields, Ok(&syntax)),
        Err(error) => {
            let error = error.into_compile_error();
            let dummy = expand::command(&command, &fields, Err(&syntax));
            quote!(#dummy #error)
        }
    }
}

fn fields(command: &Command) -> Vec<Field<'_>> {
    let fields = command.params.iter().map(|parameter| Field {
        ident: &parameter.ident,
        ty: &parameter.ty,
        name: parameter.name.clone(),
        key: parameter.key.as_ref(),
        unsent: parameter.unsent,
        secret: parameter.secret,
        is_hidden: false,
    });
    fields.collect()
}

/// The syntax of a command, bound to its fields.
#[derive(Default)]
struct Syntax {
    parts: Vec<Part>,
    /// What can stand for the first part.
    aliases: Vec<String>,
    /// The one that older servers take.
    older: Option<Vec<Part>>,
    /// What only the compiler can tell of both.
    checks: TokenStream,
}

impl Syntax {
    fn of(command: &Command, fields: &mut [Field<'_>], errors: &mut Errors) -> Self {
        let attribute = &command.attribute;
        let syntax = attribute.syntax.as_ref();
        let before = attribute.before.as_ref();
        let after = if attribute.is_typed {
            After::Typed
        } else {
            After::End
        };
        let mut bound = |literal: &LitStr| {
            let syntax = text::parse(literal, errors);
            text::bound(&syntax, literal, fields, after, errors)
        };
        // The names that count are those of today, so they are bound last.
        let older = before.map(|before| bound(&before.syntax));
        let Bound { parts, mut checks } = syntax.map(bound).unwrap_or_default();
        let older = older.map(|older| {
            checks.extend(older.checks);
            older.parts
        });
        let aliases = aliases::heads(attribute, &parts, errors);
        Self {
            parts,
            aliases,
            older,
            checks,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    /// A command with all that code is generated for.
    #[test]
    fn the_library_is_where_it_is_said_to_be() {
        let args = quote!(
            crate = framework::api,
            syntax = "/x <a>[ b=<b>][ on=on] <str(t)> 1|2 <l[0]>[,<l[1]>...] json <json(j)>",
            before(
                "6.5",
                syntax = "/y <a>[ b=<b>][ on=on] <str(t)> 1|2 <l[0]>[,<l[1]>...] json <json(j)>"
            ),
            check = check,
            refuse = refuse,
            network = background,
            responses(A, B),
        );
        let item = quote! {
            pub struct X {
                a: i64,
                b: Option<String>,
                on: bool,
                t: Text,
                words: Words,
                l: Vec<i64>,
                #[param(secret, non_empty)]
                j: Json,
                #[param(unsent)]
                u: Option<i64>,
            }
        };
        let code = expand(args, item).to_string();
        assert!(!code.contains("compile_error"), "{code}");
        assert!(!code.contains("simplex_api"), "{code}");
    }
}
