//! The code of a command.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Generics};

use super::bound_syntax::BoundSyntax;
use super::docs;
use super::model::Command;
use super::params::params;
use super::response::{Response, response};
use super::spec::spec;
use super::text_impl::{OlderCode, capacity_hint, older_code, text_impl};
use crate::builder::{self, BuilderField, Initial};
use crate::codec::Codec;
use crate::debug::{self, DebugField};
use crate::text::{self, Field, Part};
use crate::{cfg, doc_comment, hygiene, lints, names, rust_type};

/// The struct and its impls. `syntax` is `Err` with its certain parts if the declaration has mistakes: the impls are then
/// there for the code that uses them. Nothing calls them, because nothing compiles.
pub(super) fn command(
    command: &Command,
    codec: &Codec<'_>,
    syntax: Result<&BoundSyntax, &BoundSyntax>,
) -> TokenStream {
    let no_syntax = BoundSyntax::default();
    let bound = syntax.unwrap_or(&no_syntax);
    let fields = codec.fields.as_slice();
    let item = item(command, fields);
    let builder = builder(command, fields, &bound.parts);
    let Response {
        ty: response,
        definition,
        implementation,
    } = response(command);
    let text = text_impl(command, codec, syntax);
    let OlderCode {
        method: encode_for_older,
        implementation: older,
    } = older_code(command, codec, bound);
    let capacity_hint = capacity_hint(fields, &bound.parts);
    let spec = spec(command, fields, bound);
    let params = params(command, fields, &bound.parts);
    let debug = debug(command);
    let (ident, crate_path) = (&command.ident, &command.attribute.crate_path);
    let field_attrs = command.params.iter().flat_map(|param| &param.attrs);
    let lints = lints::levels(&command.attrs, field_attrs);
    let (body, imports) = hygiene::apply(quote! {
        #builder
        #implementation
        #text
        #older
        #debug

        #[automatically_derived]
        impl __p::Command for #ident {
            type Response = #response;
            const SPEC: __p::CommandSpec = #spec;
            #params
            #encode_for_older
            #capacity_hint

            fn newest_release() -> &'static __p::NewestRelease {
                static NEWEST: __p::NewestRelease =
                    __p::NewestRelease::new();
                &NEWEST
            }
        }
    });
    quote! {
        #item
        #definition
        #lints
        const _: () = {
            use #crate_path::__private as __p;

            use __p::SerdeParam as _;
            #imports
            // Uses the import in commands that have no parameters.
            const _: ::core::primitive::bool = __p::Param::<()>::SECRET;

            #body
        };
    }
}

fn item(command: &Command, fields: &[Field<'_>]) -> TokenStream {
    let Command {
        attrs, vis, ident, ..
    } = command;
    let docs = docs::sections(command);
    let alias = doc_alias(ident, &command.attribute.name);
    let body = command.params.iter().zip(fields).map(|(param, field)| {
        let (attrs, vis, ident, ty) = (&param.attrs, &param.vis, field.ident, field.ty);
        let name = &field.name;
        let alias = doc_alias(ident, name);
        let docs = format!("The parameter `{name}`.");
        let docs = (!doc_comment::is_present(attrs)).then(|| quote!(#[doc = #docs]));
        let attrs = attrs
            .iter()
            .filter(|attr| !is_param(attr) && !cfg::is_cfg(attr));
        quote!(#(#attrs)* #docs #alias #vis #ident: #ty)
    });
    let debug = (!has_secrets(command)).then(|| quote!(#[derive(::core::fmt::Debug)]));
    let body = if command.is_unit {
        quote!(;)
    } else {
        quote!({ #(#body),* })
    };
    quote! {
        #(#attrs)*
        #[doc = #docs]
        #alias
        #debug
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        #vis struct #ident #body
    }
}

fn has_secrets(command: &Command) -> bool {
    command.params.iter().any(|param| param.secret)
}

/// `Debug` of a command with secrets.
fn debug(command: &Command) -> Option<TokenStream> {
    let ident = &command.ident;
    let name = names::unraw(ident);
    let fields = command.params.iter().map(|param| {
        let ident = &param.ident;
        debug::field_call(&DebugField {
            ident,
            ty: &param.ty,
            secret: param.secret,
            value: quote!(&self.#ident),
        })
    });
    let body = quote!(__f.debug_struct(#name) #(#fields)* .finish());
    has_secrets(command).then(|| debug::impl_debug(ident, &body))
}

/// Whether the attribute is `#[param(…)]`.
fn is_param(attr: &Attribute) -> bool {
    attr.path().is_ident("param")
}

/// Lets rustdoc find the item by the documentation's name, if it differs from the Rust name.
fn doc_alias(ident: &Ident, name: &str) -> Option<TokenStream> {
    (names::unraw(ident) != name).then(|| quote!(#[doc(alias = #name)]))
}

/// `new` takes the parameters outside all groups. Without a syntax it takes the fields that cannot be absent.
fn builder(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let required = text::required(parts);
    let flags = text::flags(parts);
    let initial = |index: usize, field: &Field<'_>| {
        if let Some((_, when)) = flags.iter().find(|(flag, _)| *flag == index) {
            return Initial::Flag(!when);
        }
        let is_required = match parts {
            [] => !rust_type::may_be_absent(field.ty),
            _ => required.contains(&index),
        };
        if is_required {
            Initial::Required
        } else {
            Initial::Default
        }
    };
    let builder_fields: Vec<_> = fields
        .iter()
        .zip(&command.params)
        .enumerate()
        .map(|(index, (field, param))| BuilderField {
            attrs: &param.attrs,
            ident: field.ident,
            ty: field.ty,
            initial: initial(index, field),
        })
        .collect();
    let (generics, no_others) = (Generics::default(), TokenStream::new());
    let (vis, ident) = (&command.vis, &command.ident);
    builder::expand(vis, ident, &generics, &builder_fields, &no_others)
}
