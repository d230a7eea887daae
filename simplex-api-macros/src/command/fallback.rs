//! An item that is no command, and the impls by which the code that uses it has no errors of its own.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, FieldsUnnamed};

use super::Syntax;
use super::model::Command;
use super::response::{Response, response};
use super::spec::spec;
use crate::builder::{self, Initial};
use crate::{fallback, rust_type};

/// The item and the impls, which nothing calls, since nothing compiles.
pub(super) fn command(command: Command, mut item: DeriveInput) -> TokenStream {
    let Response {
        ty: response,
        definition,
        implementation,
    } = response(&command);
    let spec = spec(&command, &[], &Syntax::default());
    let library = &command.attribute.library;
    (item.attrs, item.vis) = (command.attrs, command.vis);
    let new = new(&item);
    let ident = &item.ident;
    let (of, arguments, clause) = item.generics.split_for_impl();
    let body = quote!({ ::core::unreachable!() });
    let impls = quote! {
        const _: () = {
            use #library::__private as __p;

            #new
            #implementation

            impl #of __p::Text for #ident #arguments #clause {
                const PATTERN: &'static [__p::Pattern] =
                    __p::Pattern::NONE;

                fn write_text(
                    &self,
                    __out: &mut ::std::string::String,
                ) -> ::core::result::Result<(), __p::EncodeError> #body

                fn read_text(
                    __reader: &mut __p::Reader<'_>,
                ) -> ::core::result::Result<Self, __p::Miss> #body
            }

            impl #of __p::Command for #ident #arguments #clause {
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

/// The constructor and the setters that the fields let expect.
fn new(item: &DeriveInput) -> Option<TokenStream> {
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
        Fields::Unnamed(fields) => Some(new_tuple(item, fields)),
        fields => {
            let members = fields.iter().filter_map(|field| {
                let initial = if rust_type::may_be_absent(&field.ty) {
                    Initial::Default
                } else {
                    Initial::Required
                };
                Some(builder::BuilderField {
                    attrs: &field.attrs,
                    ident: field.ident.as_ref()?,
                    ty: &field.ty,
                    initial,
                })
            });
            let members: Vec<_> = members.collect();
            let none = TokenStream::new();
            Some(builder::expand(vis, ident, generics, &members, &none))
        }
    }
}

fn new_tuple(item: &DeriveInput, fields: &FieldsUnnamed) -> TokenStream {
    let DeriveInput {
        vis,
        ident,
        generics,
        ..
    } = item;
    let (of, arguments, clause) = generics.split_for_impl();
    let fields = fields.unnamed.iter().enumerate();
    let (params, values): (Vec<_>, Vec<_>) = fields
        .map(|(index, field)| {
            let name = format_ident!("field_{index}");
            let param = builder::into_parameter(&name, &field.ty);
            (param, builder::into_value(&name, &field.ty))
        })
        .unzip();
    quote! {
        impl #of #ident #arguments #clause {
            #vis fn new(#(#params),*) -> Self {
                Self(#(#values),*)
            }
        }
    }
}
