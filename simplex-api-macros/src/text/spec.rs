//! The syntax as a constant of the library's `spec` types.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Form, Part};

/// `&'static [Part]`, for the metadata.
pub(crate) fn spec(parts: &[Part]) -> TokenStream {
    let parts = parts.iter().map(spec_part);
    quote!(&[#(#parts),*])
}

fn spec_part(part: &Part) -> TokenStream {
    let part = match part {
        Part::Literal(text) => quote!(Literal(#text)),
        Part::Slot { field, form, .. } => {
            let form = spec_form(form);
            quote!(Param {
                index: #field,
                form: __p::Form::#form,
            })
        }
        Part::Flag {
            field, text, when, ..
        } => quote!(Flag {
            index: #field,
            text: #text,
            when: #when,
        }),
        Part::Optional(parts) => {
            let parts = spec(parts);
            quote!(Optional(#parts))
        }
    };
    quote!(__p::Part::#part)
}

fn spec_form(form: &Form) -> TokenStream {
    match form {
        Form::Plain(_) => quote!(Plain),
        Form::Text(_) => quote!(Text),
        Form::Json => quote!(Json),
        Form::List { separator, .. } => quote!(List(#separator)),
        Form::Switch => quote!(Switch),
        Form::Keywords(keywords) => quote!(Keywords(&[#(#keywords),*])),
    }
}
