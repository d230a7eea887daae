//! The declaration of a set, as it was written.

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
    pub(super) members: Vec<Member>,
}

/// A command, or another set.
pub(super) struct Member {
    /// Without those of the section.
    pub(super) attrs: Vec<Attribute>,
    pub(super) section: Option<Rc<Section>>,
    /// The name of the variant.
    pub(super) ident: Ident,
    /// The type.
    pub(super) path: Path,
}

/// `"Name" { … }`.
pub(super) struct Section {
    pub(super) attrs: Vec<Attribute>,
    pub(super) name: LitStr,
}

const HEADER: &str = "a set is an enum of commands: `pub enum Request { First, Second }`";
const NO_MEMBER: &str = "expected a command or a set: its type, `Get` or `admin::Get`, or a name for it, `AdminGet = admin::Get`";

impl Member {
    /// Whether it may not be there.
    pub(super) fn has_cfg(&self) -> bool {
        self.cfg().next().is_some()
    }

    /// The attributes that say whether it is there.
    pub(super) fn cfg(&self) -> impl Iterator<Item = &Attribute> {
        let section = self.section.iter().flat_map(|section| &section.attrs);
        let attrs = section.chain(&self.attrs);
        attrs.filter(|attr| attr.path().is_ident("cfg"))
    }
}

impl Set {
    /// Reads the declaration; what is wrong with it goes to `errors`. `None` if there is no set then.
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
            return Err(input.error("a set has no type parameters: its commands have none"));
        }
        if !input.peek(token::Brace) {
            return Err(input.error(HEADER));
        }
        let body;
        braced!(body in input);
        if !input.is_empty() {
            return Err(
                input.error("a set is declared by itself: call `command_set!` once for each")
            );
        }
        let before = errors.len();
        let mut members = Vec::new();
        entries(&body, &mut members, errors)?;
        refuse_repeated(&mut members, errors);
        if members.is_empty() {
            if errors.len() == before {
                let message = "a set has at least one command: `enum Set { First, Second }`";
                errors.push(syn::Error::new_spanned(&ident, message));
            }
            return Ok(None);
        }
        Ok(Some(Self {
            attrs,
            vis,
            ident,
            members,
        }))
    }
}

/// Members, and sections with members.
fn entries(
    input: ParseStream<'_>,
    members: &mut Vec<Member>,
    errors: &mut Errors,
) -> syn::Result<()> {
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        if input.peek(LitStr) {
            let name = input.parse()?;
            let section = Rc::new(Section { attrs, name });
            if !input.peek(token::Brace) {
                return Err(
                    input.error("a section has its commands in braces: `\"Name\" { First }`")
                );
            }
            let body;
            braced!(body in input);
            while !body.is_empty() {
                let attrs = body.call(Attribute::parse_outer)?;
                members.extend(member(&body, attrs, Some(&section), errors));
            }
            // As between members; between sections it is mostly left out.
            input.parse::<Option<Token![,]>>()?;
        } else {
            members.extend(member(input, attrs, None, errors));
        }
    }
    Ok(())
}

/// A member and the comma behind it. After a mistake the rest of it is left out.
fn member(
    input: ParseStream<'_>,
    attrs: Vec<Attribute>,
    section: Option<&Rc<Section>>,
    errors: &mut Errors,
) -> Option<Member> {
    let member = named(input).and_then(|(ident, path)| {
        end(input)?;
        Ok(Member {
            attrs,
            section: section.cloned(),
            ident,
            path,
        })
    });
    match member {
        Ok(member) => Some(member),
        Err(error) => {
            errors.push(error);
            skip(input);
            None
        }
    }
}

/// `Get`, `admin::Get` or `AdminGet = admin::Get`: the name of the variant and the type.
fn named(input: ParseStream<'_>) -> syn::Result<(Ident, Path)> {
    let path = type_path(input)?;
    if !input.peek(Token![=]) {
        let last = path.segments.last().map(|segment| segment.ident.clone());
        let ident = last.ok_or_else(|| input.error(NO_MEMBER))?;
        return Ok((ident, path));
    }
    let Some(ident) = path.get_ident().cloned() else {
        let message = "the name of a variant is one word: `AdminGet = admin::Get`";
        return Err(syn::Error::new_spanned(path, message));
    };
    input.parse::<Token![=]>()?;
    Ok((ident, type_path(input)?))
}

fn type_path(input: ParseStream<'_>) -> syn::Result<Path> {
    if !input.peek(Ident::peek_any) && !input.peek(Token![::]) {
        return Err(input.error(NO_MEMBER));
    }
    input.call(Path::parse_mod_style)
}

/// The end of a member, or what is wrong with what stands there.
fn end(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    let message = if input.peek(token::Paren) || input.peek(token::Brace) {
        "a variant holds the command itself, so it has no fields: write the type alone, `Get`, or a name for it, \
         `AdminGet = admin::Get`"
    } else if input.peek(Token![:]) {
        "a name for a command stands before `=`: `AdminGet = admin::Get`"
    } else if input.peek(Token![<]) {
        "commands have no type parameters"
    } else {
        "expected `,` before this"
    };
    Err(input.error(message))
}

/// Leaves out what stands before the next comma, and the comma.
fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// Takes out members that are there already. Of two that features choose between the compiler decides.
fn refuse_repeated(members: &mut Vec<Member>, errors: &mut Errors) {
    let mut kept: Vec<Member> = Vec::new();
    for member in members.drain(..) {
        let path = names::path_string(&member.path);
        let is_same = |other: &&Member| {
            let is_sure = !other.has_cfg() && !member.has_cfg();
            is_sure && (other.ident == member.ident || names::path_string(&other.path) == path)
        };
        let Some(other) = kept.iter().find(is_same) else {
            kept.push(member);
            continue;
        };
        let message = if names::path_string(&other.path) == path {
            format!("`{path}` is in the set already: remove one of them")
        } else {
            let ident = &member.ident;
            format!(
                "two members are called `{ident}`: give one of them another name, as in `Other{ident} = {path}`"
            )
        };
        errors.push_spanned(&member.path, message);
    }
    *members = kept;
}
