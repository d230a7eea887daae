//! The item itself, with the attributes, members and variants that are added to it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, DeriveInput, Field, Ident, Type};

use crate::api_type::model::{Content, Kind, Member, Model, Newtype, Variant};
use crate::debug::{self, DebugField};
use crate::{cfg, doc_comment, duplicates, names, rust_type};

/// The documentation of the member that every record and variant has in addition.
const EXTRA: &str = "Members that this version does not know.";

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    match &model.kind {
        Kind::Record(record) => {
            let DeriveInput { vis, ident, .. } = model.item;
            let attributes = attributes(model, derives(model));
            let extra = extra(model);
            let members = record.members.iter().map(|member| {
                let vis = &member.field.vis;
                let member = declared(member, vis);
                quote!(#member,)
            });
            quote! {
                #attributes
                #[non_exhaustive]
                #vis struct #ident {
                    #(#members)*
                    #[doc = #EXTRA]
                    #vis #extra,
                }
            }
        }
        Kind::Words(words) => {
            let attributes = attributes(model, "Debug Clone PartialEq Eq Hash");
            let doc = "A word that this version does not know, as it came.";
            variants(
                model,
                &attributes,
                words,
                doc,
                &quote!(::std::boxed::Box<::core::primitive::str>),
            )
        }
        Kind::Union(union) => {
            // How large the variants are is the API's choice.
            let attributes = attributes(model, derives(model));
            let attributes = quote!(#[allow(clippy::large_enum_variant)] #attributes);
            let doc = "An object whose tag this version does not know, as it came.";
            let library = &model.library;
            let raw = quote!(#library::json::RawObject);
            variants(model, &attributes, &union.variants, doc, &raw)
        }
        Kind::Newtype(newtype) => {
            let DeriveInput { vis, ident, .. } = model.item;
            let attributes = attributes(model, &newtype_derives(newtype));
            let Field {
                attrs,
                vis: of_field,
                ty,
                ..
            } = newtype.field;
            let attrs = attrs.iter().filter(|attribute| !is_api(attribute));
            quote!(#attributes #vis struct #ident(#(#attrs)* #of_field #ty);)
        }
    }
}

/// What records and unions derive.
fn derives(model: &Model<'_>) -> &'static str {
    match (model.has_secrets(), model.eq) {
        (false, false) => "Debug Clone PartialEq",
        (false, true) => "Debug Clone PartialEq Eq Hash",
        (true, false) => "Clone PartialEq",
        (true, true) => "Clone PartialEq Eq Hash",
    }
}

/// `Debug` of a type with secrets.
pub(super) fn debug(model: &Model<'_>) -> Option<TokenStream> {
    let ident = &model.item.ident;
    let body = match &model.kind {
        Kind::Record(record) => {
            let value = |ident: &Ident| quote!(&self.#ident);
            shown(
                &names::unraw(ident),
                &record.members,
                value,
                &quote!(&self.extra),
            )
        }
        Kind::Union(union) => {
            let arms = union.variants.iter().map(shown_variant);
            quote! {
                match self {
                    #(#arms)*
                    Self::Undocumented(__raw) => __f.debug_tuple("Undocumented").field(__raw).finish(),
                }
            }
        }
        Kind::Newtype(_) => {
            let (name, hidden) = (names::unraw(ident), debug::redacted());
            quote!(__f.debug_tuple(#name).field(&#hidden).finish())
        }
        Kind::Words(_) => return None,
    };
    model.has_secrets().then(|| debug::impl_debug(ident, &body))
}

fn shown_variant(variant: &Variant<'_>) -> TokenStream {
    let ident = &variant.variant.ident;
    let name = names::unraw(ident);
    match &variant.content {
        Content::Record(_) => quote! {
            Self::#ident(__record) => __f.debug_tuple(#name).field(__record).finish(),
        },
        Content::Members(members) => {
            let idents = members.iter().map(|member| member.ident);
            let body = shown(&name, members, |ident| quote!(#ident), &quote!(__extra));
            quote!(Self::#ident { #(#idents,)* extra: __extra } => #body,)
        }
    }
}

/// Shows the members, each a reference by `value`.
fn shown(
    name: &str,
    members: &[Member<'_>],
    value: impl Fn(&Ident) -> TokenStream,
    extra: &TokenStream,
) -> TokenStream {
    let members = members.iter().map(|member| {
        debug::field_call(&DebugField {
            ident: member.ident,
            ty: &member.field.ty,
            secret: member.secret,
            value: value(member.ident),
        })
    });
    quote!(__f.debug_struct(#name) #(#members)* .field("extra", #extra).finish())
}

fn variants(
    model: &Model<'_>,
    attributes: &TokenStream,
    listed: &[Variant<'_>],
    doc: &str,
    raw: &TokenStream,
) -> TokenStream {
    let DeriveInput { vis, ident, .. } = model.item;
    let plain = matches!(model.kind, Kind::Words(_));
    let extra = extra(model);
    let listed = listed.iter().map(|variant| {
        let ident = &variant.variant.ident;
        let attributes = documented(&variant.variant.attrs, &names::unraw(ident), &variant.wire);
        match &variant.content {
            Content::Record(ty) => quote!(#attributes #ident(#ty)),
            Content::Members(_) if plain => quote!(#attributes #ident),
            Content::Members(members) => {
                let members = members
                    .iter()
                    .map(|member| declared(member, &TokenStream::new()));
                quote! {
                    #attributes
                    #[non_exhaustive]
                    #ident {
                        #(#members,)*
                        #[doc = #EXTRA]
                        #extra,
                    }
                }
            }
        }
    });
    quote! {
        #attributes
        #[non_exhaustive]
        #vis enum #ident {
            #(#listed,)*
            #[doc = #doc]
            Undocumented(#raw),
        }
    }
}

/// That member.
fn extra(model: &Model<'_>) -> TokenStream {
    let library = &model.library;
    quote!(extra: #library::json::Extra)
}

/// The attributes of the item: its own, the derives, and the documentation's name to search for.
fn attributes(model: &Model<'_>, derives: &str) -> TokenStream {
    let item = model.item;
    let name = match &model.kind {
        Kind::Newtype(newtype) => newtype.primitive.as_ref().map(syn::LitStr::value),
        _ => Some(model.name.clone()),
    };
    let alias = name.and_then(|name| alias(&names::unraw(&item.ident), &name));
    let attributes = &item.attrs;
    let derive = derive(derives, attributes);
    quote!(#(#attributes)* #alias #derive)
}

/// `#[derive(…)]` of Rust's own traits, whatever else has their names where the type is, but for those that the
/// declaration derives.
fn derive(names: &str, attributes: &[Attribute]) -> TokenStream {
    let declared = duplicates::derived_traits(attributes);
    let is_declared = |name: &&str| declared.iter().any(|path| duplicates::ends_in(path, name));
    let names = names.split(' ').filter(|name| !is_declared(name));
    let names = names.map(|name| format_ident!("{name}"));
    quote!(#[derive(#(::core::prelude::v1::#names),*)])
}

fn declared(member: &Member<'_>, vis: &impl ToTokens) -> TokenStream {
    let Member {
        field, ident, wire, ..
    } = member;
    let attributes = documented(&field.attrs, &names::unraw(ident), wire);
    let ty = &field.ty;
    quote!(#attributes #vis #ident: #ty)
}

/// The attributes of a member or variant. One without documentation says its name in the API.
fn documented(attributes: &[Attribute], name: &str, wire: &str) -> TokenStream {
    let doc = (!doc_comment::is_present(attributes)).then(|| {
        let doc = format!("`{wire}` in the API.");
        quote!(#[doc = #doc])
    });
    let alias = alias(name, wire);
    let attributes = attributes
        .iter()
        .filter(|attribute| !is_api(attribute) && !cfg::is_cfg(attribute));
    quote!(#(#attributes)* #doc #alias)
}

fn alias(name: &str, wire: &str) -> Option<TokenStream> {
    (name != wire && !wire.is_empty()).then(|| quote!(#[doc(alias = #wire)]))
}

fn newtype_derives(newtype: &Newtype<'_>) -> String {
    let inner: &Type = newtype.inner;
    let has_fraction = rust_type::numeral(inner).is_some_and(|numeral| numeral.fraction);
    let derives = if has_fraction {
        "Clone Copy PartialEq PartialOrd"
    } else if rust_type::is_scalar(inner) {
        "Clone Copy PartialEq Eq Hash PartialOrd Ord"
    } else if rust_type::is_named(inner, "String") {
        // No order: that of texts is seldom that of what they say.
        "Clone PartialEq Eq Hash"
    } else {
        "Clone PartialEq"
    };
    if newtype.secret {
        derives.to_owned()
    } else {
        format!("Debug {derives}")
    }
}

/// Whether the attribute is this macro's own.
fn is_api(attribute: &Attribute) -> bool {
    attribute.path().is_ident("api")
}
