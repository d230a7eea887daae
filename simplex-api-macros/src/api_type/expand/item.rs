//! The item itself, with the attributes, fields and variants that the macro adds.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, DeriveInput, Field, LitStr};

use crate::api_type::model::{ApiField, Content, ItemKind, Model, Newtype, Variant};
use crate::names::unraw;
use crate::{cfg, doc_comment, duplicates, rust_type};

/// The documentation of the field `extra`.
const EXTRA: &str = "Fields that this version does not know.";

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    match &model.kind {
        ItemKind::Record(record) => {
            let DeriveInput { vis, ident, .. } = model.item;
            let attributes = item_attributes(model, derives(model));
            let extra = extra_field(model);
            let fields = record.fields.iter().map(|field| {
                let vis = &field.field.vis;
                let field = field_declaration(field, vis);
                quote!(#field,)
            });
            quote! {
                #attributes
                #[non_exhaustive]
                #vis struct #ident {
                    #(#fields)*
                    #[doc = #EXTRA]
                    #vis #extra,
                }
            }
        }
        ItemKind::Keywords(variants) => {
            let attributes = item_attributes(model, "Debug Clone PartialEq Eq Hash");
            let doc = "A keyword that this version does not know.";
            let keyword = quote!(::std::boxed::Box<::core::primitive::str>);
            enum_declaration(model, &attributes, variants, doc, &keyword)
        }
        ItemKind::Union(union) => {
            let attributes = item_attributes(model, derives(model));

            let doc = "An object with a tag that this version does not know.";
            let crate_path = &model.crate_path;
            let object = quote!(#crate_path::json::RawObject);
            enum_declaration(model, &attributes, &union.variants, doc, &object)
        }
        ItemKind::Newtype(newtype) => {
            let DeriveInput { vis, ident, .. } = model.item;
            let attributes = item_attributes(model, &newtype_derives(newtype));
            let Field {
                attrs,
                vis: field_vis,
                ty,
                ..
            } = newtype.field;
            let attrs = attrs.iter().filter(|attribute| !is_api(attribute));
            quote!(#attributes #vis struct #ident(#(#attrs)* #field_vis #ty);)
        }
    }
}

/// What records and unions derive. `Debug` of a type with secrets is not derived.
fn derives(model: &Model<'_>) -> &'static str {
    match (model.has_secrets(), model.eq) {
        (false, false) => "Debug Clone PartialEq",
        (false, true) => "Debug Clone PartialEq Eq Hash",
        (true, false) => "Clone PartialEq",
        (true, true) => "Clone PartialEq Eq Hash",
    }
}

fn newtype_derives(newtype: &Newtype<'_>) -> String {
    let inner = newtype.inner;
    let has_fraction = rust_type::numeral(inner).is_some_and(|numeral| numeral.fraction);
    let derives = if has_fraction {
        "Clone Copy PartialEq PartialOrd"
    } else if rust_type::is_scalar(inner) {
        "Clone Copy PartialEq Eq Hash PartialOrd Ord"
    } else if rust_type::is_named(inner, "String") {
        // The order of strings is seldom that of what they represent.
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

fn enum_declaration(
    model: &Model<'_>,
    attributes: &TokenStream,
    variants: &[Variant<'_>],
    undocumented_doc: &str,
    undocumented: &TokenStream,
) -> TokenStream {
    let DeriveInput { vis, ident, .. } = model.item;
    let has_fields = !matches!(model.kind, ItemKind::Keywords(_));
    let extra = extra_field(model);
    let variants = variants.iter().map(|variant| {
        let ident = &variant.variant.ident;
        let attributes =
            attributes_with_docs(&variant.variant.attrs, &unraw(ident), &variant.api_name);
        match &variant.content {
            Content::Record(ty) => quote!(#attributes #ident(#ty)),
            Content::Fields(fields) if has_fields => {
                let fields = fields
                    .iter()
                    .map(|field| field_declaration(field, &TokenStream::new()));
                quote! {
                    #attributes
                    #[non_exhaustive]
                    #ident {
                        #(#fields,)*
                        #[doc = #EXTRA]
                        #extra,
                    }
                }
            }
            Content::Fields(_) => quote!(#attributes #ident),
        }
    });
    quote! {
        #attributes
        #[non_exhaustive]
        #vis enum #ident {
            #(#variants,)*
            #[doc = #undocumented_doc]
            Undocumented(#undocumented),
        }
    }
}

/// The field that the macro adds to every record and variant.
fn extra_field(model: &Model<'_>) -> TokenStream {
    let crate_path = &model.crate_path;
    quote!(extra: #crate_path::json::Extra)
}

/// The attributes of the item: those of the declaration, the derives, and the documentation's name to search for.
fn item_attributes(model: &Model<'_>, derives: &str) -> TokenStream {
    let item = model.item;
    let name = match &model.kind {
        ItemKind::Newtype(newtype) => newtype.primitive.as_ref().map(LitStr::value),
        _ => Some(model.name.clone()),
    };
    let alias = name.and_then(|name| doc_alias(&unraw(&item.ident), &name));
    let attributes = &item.attrs;
    let derive = derive(derives, attributes);
    quote!(#(#attributes)* #alias #derive)
}

/// `#[derive(…)]` of those traits that the declaration does not derive itself. The paths are absolute, because the names
/// can mean something else where the type is declared.
fn derive(names: &str, attributes: &[Attribute]) -> TokenStream {
    let declared = duplicates::derived_traits(attributes);
    let is_declared = |name: &&str| declared.iter().any(|path| duplicates::ends_in(path, name));
    let names = names.split(' ').filter(|name| !is_declared(name));
    let names = names.map(|name| format_ident!("{name}"));
    quote!(#[derive(#(::core::prelude::v1::#names),*)])
}

fn field_declaration(field: &ApiField<'_>, vis: &impl ToTokens) -> TokenStream {
    let ApiField {
        field,
        ident,
        api_name,
        ..
    } = field;
    let attributes = attributes_with_docs(&field.attrs, &unraw(ident), api_name);
    let ty = &field.ty;
    quote!(#attributes #vis #ident: #ty)
}

/// The attributes of a field or variant. If it has no documentation, the macro documents its name in the API.
fn attributes_with_docs(attributes: &[Attribute], name: &str, api_name: &str) -> TokenStream {
    let doc = (!doc_comment::is_present(attributes)).then(|| {
        let doc = format!("`{api_name}` in the API.");
        quote!(#[doc = #doc])
    });
    let alias = doc_alias(name, api_name);
    let attributes = attributes
        .iter()
        .filter(|attribute| !is_api(attribute) && !cfg::is_cfg(attribute));
    quote!(#(#attributes)* #doc #alias)
}

/// Lets rustdoc find the item by its name in the API, if that differs from the Rust name.
fn doc_alias(name: &str, api_name: &str) -> Option<TokenStream> {
    (name != api_name && !api_name.is_empty()).then(|| quote!(#[doc(alias = #api_name)]))
}

/// Whether the attribute is `#[api(…)]`.
fn is_api(attribute: &Attribute) -> bool {
    attribute.path().is_ident("api")
}
