//! The description of a type, as constants of `simplex_api::spec`, and the impls that all kinds of types have.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::api_type::model::{ApiField, Content, Model, Variant};
use crate::doc_comment;
use crate::tokens::{self, do_not_recommend, option, span_of};

/// `impl ApiType` with the description.
pub(super) fn api_type(
    model: &Model<'_>,
    kind: &TokenStream,
    parts: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.item.ident;
    let name = &model.name;
    let docs = doc_comment::text(&model.item.attrs);
    let syntax = option(model.syntax.as_ref());
    let parts = option(parts);
    let checks = model.checks.names();
    let since = option(model.since.as_ref());
    let do_not_recommend = do_not_recommend();
    quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::ApiType for #ident {
            const SPEC: &'static __p::TypeSpec = &__p::TypeSpec::new(
                #name,
                #docs,
                #kind,
                #syntax,
                #parts,
                #checks,
                #since,
            );
        }
    }
}

/// `impl Json` that calls the functions `read` and `write` of the library.
pub(super) fn json(model: &Model<'_>, read: &TokenStream, write: &TokenStream) -> TokenStream {
    let ident = &model.item.ident;
    let do_not_recommend = do_not_recommend();
    quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::Json for #ident {
            const TYPE: __p::TypeRef = __p::TypeRef::Named(<Self as __p::ApiType>::spec);

            fn read(__reader: &mut __p::JsonReader<'_>) -> ::core::option::Option<Self> {
                #read(__reader)
            }

            fn write(&self, __writer: &mut __p::JsonWriter<'_>) {
                #write(self, __writer)
            }
        }
    }
}

/// The constant of a `closed` enum.
pub(super) fn closed(model: &Model<'_>) -> Option<TokenStream> {
    model.closed.then(|| {
        quote!(
            const CLOSED: ::core::primitive::bool = true;
        )
    })
}

pub(super) fn fields(fields: &[ApiField<'_>]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let name = &field.api_name;
        let ty = &field.field.ty;
        let secret = if field.secret {
            quote!(true)
        } else {
            quote_spanned!(span_of(ty)=> <#ty as __p::Json>::SECRET)
        };
        let documented_name = tokens::with_documented_name(field.primitive.as_ref());
        let ty = quote_spanned!(span_of(ty)=> <#ty as __p::Json>::TYPE #documented_name);
        let since = option(field.since.as_ref());
        let none = quote!(::core::option::Option::None);
        quote!(__p::FieldSpec::new(#name, #none, #ty, false, #secret, #since))
    });
    quote!(&[#(#fields),*])
}

pub(super) fn keywords(variants: &[Variant<'_>]) -> TokenStream {
    let keywords = variants.iter().map(|variant| {
        let keyword = &variant.api_name;
        let since = option(variant.since.as_ref());
        quote!(__p::KeywordSpec::new(#keyword, #since))
    });
    quote!(&[#(#keywords),*])
}

pub(super) fn variants(variants: &[Variant<'_>]) -> TokenStream {
    let variants = variants.iter().map(|variant| {
        let tag = &variant.api_name;
        let since = option(variant.since.as_ref());
        let fields = match &variant.content {
            Content::Fields(list) => fields(list),
            Content::Record(ty) => quote_spanned!(span_of(ty)=> <#ty as __p::Record>::FIELDS),
        };
        quote!(__p::VariantSpec::new(#tag, #fields, #since))
    });
    quote!(&[#(#variants),*])
}
