//! The impls of a record, and of a response or event.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{fields, spec};
use crate::api_type::model::{Model, Record};
use crate::builder::{self, BuilderField, Initial};
use crate::rust_type;
use crate::tokens::{do_not_recommend, option};

/// `new` and the setters.
pub(super) fn methods(model: &Model<'_>, record: &Record<'_>) -> TokenStream {
    let builder_fields = record.fields.iter().map(|field| BuilderField {
        attrs: &field.field.attrs,
        ident: field.ident,
        ty: &field.field.ty,
        initial: if field.true_by_default {
            Initial::Flag(true)
        } else if rust_type::may_be_absent(&field.field.ty) {
            Initial::Default
        } else {
            Initial::Required
        },
    });
    let builder_fields: Vec<_> = builder_fields.collect();
    let extra = quote!(extra: ::core::default::Default::default());
    let DeriveInput {
        vis,
        ident,
        generics,
        ..
    } = model.item;
    builder::expand(vis, ident, generics, &builder_fields, &extra)
}

pub(super) fn impls(
    model: &Model<'_>,
    record: &Record<'_>,
    parts: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.item.ident;
    let object = fields::object_ident();
    let tag = option(record.tag.as_ref());
    let table = spec::fields(&record.fields);
    let names = fields::names_table(&record.fields);
    let read = fields::read(&record.fields, &quote!(Self), &quote!(__NAMES));
    let read = match &record.extra {
        Some(function) => quote! {
            let mut __record: Self = { #read }?;
            if !__p::Extra::is_empty(&__record.extra) {
                #function(&mut __record);
            }
            ::core::option::Option::Some(__record)
        },
        None => read,
    };
    let write = fields::write(
        &record.fields,
        |ident| quote!(&self.#ident),
        &quote!(&self.extra),
        &quote!(__NAMES),
    );
    let kind = quote! {
        __p::TypeKind::Record {
            tag: <Self as __p::Record>::TAG,
            fields: <Self as __p::Record>::FIELDS,
        }
    };
    let json = spec::json(model, &quote!(__p::read_record), &quote!(__p::write_record));
    let api_type = spec::api_type(model, &kind, parts);
    let tagged = tagged_impls(model, record);
    quote! {
        const __NAMES: &[&::core::primitive::str] = #names;

        #[automatically_derived]
        impl __p::Record for #ident {
            const FIELDS: &'static [__p::FieldSpec] = #table;
            const TAG: ::core::option::Option<&'static ::core::primitive::str> = #tag;

            fn read_fields(
                #object: &mut __p::ObjectReader<'_, '_>,
            ) -> ::core::option::Option<Self> {
                #read
            }

            fn write_fields(&self, #object: &mut __p::ObjectWriter<'_, '_>) {
                #write
            }
        }

        #json
        #api_type
        #tagged
    }
}

/// What responses and events have in addition.
fn tagged_impls(model: &Model<'_>, record: &Record<'_>) -> Option<TokenStream> {
    let tag = record.tag.as_ref()?;
    let ident = &model.item.ident;
    let decode = match &record.older {
        Some(older) => quote!(__p::decode_with_migration(__json, #older)),
        None => quote!(__p::decode(__json)),
    };
    let do_not_recommend = do_not_recommend();
    let response = record.response.then(|| {
        quote! {
            #[automatically_derived]
            #do_not_recommend
            impl __p::Response for #ident {
                fn from_body(
                    __tag: &::core::primitive::str,
                    __json: &::core::primitive::str,
                ) -> ::core::result::Result<Self, __p::ResponseError> {
                    __p::response(__tag, __json)
                }
            }
        }
    });
    let event = record.event.then(|| {
        quote! {
            #[automatically_derived]
            #do_not_recommend
            impl __p::EventRecord for #ident {}
        }
    });
    Some(quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::Tagged for #ident {
            const TAG: &'static ::core::primitive::str = #tag;

            fn decode(
                __json: &::core::primitive::str,
            ) -> ::core::result::Result<Self, __p::JsonError> {
                #decode
            }
        }

        #response
        #event
    })
}
