//! The code of a type. It is short, because it calls functions of the library.

mod debug;
mod fields;
mod item;
mod keywords;
mod newtype;
mod record;
mod spec;
mod syntax;
mod union;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, Fields};

use super::model::{ItemKind, Model};
use crate::diagnostics::Errors;
use crate::{hygiene, lints};

pub(crate) fn expand(model: &mut Model<'_>, errors: &mut Errors) -> TokenStream {
    let syntax = syntax::expand(model, errors);
    model.set_true_by_default(&syntax.true_by_default);
    let model = &*model;
    let item = item::expand(model);
    let debug = debug::expand(model);
    let methods = match &model.kind {
        ItemKind::Record(record) => record::methods(model, record),
        ItemKind::Keywords(variants) => keywords::methods(model, variants),
        ItemKind::Union(union) => union::methods(model, union),
        ItemKind::Newtype(_) => TokenStream::new(),
    };
    let parts = syntax.parts.as_ref();
    let impls = match &model.kind {
        ItemKind::Record(record) => record::impls(model, record, parts),
        ItemKind::Keywords(variants) => keywords::impls(model, variants, parts),
        ItemKind::Union(union) => union::impls(model, union, parts),
        ItemKind::Newtype(newtype) => newtype::impls(model, newtype),
    };
    let serde = serde(model);
    let (syntax, crate_path) = (syntax.impls, &model.crate_path);
    let lints = lints::levels(&model.item.attrs, attributes_inside(&model.item.data));
    let (body, imports) = hygiene::apply(quote! {
        #methods
        #impls
        #debug
        #serde
        #syntax
    });
    quote! {
        #item
        #lints
        const _: () = {
            use #crate_path::__private as __p;
            #imports

            #body
        };
    }
}

/// The attributes of all fields and variants.
fn attributes_inside(data: &Data) -> Vec<&Attribute> {
    match data {
        Data::Struct(data) => field_attributes(&data.fields).collect(),
        Data::Enum(data) => {
            let variants = data.variants.iter();
            let attributes = variants.flat_map(|variant| {
                let own = variant.attrs.iter();
                own.chain(field_attributes(&variant.fields))
            });
            attributes.collect()
        }
        Data::Union(_) => Vec::new(),
    }
}

fn field_attributes(fields: &Fields) -> impl Iterator<Item = &Attribute> {
    fields.iter().flat_map(|field| &field.attrs)
}

/// The traits of serde. They do the same as `Json`, for uses outside this library.
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
