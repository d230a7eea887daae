//! The syntax of a union, or those of its variants.

use quote::quote;
use syn::LitStr;

use super::code::SyntaxCode;
use super::keywords::keywords;
use super::record::codec;
use crate::api_type::model::{Content, Variant};
use crate::codec::{self, TextImpl};
use crate::diagnostics::Errors;
use crate::grammar::{self, InvalidSyntax, PartKind, Syntax, SyntaxError};
use crate::text::{self, Checks};

/// The syntax of a variant, and the literal that contains it.
type VariantSyntax<'a> = (Result<Syntax, InvalidSyntax>, &'a LitStr);

/// Each variant has a syntax: either its own, or its part of the union's syntax.
pub(super) fn code(
    literal: Option<&LitStr>,
    variants: &[Variant<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> Option<SyntaxCode> {
    let syntaxes = variant_syntaxes(literal, variants, errors)?;
    let mut code = SyntaxCode::default();
    let (mut parts, mut patterns) = (Vec::new(), Vec::new());
    let (mut arms, mut readers) = (Vec::new(), Vec::new());
    for (variant, (syntax, literal)) in variants.iter().zip(&syntaxes) {
        let ident = &variant.variant.ident;
        let Content::Fields(fields) = &variant.content else {
            let message = "a variant with a syntax must have named fields";
            errors.push_spanned(&variant.variant.fields, message);
            arms.push(quote!(Self::#ident { .. } => {}));
            continue;
        };
        let mut codec = codec(quote!(Self::#ident), fields, checks);
        let bound = codec.bind(syntax, literal, errors);
        let variant_code = codec.code(&bound.parts, &[]);
        arms.push(variant_code.write);
        readers.push(variant_code.read);
        patterns.extend(variant_code.patterns);
        parts.push(text::spec(&bound.parts));
        code.checks.extend(bound.checks);
        code.true_by_default
            .push(text::fields_true_by_default(&bound.parts));
    }
    arms.push(quote! {
        Self::Undocumented(__object) => {
            return ::core::result::Result::Err(
                __p::slot::undocumented(&__object.tag),
            );
        }
    });
    code.text = TextImpl {
        pattern: codec::one_of(&patterns),
        write: codec::match_self(&arms),
        read: codec::read_longest(&readers),
    };
    code.parts = quote!(__p::TypeSyntax::Union(&[#(#parts),*]));
    Some(code)
}

/// The syntax of each variant. `None` if no variant has one, or after a mistake.
fn variant_syntaxes<'a>(
    literal: Option<&'a LitStr>,
    variants: &'a [Variant<'_>],
    errors: &mut Errors,
) -> Option<Vec<VariantSyntax<'a>>> {
    let own = variants
        .iter()
        .filter_map(|variant| variant.syntax.as_ref());
    let own: Vec<_> = own.collect();
    match (literal, own.as_slice()) {
        (None, []) => None,
        (Some(literal), []) => split_choice(literal, variants, errors),
        (None, own) if own.len() == variants.len() => {
            let syntaxes = own.iter();
            let syntaxes = syntaxes.map(|literal| (text::parse(literal, errors), *literal));
            Some(syntaxes.collect())
        }
        (_, [first, ..]) => {
            errors.push_spanned(first, missing_variants_message(literal, variants));
            None
        }
    }
}

/// The message if only some variants have a syntax, or some variants and the union.
fn missing_variants_message(literal: Option<&LitStr>, variants: &[Variant<'_>]) -> String {
    let message = "either the union or each variant must have a syntax";
    let missing = variants.iter().filter(|variant| variant.syntax.is_none());
    let missing = missing.map(|variant| format!("`{}`", variant.variant.ident));
    let missing: Vec<_> = missing.collect();
    let help = match literal {
        Some(_) => "remove this syntax, or that of the union".to_owned(),
        None => format!("add `#[api(syntax = \"…\")]` to {}", missing.join(" and ")),
    };
    format!("{message}\n= help: {help}")
}

/// The part of each variant in the union's syntax: its keyword of `a|b|c`, and the parts whose parameters it has.
fn split_choice<'a>(
    literal: &'a LitStr,
    variants: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<Vec<VariantSyntax<'a>>> {
    let syntax = text::parse(literal, errors).ok()?;
    let choice = syntax.parts.iter().find_map(keywords);
    if choice.as_ref().map_or(1, Vec::len) != variants.len() {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not distinguish the variants",
            format!("expected {} keywords separated by `|`", variants.len()),
        );
        errors.push_syntax(
            literal,
            error.help("or give each variant its own syntax: `#[api(syntax = \"…\")]`"),
        );
        return None;
    }
    let variant_syntax = |(index, variant): (usize, &Variant<'_>)| {
        let parts = syntax.parts.iter().filter_map(|part| {
            if let Some(choice) = keywords(part) {
                let kind = PartKind::Literal(choice[index].to_owned());
                let span = part.span.clone();
                return Some(grammar::Part { span, kind });
            }
            let has = |variant: &Variant<'_>| has_parameters_of(variant, part);
            let belongs = has(variant) || !variants.iter().any(has);
            belongs.then(|| part.clone())
        });
        let parts = parts.collect();
        let text = syntax.text.clone();
        (Ok(Syntax { text, parts }), literal)
    };
    Some(variants.iter().enumerate().map(variant_syntax).collect())
}

/// Whether a variant has a field for each parameter of the part.
fn has_parameters_of(variant: &Variant<'_>, part: &grammar::Part) -> bool {
    let has = |name: &str| variant.fields().iter().any(|field| field.api_name == name);
    match &part.kind {
        PartKind::Literal(_) | PartKind::Keywords(_) => true,
        PartKind::Slot { name, .. } => has(&name.text),
        PartKind::Optional(parts) => match parts.as_slice() {
            [flag] if matches!(flag.kind, PartKind::Literal(_)) => {
                text::key(&flag.to_string()).is_some_and(|key| has(&key))
            }
            parts => parts.iter().all(|part| has_parameters_of(variant, part)),
        },
    }
}
