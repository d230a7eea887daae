//! The declaration of a set.

use std::rc::Rc;

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, Token, Visibility, braced, token};

use crate::diagnostics::Errors;
use crate::names;

/// `pub enum Request { … }`.
pub(super) struct Set {
    /// Documentation, derives, lints.
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    /// At least one.
    pub(super) variants: Vec<SetVariant>,
}

/// A variant, which holds a command or another set.
pub(super) struct SetVariant {
    /// The attributes of the variant, without those of its section.
    pub(super) attrs: Vec<Attribute>,
    pub(super) section: Option<Rc<Section>>,
    pub(super) ident: Ident,
    /// The type that the variant holds.
    pub(super) path: Path,
}

/// `"Name" { … }`.
pub(super) struct Section {
    pub(super) attrs: Vec<Attribute>,
    pub(super) name: LitStr,
}

const HEADER: &str = "a set must be an enum of commands: `pub enum Request { First, Second }`";
const EXPECTED_VARIANT: &str = "expected the type of a command or set, for example `Get` or `admin::Get`, or a variant name for it: `AdminGet = admin::Get`";

impl SetVariant {
    /// Whether the variant depends on features.
    pub(super) fn has_cfg(&self) -> bool {
        self.cfg().next().is_some()
    }

    /// The `cfg` attributes of the variant and its section.
    pub(super) fn cfg(&self) -> impl Iterator<Item = &Attribute> {
        let attrs = self.all_attrs();
        attrs.filter(|attr| attr.path().is_ident("cfg"))
    }

    /// The attributes of the variant and its section.
    pub(super) fn all_attrs(&self) -> impl Iterator<Item = &Attribute> {
        let section = self.section.iter().flat_map(|section| &section.attrs);
        section.chain(&self.attrs)
    }
}

impl Set {
    /// Parses the declaration and reports its mistakes. `None` if no variant is valid.
    pub(super) fn parse(declaration: TokenStream, errors: &mut Errors) -> Option<Self> {
        let parse = |input: ParseStream<'_>| Self::parse_with(input, errors);
        match parse.parse2(declaration) {
            Ok(set) => set,
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    fn parse_with(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<Self>> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        if !input.peek(Token![enum]) {
            return Err(input.error(HEADER));
        }
        input.parse::<Token![enum]>()?;
        let ident = input.parse()?;
        if input.peek(Token![<]) {
            return Err(
                input.error("a set cannot have type parameters, because commands have none")
            );
        }
        if !input.peek(token::Brace) {
            return Err(input.error(HEADER));
        }
        let body;
        braced!(body in input);
        if !input.is_empty() {
            return Err(input.error("expected one set; call `command_set!` once for each set"));
        }
        let earlier_errors = errors.len();
        let mut variants = Vec::new();
        parse_variants(&body, &mut variants, errors)?;
        reject_duplicates(&mut variants, errors);
        if variants.is_empty() {
            if errors.len() == earlier_errors {
                let message = "a set must have at least one command: `enum Set { First, Second }`";
                errors.push(syn::Error::new_spanned(&ident, message));
            }
            return Ok(None);
        }
        Ok(Some(Self {
            attrs,
            vis,
            ident,
            variants,
        }))
    }
}

/// Parses variants, and sections with variants.
fn parse_variants(
    input: ParseStream<'_>,
    variants: &mut Vec<SetVariant>,
    errors: &mut Errors,
) -> syn::Result<()> {
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        if input.peek(LitStr) {
            let name = input.parse()?;
            let section = Rc::new(Section { attrs, name });
            if !input.peek(token::Brace) {
                return Err(input.error(
                    "expected the commands of the section in braces: `\"Name\" { First }`",
                ));
            }
            let body;
            braced!(body in input);
            while !body.is_empty() {
                let attrs = body.call(Attribute::parse_outer)?;
                variants.extend(parse_variant(&body, attrs, Some(&section), errors));
            }
            // The comma after a section is optional.
            input.parse::<Option<Token![,]>>()?;
        } else {
            variants.extend(parse_variant(input, attrs, None, errors));
        }
    }
    Ok(())
}

/// Parses a variant and the comma after it. After a mistake the rest of the variant is skipped.
fn parse_variant(
    input: ParseStream<'_>,
    attrs: Vec<Attribute>,
    section: Option<&Rc<Section>>,
    errors: &mut Errors,
) -> Option<SetVariant> {
    let variant = name_and_type(input).and_then(|(ident, path)| {
        parse_end(input)?;
        Ok(SetVariant {
            attrs,
            section: section.cloned(),
            ident,
            path,
        })
    });
    match variant {
        Ok(variant) => Some(variant),
        Err(error) => {
            errors.push(error);
            skip_variant(input);
            None
        }
    }
}

/// `Get`, `admin::Get` or `AdminGet = admin::Get`: the name of the variant and its type.
fn name_and_type(input: ParseStream<'_>) -> syn::Result<(Ident, Path)> {
    let path = type_path(input)?;
    if !input.peek(Token![=]) {
        let last = path.segments.last().map(|segment| segment.ident.clone());
        let ident = last.ok_or_else(|| input.error(EXPECTED_VARIANT))?;
        return Ok((ident, path));
    }
    let Some(ident) = path.get_ident().cloned() else {
        let message =
            "expected a single identifier as the name of a variant: `AdminGet = admin::Get`";
        return Err(syn::Error::new_spanned(path, message));
    };
    input.parse::<Token![=]>()?;
    Ok((ident, type_path(input)?))
}

fn type_path(input: ParseStream<'_>) -> syn::Result<Path> {
    if !input.peek(Ident::peek_any) && !input.peek(Token![::]) {
        return Err(input.error(EXPECTED_VARIANT));
    }
    input.call(Path::parse_mod_style)
}

/// Parses the end of a variant. The error says what to write instead.
fn parse_end(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    let message = if input.peek(token::Paren) || input.peek(token::Brace) {
        "a variant always holds the command and has no other fields: write the type, `Get`, or a variant name for it, \
         `AdminGet = admin::Get`"
    } else if input.peek(Token![:]) {
        "expected `=` after the name of a variant: `AdminGet = admin::Get`"
    } else if input.peek(Token![<]) {
        "a command cannot have type parameters"
    } else {
        "expected `,` before this"
    };
    Err(input.error(message))
}

/// Skips everything up to the next comma, and the comma.
fn skip_variant(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// Removes repeated variants and reports them. Variants that depend on features are left to the compiler.
fn reject_duplicates(variants: &mut Vec<SetVariant>, errors: &mut Errors) {
    let mut kept: Vec<SetVariant> = Vec::new();
    for variant in variants.drain(..) {
        let path = names::path_string(&variant.path);
        let is_same = |other: &&SetVariant| {
            let is_certain = !other.has_cfg() && !variant.has_cfg();
            is_certain && (other.ident == variant.ident || names::path_string(&other.path) == path)
        };
        let Some(other) = kept.iter().find(is_same) else {
            kept.push(variant);
            continue;
        };
        let message = if names::path_string(&other.path) == path {
            format!("`{path}` appears twice in the set")
        } else {
            let ident = &variant.ident;
            format!(
                "two variants are named `{ident}`\n= help: give one of them another name, for example `Other{ident} = {path}`"
            )
        };
        errors.push_spanned(&variant.path, message);
    }
    *variants = kept;
}
