//! An item that cannot be a command, with the impls that keep the code that uses it free of errors.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, FieldsUnnamed};

use super::bound_syntax::BoundSyntax;
use super::model::Command;
use super::response::{Response, response};
use super::spec::spec;
use crate::builder::{self, BuilderField, Initial};
use crate::{fallback, rust_type};

/// The item and the impls. Nothing calls them, because nothing compiles.
pub(super) fn command(command: Command, mut item: DeriveInput) -> TokenStream {
    let Response {
        ty: response,
        definition,
        implementation,
    } = response(&command);
    let spec = spec(&command, &[], &BoundSyntax::default());
    let crate_path = &command.attribute.crate_path;
    (item.attrs, item.vis) = (command.attrs, command.vis);
    let constructor = constructor(&item);
    let ident = &item.ident;
    let (impl_generics, type_generics, where_clause) = item.generics.split_for_impl();
    let body = quote!({ ::core::unreachable!() });
    let impls = quote! {
        const _: () = {
            use #crate_path::__private as __p;

            #constructor
            #implementation

            impl #impl_generics __p::Text for #ident #type_generics #where_clause {
                const PATTERN: &'static [__p::Pattern] =
                    __p::Pattern::NONE;

                fn write_text(
                    &self,
                    __out: &mut ::std::string::String,
                ) -> ::core::result::Result<(), __p::EncodeError> #body

                fn read_text(
                    __reader: &mut __p::Reader<'_>,
                ) -> ::core::result::Result<Self, __p::Mismatch> #body
            }

            impl #impl_generics __p::Command for #ident #type_generics #where_clause {
                type Response = #response;
                const SPEC: __p::CommandSpec = #spec;

                fn to_params(
                    &self,
                ) -> ::core::result::Result<__p::JsonObject, __p::EncodeError> #body

                fn from_params(
                    __params: __p::JsonObject,
                ) -> ::core::result::Result<Self, __p::ParamsError> #body

                fn newest_release() -> &'static __p::NewestRelease #body
            }
        };
    };
    let fallback = fallback::item(item, "param");
    quote!(#fallback #definition #impls)
}

/// The constructor and the setters that a user expects from the fields.
fn constructor(item: &DeriveInput) -> Option<TokenStream> {
    let Data::Struct(data) = &item.data else {
        return None;
    };
    let DeriveInput {
        vis,
        ident,
        generics,
        ..
    } = item;
    match &data.fields {
        Fields::Unnamed(fields) => Some(tuple_constructor(item, fields)),
        fields => {
            let fields = fields.iter().filter_map(|field| {
                let initial = if rust_type::may_be_absent(&field.ty) {
                    Initial::Default
                } else {
                    Initial::Required
                };
                Some(BuilderField {
                    attrs: &field.attrs,
                    ident: field.ident.as_ref()?,
                    ty: &field.ty,
                    initial,
                })
            });
            let fields: Vec<_> = fields.collect();
            let no_others = TokenStream::new();
            Some(builder::expand(vis, ident, generics, &fields, &no_others))
        }
    }
}

fn tuple_constructor(item: &DeriveInput, fields: &FieldsUnnamed) -> TokenStream {
    let DeriveInput {
        vis,
        ident,
        generics,
        ..
    } = item;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let fields = fields.unnamed.iter().enumerate();
    let (params, values): (Vec<_>, Vec<_>) = fields
        .map(|(index, field)| {
            let name = format_ident!("field_{index}");
            let param = builder::into_parameter(&name, &field.ty);
            (param, builder::into_value(&name, &field.ty))
        })
        .unzip();
    quote! {
        impl #impl_generics #ident #type_generics #where_clause {
            #vis fn new(#(#params),*) -> Self {
                Self(#(#values),*)
            }
        }
    }
}
