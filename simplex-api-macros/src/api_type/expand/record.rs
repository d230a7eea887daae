//! Records, and the responses and events among them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{members, spec};
use crate::api_type::model::{Model, Record};
use crate::tokens::{do_not_recommend, option};
use crate::{builder, rust_type};

/// `new` and the setters.
pub(super) fn methods(model: &Model<'_>, record: &Record<'_>) -> TokenStream {
    let members = record.members.iter().map(|member| builder::BuilderField {
        attrs: &member.field.attrs,
        ident: member.ident,
        ty: &member.field.ty,
        initial: if member.is_on {
            builder::Initial::Flag(true)
        } else if rust_type::may_be_absent(&member.field.ty) {
            builder::Initial::Default
        } else {
            builder::Initial::Required
        },
    });
    let members: Vec<_> = members.collect();
    let rest = quote!(extra: ::core::default::Default::default());
    let DeriveInput {
        vis,
        ident,
        generics,
        ..
    } = model.item;
    builder::expand(vis, ident, generics, &members, &rest)
}

pub(super) fn impls(
    model: &Model<'_>,
    record: &Record<'_>,
    parts: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.item.ident;
    let object = members::object();
    let tag = option(record.tag.as_ref());
    let table = spec::members(&record.members);
    let names = members::names(&record.members);
    let read = members::read(&record.members, &quote!(Self), &quote!(__NAMES));
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
    let write = members::write(
        &record.members,
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
    let tagged = tagged(model, record);
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

fn tagged(model: &Model<'_>, record: &Record<'_>) -> Option<TokenStream> {
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
