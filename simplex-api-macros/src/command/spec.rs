//! The declaration of a command as a constant.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::LitStr;

use super::aliases;
use super::bound_syntax::BoundSyntax;
use super::model::Command;
use crate::text::{self, Field, Form, Part};
use crate::tokens::{self, option, span_of};
use crate::{doc_comment, names};

/// The `CommandSpec`.
pub(super) fn spec(command: &Command, fields: &[Field<'_>], bound: &BoundSyntax) -> TokenStream {
    let attribute = &command.attribute;
    let name = &attribute.name;
    let docs = doc_comment::text(&command.attrs);
    let syntax = attribute
        .syntax
        .as_ref()
        .map_or_else(String::new, LitStr::value);
    let documented = option(attribute.documented.as_ref());
    let correction = option(attribute.correction.as_ref());
    let params = params(command, fields, &bound.parts);
    let usage = option(
        attribute
            .is_human_input
            .then(|| text::usage(&bound.parts, fields)),
    );
    let aliases = aliases::declared(&attribute.aliases);
    let hidden = attribute.hidden;
    let parts = text::spec(&bound.parts);
    let older = option(attribute.older_syntax.as_ref().map(|older| {
        let (version, syntax) = (&older.before, &older.syntax);
        let parts = text::spec(bound.older.as_deref().unwrap_or_default());
        quote!(__p::older_syntax(#version, #syntax, #parts))
    }));
    let checks = attribute.checks.names();
    let network = option(attribute.network.as_ref().map(|network| {
        let usage = match network.to_string().as_str() {
            "interactive" => quote!(Interactive),
            "background" => quote!(Background),
            _ => quote!(No),
        };
        quote!(__p::NetworkUsage::#usage)
    }));
    let responses = attribute.responses.iter().map(|response| {
        quote_spanned! {span_of(response)=>
            __p::spec_of(__p::Param::<#response>::TYPE)
        }
    });
    let errors = attribute.errors.iter().map(names::path_string);
    let infallible = attribute.infallible;
    let since = option(attribute.since.as_ref());
    let known_earlier = attribute.known_earlier;
    quote! {
        __p::CommandSpecBuilder::new(#name, #docs, #syntax)
            .usage(#usage)
            .aliases(&[#(#aliases),*])
            .hidden(#hidden)
            .documented(#documented)
            .correction(#correction)
            .parts(#parts)
            .older(#older)
            .checks(#checks)
            .params(const { #params })
            .network(#network)
            .responses(const { &[#(#responses),*] })
            .errors(&[#(#errors),*])
            .infallible(#infallible)
            .since(#since)
            .known_earlier(#known_earlier)
            .build()
    }
}

fn params(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let mut lists = Vec::new();
    text::for_each_slot(parts, &mut |slot| {
        if matches!(slot.form, Form::List { .. }) {
            lists.push(slot.field);
        }
    });
    let params = command.params.iter().zip(fields).enumerate();
    let params = params.map(|(index, (param, field))| {
        let (name, ty) = (&field.name, field.ty);
        let alias = option(param.alias.as_ref());
        let non_empty = param.non_empty || lists.contains(&index);
        let secret = if param.secret {
            quote!(true)
        } else {
            quote!(__p::Param::<#ty>::SECRET)
        };
        let since = option(param.since.as_ref());
        let documented_name = tokens::with_documented_name(param.primitive.as_ref());
        let ty = quote!(__p::Param::<#ty>::TYPE #documented_name);
        quote!(__p::FieldSpec::new(#name, #alias, #ty, #non_empty, #secret, #since))
    });
    quote!(&[#(#params),*])
}
