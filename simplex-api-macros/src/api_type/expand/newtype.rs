//! The impls of a newtype, which has the JSON of its inner value.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::api_type::model::{Model, Newtype};
use crate::rust_type;
use crate::tokens::{do_not_recommend, span_of};

pub(super) fn impls(model: &Model<'_>, newtype: &Newtype<'_>) -> TokenStream {
    let ident = &model.item.ident;
    let inner = newtype.inner;
    let ty = match &newtype.primitive {
        Some(name) => quote!(__p::TypeRef::Primitive(#name)),
        None => quote_spanned!(span_of(inner)=> <#inner as __p::Json>::TYPE),
    };
    let is_string = rust_type::is_named(inner, "String");
    let has_display = !newtype.secret && (is_string || rust_type::is_scalar(inner));
    let display = has_display.then(|| display(model));
    let from_str = rust_type::is_scalar(inner).then(|| from_str(model, inner));
    let as_ref = is_string.then(|| as_ref(model));
    let secret = newtype.secret;
    let from_slice = is_string.then(|| from(model, &quote!(&::core::primitive::str)));
    let read = if secret {
        quote!(__p::JsonReader::read_secret(__reader))
    } else {
        quote!(__p::Json::read(__reader))
    };
    let write = if newtype.as_string {
        quote!(__p::Json::write(
            &::std::string::ToString::to_string(&self.0),
            __writer
        ))
    } else {
        quote!(__p::Json::write(&self.0, __writer))
    };
    let from = from(model, inner);
    let into = into(model, inner);
    let do_not_recommend = do_not_recommend();
    quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::Json for #ident {
            const TYPE: __p::TypeRef = #ty;
            const SECRET: ::core::primitive::bool = #secret || <#inner as __p::Json>::SECRET;

            fn read(__reader: &mut __p::JsonReader<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::map(#read, Self)
            }

            fn write(&self, __writer: &mut __p::JsonWriter<'_>) {
                #write
            }
        }

        #from
        #from_slice
        #into
        #as_ref
        #from_str
        #display
    }
}

fn from(model: &Model<'_>, inner: &impl quote::ToTokens) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#inner> for #ident {
            fn from(__inner: #inner) -> Self {
                Self(::core::convert::Into::into(__inner))
            }
        }
    }
}

fn into(model: &Model<'_>, inner: &Type) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ident> for #inner {
            fn from(__outer: #ident) -> Self {
                __outer.0
            }
        }
    }
}

fn as_ref(model: &Model<'_>) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl ::core::convert::AsRef<::core::primitive::str> for #ident {
            fn as_ref(&self) -> &::core::primitive::str {
                &self.0
            }
        }
    }
}

fn from_str(model: &Model<'_>, inner: &Type) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = <#inner as ::core::str::FromStr>::Err;

            fn from_str(__text: &::core::primitive::str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::map(::core::str::FromStr::from_str(__text), Self)
            }
        }
    }
}

fn display(model: &Model<'_>) -> TokenStream {
    let ident = &model.item.ident;
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, __f)
            }
        }
    }
}
