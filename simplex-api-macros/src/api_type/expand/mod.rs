//! The code of a type: little of it, and what it calls is in the library.

mod item;
mod members;
mod newtype;
mod record;
mod spec;
mod text_syntax;
mod union;
mod words;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, Fields};

use super::model::{Kind, Model};
use crate::diagnostics::Errors;
use crate::{hygiene, lints};

pub(crate) fn expand(model: &mut Model<'_>, errors: &mut Errors) -> TokenStream {
    let text = text_syntax::expand(model, errors);
    model.turn_on(&text.on);
    let model = &*model;
    let item = item::expand(model);
    let debug = item::debug(model);
    let methods = match &model.kind {
        Kind::Record(record) => record::methods(model, record),
        Kind::Words(words) => words::methods(model, words),
        Kind::Union(union) => union::methods(model, union),
        Kind::Newtype(_) => TokenStream::new(),
    };
    let parts = text.parts.as_ref();
    let impls = match &model.kind {
        Kind::Record(record) => record::impls(model, record, parts),
        Kind::Words(words) => words::impls(model, words, parts),
        Kind::Union(union) => union::impls(model, union, parts),
        Kind::Newtype(newtype) => newtype::impls(model, newtype),
    };
    let serde = serde(model);
    let (text, library) = (text.impls, &model.library);
    let lints = lints::levels(&model.item.attrs, parts_of(&model.item.data));
    let (body, imports) = hygiene::apply(quote! {
        #methods
        #impls
        #debug
        #serde
        #text
    });
    quote! {
        #item
        #lints
        const _: () = {
            use #library::__private as __p;
            #imports

            #body
        };
    }
}

/// The attributes of all members and variants.
fn parts_of(data: &Data) -> Vec<&Attribute> {
    match data {
        Data::Struct(data) => of_fields(&data.fields).collect(),
        Data::Enum(data) => {
            let variants = data.variants.iter();
            let parts = variants.flat_map(|variant| {
                let of_variant = variant.attrs.iter();
                of_variant.chain(of_fields(&variant.fields))
            });
            parts.collect()
        }
        Data::Union(_) => Vec::new(),
    }
}

fn of_fields(fields: &Fields) -> impl Iterator<Item = &Attribute> {
    fields.iter().flat_map(|field| &field.attrs)
}

/// serde's traits, for use outside of this library: the same as `Json`.
fn serde(model: &Model<'_>) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl __p::Serialize for #ident {
            fn serialize<S: __p::Serializer>(
                &self,
                __serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                __p::serialize(self, __serializer)
            }
        }

        #[automatically_derived]
        impl<'de> __p::Deserialize<'de> for #ident {
            fn deserialize<D: __p::Deserializer<'de>>(
                __deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                __p::deserialize(__deserializer)
            }
        }
    }
}
