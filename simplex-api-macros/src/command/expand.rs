//! The code of a command.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Generics};

use super::Syntax;
use super::codec::{capacity_hint, codec, older};
use super::docs;
use super::model::Command;
use super::params::params;
use super::response::{Response, response};
use super::spec::spec;
use crate::builder::{self, Initial};
use crate::debug::{self, DebugField};
use crate::text::{self, Field, Part};
use crate::{cfg, doc_comment, lints, names, own, rust_type};

/// The struct and its impls. If something is wrong with the declaration, there is what is sure of its syntax. The impls
/// are then there for the code that uses them, and nothing calls them, since nothing compiles.
pub(super) fn command(
    command: &Command,
    fields: &[Field<'_>],
    syntax: Result<&Syntax, &Syntax>,
) -> TokenStream {
    let none = Syntax::default();
    let bound = syntax.unwrap_or(&none);
    let item = item(command, fields);
    let builder = builder(command, fields, &bound.parts);
    let Response {
        ty: response,
        definition,
        implementation,
    } = response(command);
    let codec = codec(command, fields, syntax);
    let older = older(command, fields, bound);
    let capacity_hint = capacity_hint(fields, &bound.parts);
    let (encode_supported, older) = (older.method, older.implementation);
    let spec = spec(command, fields, bound);
    let params = params(command, fields, &bound.parts);
    let debug = debug(command);
    let (ident, library) = (&command.ident, &command.attribute.library);
    let parts = command.params.iter().flat_map(|param| &param.attrs);
    let lints = lints::levels(&command.attrs, parts);
    let (body, imports) = own::own(quote! {
        #builder
        #implementation
        #codec
        #older
        #debug

        #[automatically_derived]
        impl __p::Command for #ident {
            type Response = #response;
            const SPEC: __p::CommandSpec = #spec;
            #params
            #encode_supported
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
            use #library::__private as __p;

            use __p::SerdeParam as _;
            #imports
            // Not every command has parameters for which it is there: this uses it.
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
    let body = command.params.iter().zip(fields).map(|(parameter, field)| {
        let (attrs, vis, ident, ty) = (&parameter.attrs, &parameter.vis, field.ident, field.ty);
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

/// Whether the attribute is this macro's own.
fn is_param(attr: &Attribute) -> bool {
    attr.path().is_ident("param")
}

/// The documentation's name, to be found by, where Rust's is another.
fn doc_alias(ident: &Ident, name: &str) -> Option<TokenStream> {
    (names::unraw(ident) != name).then(|| quote!(#[doc(alias = #name)]))
}

/// `new` takes what stands outside of all groups; without a syntax, what cannot be absent.
fn builder(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let required = text::required(parts);
    let flags = text::flags(parts);
    let initial = |index: usize, field: &Field<'_>| {
        if let Some((_, when)) = flags.iter().find(|(flag, _)| *flag == index) {
            return Initial::Flag(!when);
        }
        let given = match parts {
            [] => !rust_type::may_be_absent(field.ty),
            _ => required.contains(&index),
        };
        if given {
            Initial::Required
        } else {
            Initial::Default
        }
    };
    let members: Vec<_> = fields
        .iter()
        .zip(&command.params)
        .enumerate()
        .map(|(index, (field, param))| builder::BuilderField {
            attrs: &param.attrs,
            ident: field.ident,
            ty: field.ty,
            initial: initial(index, field),
        })
        .collect();
    let (none, rest) = (Generics::default(), TokenStream::new());
    builder::expand(&command.vis, &command.ident, &none, &members, &rest)
}
