//! The tables of `simplex_api::spec`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::api_type::model::{Content, Member, Model, Variant};
use crate::doc_comment;
use crate::tokens::{self, do_not_recommend, option, span_of};

/// `ApiType` with its table, and the type of a member that is of this type.
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

/// `Json` by the functions `read` and `write` of the library.
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

pub(super) fn members(members: &[Member<'_>]) -> TokenStream {
    let members = members.iter().map(
        |Member {
             field,
             wire,
             since,
             primitive,
             secret,
             ..
         }| {
            let ty = &field.ty;
            let secret = if *secret {
                quote!(true)
            } else {
                quote_spanned!(span_of(ty)=> <#ty as __p::Json>::SECRET)
            };
            let named = tokens::with_documented_name(primitive.as_ref());
            let ty = quote_spanned!(span_of(ty)=> <#ty as __p::Json>::TYPE #named);
            let since = option(since.as_ref());
            quote! {
                __p::FieldSpec::new(#wire, ::core::option::Option::None, #ty, false, #secret, #since)
            }
        },
    );
    quote!(&[#(#members),*])
}

pub(super) fn words(words: &[Variant<'_>]) -> TokenStream {
    let words = words.iter().map(|Variant { wire, since, .. }| {
        let since = option(since.as_ref());
        quote!(__p::KeywordSpec::new(#wire, #since))
    });
    quote!(&[#(#words),*])
}

pub(super) fn variants(variants: &[Variant<'_>]) -> TokenStream {
    let variants = variants.iter().map(|variant| {
        let Variant {
            wire,
            since,
            content,
            ..
        } = variant;
        let since = option(since.as_ref());
        let members = match content {
            Content::Members(list) => members(list),
            Content::Record(ty) => quote_spanned!(span_of(ty)=> <#ty as __p::Record>::FIELDS),
        };
        quote!(__p::VariantSpec::new(#wire, #members, #since))
    });
    quote!(&[#(#variants),*])
}
