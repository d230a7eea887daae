//! `#[command]`: a struct and a line of syntax become a command.
//!
//! The declaration is parsed into a [`Command`], and its syntax is parsed and bound to its fields, before any code is
//! generated. All mistakes are collected, and the struct and its impls are generated in any case, so that one mistake does
//! not cause others.

mod aliases;
mod bound_syntax;
mod docs;
mod expand;
mod fallback;
mod model;
mod params;
mod response;
mod spec;
mod text_impl;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::diagnostics::Errors;
use crate::{builder, duplicates, text};
use bound_syntax::{BoundSyntax, codec};
use model::Command;

/// The expansion of `#[command(args)] item`.
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut input: DeriveInput = match syn::parse2(item.clone()) {
        Ok(input) => input,
        Err(_) => {
            let message = "`#[command]` must be on a struct, with a field for each parameter";
            let error = syn::Error::new_spanned(&item, message).into_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Errors::default();
    duplicates::reject(&mut input.attrs, "command", &mut errors);
    let (command, unusable) = Command::parse(args, input, &mut errors);
    if let Some(item) = unusable {
        let error = errors.finish().err().map(syn::Error::into_compile_error);
        let fallback = fallback::command(command, item);
        return quote!(#fallback #error);
    }
    let mut codec = codec(&command);
    let syntax = BoundSyntax::new(&command, &mut codec, &mut errors);
    let required = text::required(&syntax.parts);
    let fields = codec.fields.iter().enumerate();
    for (_, field) in fields.filter(|(index, _)| !required.contains(index)) {
        builder::reject_setter_named_new(field.ident, "param", &mut errors);
    }
    match errors.finish() {
        Ok(()) => expand::command(&command, &codec, Ok(&syntax)),
        Err(error) => {
            let error = error.into_compile_error();
            let unusable = expand::command(&command, &codec, Err(&syntax));
            quote!(#unusable #error)
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    /// A command that needs all kinds of generated code.
    #[test]
    fn generated_code_uses_the_given_crate_path() {
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
