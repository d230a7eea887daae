//! The text of a command, written and read.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::Command;
use crate::text::{self, Field, Form, Part};

/// `impl Text`, and the checks that it relies on.
pub(super) fn codec(
    command: &Command,
    fields: &[Field<'_>],
    parts: Option<&[Part]>,
) -> TokenStream {
    let checks = parts.map(|parts| word_checks(parts, fields));
    let (write, read) = match parts {
        Some(parts) => {
            let (write, read) = bodies(command, fields, parts);
            match command.attribute.is_typed {
                true => (write, quote!(__reader.as_typed(|__reader| { #read }))),
                false => (write, read),
            }
        }
        None => (
            quote!(::core::unreachable!()),
            quote!(::core::unreachable!()),
        ),
    };
    let pattern = parts.map_or_else(text::no_pattern, |parts| {
        text::pattern(parts, fields, command.attribute.is_typed)
    });
    let text = text::implement(&command.ident, &pattern, &write, &read);
    quote!(#checks #text)
}

/// The bodies of writing and reading.
fn bodies(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> (TokenStream, TokenStream) {
    let (write, read) = (text::write(parts, fields), text::read(parts, fields));
    let idents = fields.iter().map(|field| field.ident);
    let idents = quote!(#(#idents,)*);
    let unsent = || fields.iter().filter(|field| field.unsent);
    let refuse = unsent().map(|field| {
        let Field {
            ident, ty, name, ..
        } = field;
        quote_spanned! {ty.span()=>
            ::simplex_api::__private::slot::refuse_unsent::<#ty>(#ident, #name)?;
        }
    });
    let non_empty = || command.params.iter().filter(|param| param.non_empty);
    let miss_empty = non_empty().map(|param| {
        let (ident, ty, name) = (&param.ident, &param.ty, &param.name);
        quote_spanned! {ty.span()=>
            ::simplex_api::__private::slot::miss_empty(__reader, #ident.is_empty(), #name)?;
        }
    });
    let refuse_empty = non_empty().map(|param| {
        let (ident, ty, name) = (&param.ident, &param.ty, &param.name);
        quote_spanned! {ty.span()=>
            ::simplex_api::__private::slot::refuse_empty(#ident.is_empty(), #name)?;
        }
    });
    let absent = unsent().map(|field| {
        let Field { ident, ty, .. } = field;
        quote_spanned!(ty.span()=> let #ident = <#ty as ::core::default::Default>::default();)
    });
    let write = quote! {
        let Self { #idents } = self;
        #(#refuse)*
        #(#refuse_empty)*
        #write
        ::core::result::Result::Ok(())
    };
    let read = quote! {
        #read
        #(#miss_empty)*
        #(#absent)*
        ::core::result::Result::Ok(Self { #idents })
    };
    (write, read)
}

/// Every word of the syntax must be a word of the enum that it chooses from.
fn word_checks(parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    let mut checks = TokenStream::new();
    text::for_each_slot(parts, &mut |field, form, inside| {
        if let Form::Words(words) = form {
            let ty = text::value_type(&fields[field], inside);
            checks.extend(quote_spanned! {fields[field].ty.span()=>
                const _: () = ::simplex_api::__private::slot::check_words(
                    &[#(#words),*],
                    <#ty as ::simplex_api::__private::slot::Choice>::WORDS,
                );
            });
        }
    });
    checks
}
