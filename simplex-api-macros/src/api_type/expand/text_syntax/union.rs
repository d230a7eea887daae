//! The syntax of a union, or those of its variants.

use quote::quote;
use syn::LitStr;

use super::Code;
use super::record::sequence;
use super::words::choice;
use crate::api_type::model::{Content, Variant};
use crate::diagnostics::Errors;
use crate::grammar::{self, Broken, PartKind, Syntax, SyntaxError};
use crate::text::{self, Checks};

/// A union has a syntax for each variant: its own, or its share of the union's.
pub(super) fn code(
    literal: Option<&LitStr>,
    variants: &[Variant<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> Option<Code> {
    let own: Vec<_> = variants
        .iter()
        .filter_map(|variant| Some((variant, variant.syntax.as_ref()?)))
        .collect();
    let syntaxes = match literal {
        Some(literal) if own.is_empty() => shares(literal, variants, errors)?,
        None if own.is_empty() => return None,
        _ if own.len() < variants.len() || literal.is_some() => {
            errors.push_spanned(own[0].1, some_of(literal, variants));
            return None;
        }
        _ => own
            .iter()
            .map(|(_, literal)| (text::parse(literal, errors), *literal))
            .collect(),
    };
    let arms = variants.iter().zip(&syntaxes);
    let (mut parts, mut patterns, mut on) = (Vec::new(), Vec::new(), Vec::new());
    let (write, read): (Vec<_>, Vec<_>) = arms
        .map(|(variant, (syntax, literal))| {
            let code = of_variant(variant, syntax, literal, checks, errors);
            parts.push(code.parts);
            patterns.push(code.pattern);
            on.extend(code.on);
            (code.write, code.read)
        })
        .unzip();
    Some(Code {
        on,
        parts: quote!(__p::TypeSyntax::Union(&[#(#parts),*])),
        pattern: quote!(&[__p::Pattern::OneOf(&[#(#patterns),*])]),
        write: quote! {
            match self {
                #(#write)*
                Self::Undocumented(__object) => {
                    return ::core::result::Result::Err(
                        __p::slot::undocumented(&__object.tag),
                    );
                }
            }
            ::core::result::Result::Ok(())
        },
        read: match read.as_slice() {
            [only] => only.clone(),
            all => quote!(__reader.longest(&[#(|__reader| { #all }),*])),
        },
    })
}

/// What is wrong where not all variants have a syntax, or some and the union do.
fn some_of(literal: Option<&LitStr>, variants: &[Variant<'_>]) -> String {
    let message = "either the union has a syntax, or every variant has one of its own";
    let without = variants.iter().filter(|variant| variant.syntax.is_none());
    let without = without.map(|variant| format!("`{}`", variant.variant.ident));
    let without: Vec<_> = without.collect();
    let help = match literal {
        Some(_) => "remove this one, or that of the union".to_owned(),
        None => format!("add `#[api(syntax = \"…\")]` to {}", without.join(" and ")),
    };
    format!("{message}\n= help: {help}")
}

fn of_variant(
    variant: &Variant<'_>,
    syntax: &Result<Syntax, Broken>,
    literal: &LitStr,
    checks: &Checks,
    errors: &mut Errors,
) -> Code {
    let Content::Members(members) = &variant.content else {
        let message = "a variant with a syntax has named members";
        errors.push_spanned(&variant.variant.fields, message);
        return Code::default();
    };
    let ident = &variant.variant.ident;
    sequence(syntax, literal, members, checks, errors).code(&quote!(Self::#ident))
}

/// The share of each variant in the union's syntax: of `a|b|c` its word, and those parts whose
/// parameters it has.
fn shares<'a>(
    literal: &'a LitStr,
    variants: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<Vec<(Result<Syntax, Broken>, &'a LitStr)>> {
    let syntax = text::parse(literal, errors).ok()?;
    let words = syntax.parts.iter().find_map(choice);
    if words.as_ref().map_or(1, Vec::len) != variants.len() {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not tell the variants apart",
            format!("expected {} words with `|` between them", variants.len()),
        );
        errors.syntax(
            literal,
            error.help("or give each variant its own: `#[api(syntax = \"…\")]`"),
        );
        return None;
    }
    let share = |(index, variant): (usize, &Variant<'_>)| {
        let parts = syntax.parts.iter().filter_map(|part| {
            if let Some(words) = choice(part) {
                let kind = PartKind::Literal(words[index].to_owned());
                let span = part.span.clone();
                return Some(grammar::Part { span, kind });
            }
            let has = |variant: &Variant<'_>| has_parameters_of(variant, part);
            let ours = has(variant) || !variants.iter().any(has);
            ours.then(|| part.clone())
        });
        let parts = parts.collect();
        let text = syntax.text.clone();
        (Ok(Syntax { text, parts }), literal)
    };
    Some(variants.iter().enumerate().map(share).collect())
}

/// Whether a variant has all members that a part names.
fn has_parameters_of(variant: &Variant<'_>, part: &grammar::Part) -> bool {
    let has = |name: &str| match &variant.content {
        Content::Members(members) => members.iter().any(|member| member.wire == name),
        Content::Record(_) => false,
    };
    match &part.kind {
        PartKind::Literal(_) | PartKind::Words(_) => true,
        PartKind::Slot { name, .. } => has(&name.text),
        PartKind::Optional(parts) => match parts.as_slice() {
            [flag] if matches!(flag.kind, PartKind::Literal(_)) => {
                text::key(&flag.to_string()).is_some_and(|key| has(&key))
            }
            parts => parts.iter().all(|part| has_parameters_of(variant, part)),
        },
    }
}
