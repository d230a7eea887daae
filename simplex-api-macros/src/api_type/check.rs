//! Mistakes that only show when the declaration is seen as a whole.

use std::collections::{HashMap, HashSet};
use std::iter;

use quote::ToTokens;
use syn::{Ident, LitStr};

use super::model::{Kind, Member, Model, Variant};
use crate::diagnostics::Errors;
use crate::{builder, cfg, names, rust_type};

/// The variant and the member that the macro adds.
const UNDOCUMENTED: &str = "Undocumented";
const EXTRA: &str = "extra";

const API_TYPE: &str = "an API type";

pub(crate) fn check(model: &Model<'_>, errors: &mut Errors) {
    match &model.kind {
        Kind::Record(record) => {
            let tag = record.tag.as_ref().map(|_| "type");
            if let Some(older) = record.older.as_ref().filter(|_| tag.is_none()) {
                errors.push_spanned(
                    older,
                    "only a `response` or an `event` has an `older` shape",
                );
            }
            check_members(tag, &record.members, errors);
            let members = record.members.iter();
            for member in members.filter(|member| rust_type::may_be_absent(&member.field.ty)) {
                builder::reject_setter_named_new(member.ident, "api", errors);
            }
        }
        Kind::Words(words) => {
            for syntax in words.iter().filter_map(|word| word.syntax.as_ref()) {
                let message = "the texts of words stand together, on the enum: \
                               `#[api_type(syntax = \"a|b|c\")]`";
                errors.push_spanned(syntax, message);
            }
            check_variants(words, errors);
        }
        Kind::Union(union) => {
            check_variants(&union.variants, errors);
            check_constructors(&union.variants, errors);
            for variant in &union.variants {
                check_members(Some(&union.tag), variant.members(), errors);
            }
        }
        Kind::Newtype(_) => {}
    }
}

/// Whether the declaration has a name that the macro adds, or would have one added twice: the two cannot stand side by
/// side.
pub(crate) fn collides(model: &Model<'_>) -> bool {
    let has_extra = |members: &[Member<'_>]| members.iter().any(|member| *member.ident == EXTRA);
    let in_variants = |variants: &[Variant<'_>]| {
        let mut variants = variants.iter();
        variants.any(|v| v.variant.ident == UNDOCUMENTED || has_extra(v.members()))
    };
    match &model.kind {
        Kind::Record(record) => has_extra(&record.members),
        Kind::Words(words) => in_variants(words),
        Kind::Union(union) => {
            in_variants(&union.variants) || made_alike(&union.variants).next().is_some()
        }
        Kind::Newtype(_) => false,
    }
}

fn check_variants(variants: &[Variant<'_>], errors: &mut Errors) {
    let mut seen = HashMap::new();
    for Variant {
        variant,
        wire,
        alias,
        ..
    } in variants
    {
        cfg::reject(&variant.attrs, API_TYPE, errors);
        if variant.ident == UNDOCUMENTED {
            let message = "`Undocumented` is the macro's own variant, for what is not listed here";
            errors.push_spanned(&variant.ident, message);
        }
        if let Some((_, number)) = &variant.discriminant {
            errors.push_spanned(number, "a variant of the API has a name, and no number");
        }
        let alias = alias.as_ref().map(LitStr::value);
        for name in iter::once(wire.clone()).chain(alias) {
            if let Some(other) = seen.get(&name) {
                let message = format!(
                    "`{name}` is the name of `{other}` already\n\
                     = help: a name or `alias` says which variant it is: give this one another"
                );
                errors.push_spanned(&variant.ident, message);
            }
            seen.insert(name, &variant.ident);
        }
    }
}

/// The functions that make the variants must have names of their own.
fn check_constructors(variants: &[Variant<'_>], errors: &mut Errors) {
    for (function, other, ident) in made_alike(variants) {
        let message = format!(
            "the function `{function}` would make this variant and `{other}`; \
             choose another name and give the API's with `#[api(name = \"…\")]`"
        );
        errors.push_spanned(ident, message);
    }
}

/// The functions that would make two variants, the first and the other. Variants of the same name are for the
/// compiler to report.
fn made_alike<'a>(
    variants: &[Variant<'a>],
) -> impl Iterator<Item = (String, &'a Ident, &'a Ident)> {
    let mut first = HashMap::new();
    variants.iter().filter_map(move |Variant { variant, .. }| {
        let ident = &variant.ident;
        let function = names::to_snake_case(&names::unraw(ident));
        let other: &Ident = first.entry(function.clone()).or_insert(ident);
        (other != ident).then_some((function, other, ident))
    })
}

fn check_members(tag: Option<&str>, members: &[Member<'_>], errors: &mut Errors) {
    let mut seen = HashSet::new();
    for Member {
        field,
        ident,
        wire,
        since,
        optional,
        ..
    } in members
    {
        cfg::reject(&field.attrs, API_TYPE, errors);
        if *ident == EXTRA {
            let message = "`extra` is the macro's own member, for what is not listed here; \
                           choose another name and give the API's with `#[api(name = \"extra\")]`";
            errors.push_spanned(ident, message);
        }
        if tag == Some(wire) {
            errors.push_spanned(
                ident,
                format!("`{wire}` is the tag, so it cannot be a member"),
            );
        }
        if !seen.insert(wire) {
            errors.push_spanned(ident, format!("`{wire}` is the name of two members"));
        }
        let has_default = rust_type::may_be_absent(&field.ty)
            && rust_type::generic_argument(&field.ty, "Option").is_none();
        if *optional && !has_default {
            let message = format!(
                "`{wire}` is no `bool`, `Vec` or `BTreeMap`: \
                 what commands can do without is an `Option`, or has a value that stands for it",
            );
            errors.push_spanned(&field.ty, message);
        }
        if let Some(since) = since
            .as_ref()
            .filter(|_| !rust_type::may_be_absent(&field.ty))
        {
            let message = format!(
                "servers before {} do not send `{wire}`, so it may be absent: \
                 its type must be `Option<{}>`, `bool`, `Vec` or `BTreeMap`",
                since.value(),
                field.ty.to_token_stream(),
            );
            errors.push_spanned(&field.ty, message);
        }
    }
}
