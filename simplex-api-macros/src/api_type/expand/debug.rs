//! `Debug` of a type with secrets.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::api_type::model::{ApiField, Content, ItemKind, Model, Variant};
use crate::debug::{self, DebugField};
use crate::names;

/// `impl Debug`, if the type has secrets.
pub(super) fn expand(model: &Model<'_>) -> Option<TokenStream> {
    let ident = &model.item.ident;
    let name = names::unraw(ident);
    let body = match &model.kind {
        ItemKind::Record(record) => {
            let value = |ident: &Ident| quote!(&self.#ident);
            debug_struct(&name, &record.fields, value, &quote!(&self.extra))
        }
        ItemKind::Union(union) => {
            let arms = union.variants.iter().map(variant_arm);
            quote! {
                match self {
                    #(#arms)*
                    Self::Undocumented(__raw) => __f.debug_tuple("Undocumented").field(__raw).finish(),
                }
            }
        }
        ItemKind::Newtype(_) => {
            let redacted = debug::redacted();
            quote!(__f.debug_tuple(#name).field(&#redacted).finish())
        }
        ItemKind::Keywords(_) => return None,
    };
    model.has_secrets().then(|| debug::impl_debug(ident, &body))
}

fn variant_arm(variant: &Variant<'_>) -> TokenStream {
    let ident = &variant.variant.ident;
    let name = names::unraw(ident);
    match &variant.content {
        Content::Record(_) => quote! {
            Self::#ident(__record) => __f.debug_tuple(#name).field(__record).finish(),
        },
        Content::Fields(fields) => {
            let idents = fields.iter().map(|field| field.ident);
            let body = debug_struct(&name, fields, |ident| quote!(#ident), &quote!(__extra));
            quote!(Self::#ident { #(#idents,)* extra: __extra } => #body,)
        }
    }
}

/// Prints the fields. `value` returns a reference to a field.
fn debug_struct(
    name: &str,
    fields: &[ApiField<'_>],
    value: impl Fn(&Ident) -> TokenStream,
    extra: &TokenStream,
) -> TokenStream {
    let calls = fields.iter().map(|field| {
        debug::field_call(&DebugField {
            ident: field.ident,
            ty: &field.field.ty,
            secret: field.secret,
            value: value(field.ident),
        })
    });
    quote!(__f.debug_struct(#name) #(#calls)* .field("extra", #extra).finish())
}
