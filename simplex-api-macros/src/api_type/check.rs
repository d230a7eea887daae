//! Mistakes that concern more than one part of the declaration.

use std::collections::{HashMap, HashSet};
use std::iter;

use quote::ToTokens;
use syn::{Ident, LitStr};

use super::model::{ApiField, ItemKind, Model, Variant};
use crate::diagnostics::Errors;
use crate::names::{to_snake_case, unraw};
use crate::{builder, cfg, rust_type};

/// The variant and the field that the macro adds.
const UNDOCUMENTED: &str = "Undocumented";
const EXTRA: &str = "extra";

const API_TYPE: &str = "an API type";

pub(crate) fn check(model: &Model<'_>, errors: &mut Errors) {
    match &model.kind {
        ItemKind::Record(record) => {
            let tag = record.tag.as_ref().map(|_| "type");
            if let Some(older) = record.older.as_ref().filter(|_| tag.is_none()) {
                errors.push_spanned(older, "only a `response` or an `event` can have `older`");
            }
            check_fields(tag, &record.fields, errors);
            let fields = record.fields.iter();
            for field in fields.filter(|field| rust_type::may_be_absent(&field.field.ty)) {
                builder::reject_setter_named_new(field.ident, "api", errors);
            }
        }
        ItemKind::Keywords(variants) => {
            for syntax in variants
                .iter()
                .filter_map(|variant| variant.syntax.as_ref())
            {
                let message = "the variants of a keyword enum have one syntax, on the enum: \
                               `#[api_type(syntax = \"a|b|c\")]`";
                errors.push_spanned(syntax, message);
            }
            check_variants(variants, errors);
        }
        ItemKind::Union(union) => {
            check_variants(&union.variants, errors);
            check_constructors(&union.variants, errors);
            for variant in &union.variants {
                check_fields(Some(&union.tag), variant.fields(), errors);
            }
        }
        ItemKind::Newtype(_) => {}
    }
}

/// Whether the declaration has a name that the macro adds too, or for which it adds two constructors. The expansion would
/// then not compile.
pub(crate) fn collides(model: &Model<'_>) -> bool {
    let has_extra = |fields: &[ApiField<'_>]| fields.iter().any(|field| *field.ident == EXTRA);
    let in_variants = |variants: &[Variant<'_>]| {
        let mut variants = variants.iter();
        variants.any(|v| v.variant.ident == UNDOCUMENTED || has_extra(v.fields()))
    };
    match &model.kind {
        ItemKind::Record(record) => has_extra(&record.fields),
        ItemKind::Keywords(variants) => in_variants(variants),
        ItemKind::Union(union) => {
            let mut clashing = clashing_constructors(&union.variants);
            in_variants(&union.variants) || clashing.next().is_some()
        }
        ItemKind::Newtype(_) => false,
    }
}

fn check_variants(variants: &[Variant<'_>], errors: &mut Errors) {
    let mut seen = HashMap::new();
    for Variant {
        variant,
        api_name,
        alias,
        ..
    } in variants
    {
        cfg::reject(&variant.attrs, API_TYPE, errors);
        if variant.ident == UNDOCUMENTED {
            let message = "the macro adds the variant `Undocumented` for what is not declared; rename this one";
            errors.push_spanned(&variant.ident, message);
        }
        if let Some((_, number)) = &variant.discriminant {
            errors.push_spanned(number, "a variant of an API enum cannot have a number");
        }
        let alias = alias.as_ref().map(LitStr::value);
        for name in iter::once(api_name.clone()).chain(alias) {
            if let Some(other) = seen.get(&name) {
                let message = format!(
                    "`{name}` is already the name or `alias` of `{other}`\n\
                     = help: give this variant another, because JSON identifies the variant by it"
                );
                errors.push_spanned(&variant.ident, message);
            }
            seen.insert(name, &variant.ident);
        }
    }
}

/// The constructors of the variants must have different names.
fn check_constructors(variants: &[Variant<'_>], errors: &mut Errors) {
    for (function, other, ident) in clashing_constructors(variants) {
        let message = format!(
            "the constructors of this variant and of `{other}` would both be named `{function}`\n\
             = help: rename the variant, and write `#[api(name = \"…\")]` to keep its API name"
        );
        errors.push_spanned(ident, message);
    }
}

/// The name of each constructor that two variants would have, the first variant and the other. Variants with the same name
/// are reported by the compiler.
fn clashing_constructors<'a>(
    variants: &[Variant<'a>],
) -> impl Iterator<Item = (String, &'a Ident, &'a Ident)> {
    let mut first = HashMap::new();
    variants.iter().filter_map(move |Variant { variant, .. }| {
        let ident = &variant.ident;
        let function = to_snake_case(&unraw(ident));
        let other: &Ident = first.entry(function.clone()).or_insert(ident);
        (other != ident).then_some((function, other, ident))
    })
}

fn check_fields(tag: Option<&str>, fields: &[ApiField<'_>], errors: &mut Errors) {
    let mut seen = HashSet::new();
    for field in fields {
        let ApiField {
            ident, api_name, ..
        } = field;
        cfg::reject(&field.field.attrs, API_TYPE, errors);
        if **ident == EXTRA {
            let message = "the macro adds the field `extra` for what is not declared\n\
                           = help: rename this field, and write `#[api(name = \"extra\")]` to keep its API name";
            errors.push_spanned(ident, message);
        }
        if tag == Some(api_name) {
            let message = format!("`{api_name}` is the tag, so it cannot be a field");
            errors.push_spanned(ident, message);
        }
        if !seen.insert(api_name) {
            errors.push_spanned(ident, format!("two fields are named `{api_name}` in JSON"));
        }
        check_type(field, errors);
    }
}

/// Whether the type of the field fits its keys.
fn check_type(field: &ApiField<'_>, errors: &mut Errors) {
    let ty = &field.field.ty;
    let may_be_absent = rust_type::may_be_absent(ty);
    let is_option = rust_type::generic_argument(ty, "Option").is_some();
    if field.optional && (!may_be_absent || is_option) {
        let message =
            "`optional` only applies to `bool`, `Vec` and `BTreeMap`; use `Option` otherwise";
        errors.push_spanned(ty, message);
    }
    if let Some(since) = field.since.as_ref().filter(|_| !may_be_absent) {
        let message = format!(
            "servers before {} do not send `{}`, so it can be absent\n\
             = help: use `Option<{}>`, `bool`, `Vec` or `BTreeMap`",
            since.value(),
            field.api_name,
            ty.to_token_stream(),
        );
        errors.push_spanned(ty, message);
    }
}
