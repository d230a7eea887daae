//! The keys of an attribute: `key`, `key = value` and `key(list)`, separated by commas.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Path, Token, parenthesized, parse_quote};

use crate::diagnostics::Errors;
use crate::grammar::suggest;

/// The keys of an attribute. Each method takes the key that it returns, and [`finish`](Self::finish) reports the rest.
pub(crate) struct Keys {
    /// The keys that are not taken yet.
    keys: Vec<Key>,
    /// Some keys could not be parsed.
    is_incomplete: bool,
    /// The names that this kind of attribute knows.
    known: Vec<&'static str>,
}

/// A key and everything after it, up to the next comma.
struct Key {
    name: Ident,
    value: TokenStream,
}

/// The message where a comma is missing.
const MISSING_COMMA: &str = "expected `,` before this";

impl Parse for Key {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            let message = if input.peek(LitStr) {
                "a string needs a key before it, for example `syntax = \"…\"`"
            } else {
                "expected a key: `key`, `key = …` or `key(…)`"
            };
            syn::Error::new(error.span(), message)
        })?;
        let mut value = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            value.extend([input.parse::<TokenTree>()?]);
        }
        Ok(Self { name, value })
    }
}

impl Key {
    /// Parses what follows the name. `message` is the error if that fails.
    fn value<T>(
        self,
        parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
        message: String,
        errors: &mut Errors,
    ) -> Option<T> {
        let parse = |input: ParseStream<'_>| {
            let value = parse(input).map_err(|_| syn::Error::new_spanned(&self.name, message))?;
            if input.is_empty() {
                Ok(value)
            } else {
                Err(input.error(MISSING_COMMA))
            }
        };
        parse
            .parse2(self.value)
            .map_err(|error| errors.push(error))
            .ok()
    }
}

impl Keys {
    /// The keys between the parentheses of an attribute.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut keys = Self {
            keys: Vec::new(),
            is_incomplete: false,
            known: Vec::new(),
        };
        keys.add(tokens, errors);
        keys
    }

    /// The keys of all attributes called `name`.
    pub(crate) fn of(attributes: &[Attribute], name: &str, errors: &mut Errors) -> Self {
        let mut keys = Self::parse(TokenStream::new(), errors);
        for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
            match &attribute.meta {
                Meta::List(list) => keys.add(list.tokens.clone(), errors),
                meta => errors.push_spanned(meta, format!("expected `#[{name}(…)]`")),
            }
        }
        keys
    }

    fn add(&mut self, tokens: TokenStream, errors: &mut Errors) {
        match Punctuated::<Key, Token![,]>::parse_terminated.parse2(tokens) {
            Ok(keys) => self.keys.extend(keys),
            Err(error) => {
                errors.push(error);
                self.is_incomplete = true;
            }
        }
    }

    /// Whether the key `name` is certainly missing.
    pub(crate) fn is_missing(&self, name: &str) -> bool {
        !self.is_incomplete && self.keys.iter().all(|key| key.name != name)
    }

    /// The string of `name = "string"`.
    pub(crate) fn string(&mut self, name: &'static str, errors: &mut Errors) -> Option<LitStr> {
        let key = self.take(name)?;
        let expected = if is_macro_call(&key.value) {
            "a string literal, not a macro call"
        } else {
            "a string"
        };
        let message = format!("`{name}` needs {expected}: `{name} = \"…\"`");
        key.value(after_equals, message, errors)
    }

    /// The version of `name = "7.0"`.
    pub(crate) fn version(&mut self, name: &'static str, errors: &mut Errors) -> Option<LitStr> {
        let version = self.string(name, errors)?;
        if !is_version(&version) {
            let message = format!(
                "expected a version of two to four numbers, for example `{name} = \"7.0\"`"
            );
            errors.push_spanned(&version, message);
        }
        Some(version)
    }

    /// Both strings of `name("string", key = "string")`. `example` is the first string in the error message.
    pub(crate) fn two_strings(
        &mut self,
        name: &'static str,
        key: &str,
        example: &str,
        errors: &mut Errors,
    ) -> Option<(LitStr, LitStr)> {
        let found = self.take(name)?;
        let message = format!("`{name}` needs two strings: `{name}(\"{example}\", {key} = \"…\")`");
        found.value(|input| parse_two_strings(input, key), message, errors)
    }

    /// The keyword of `name = keyword`, which must be one of `keywords`.
    pub(crate) fn keyword(
        &mut self,
        name: &'static str,
        keywords: &[&str],
        errors: &mut Errors,
    ) -> Option<Ident> {
        let key = self.take(name)?;
        let one_of = if keywords.len() == 1 { "" } else { "one of " };
        let expected = format!("{one_of}`{}`, without quotes", keywords.join("`, `"));
        let message = format!("`{name}` must be {expected}");
        let keyword: Ident = key.value(after_equals, message, errors)?;
        let found = keyword.to_string();
        if keywords.contains(&found.as_str()) {
            return Some(keyword);
        }
        let expected = match suggest(&found, keywords.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {expected}"),
        };
        errors.push_spanned(keyword, format!("unknown {name} `{found}`, {expected}"));
        None
    }

    /// The path of `name = path`.
    pub(crate) fn path(&mut self, name: &'static str, errors: &mut Errors) -> Option<Path> {
        let key = self.take(name)?;
        let message = format!("`{name}` needs a path, without quotes: `{name} = …`");
        key.value(after_equals, message, errors)
    }

    /// The path of the library: that of `crate = path`, or else `::simplex_api`.
    pub(crate) fn crate_path(&mut self, errors: &mut Errors) -> Path {
        let path = self.path("crate", errors);
        path.unwrap_or_else(|| parse_quote!(::simplex_api))
    }

    /// The paths of `name(path, path)`. Their last segments must differ.
    pub(crate) fn paths(&mut self, name: &'static str, errors: &mut Errors) -> Vec<Path> {
        let Some(key) = self.take(name) else {
            return Vec::new();
        };
        let message = format!("`{name}` needs a list: `{name}(A, B)`");
        let paths = key.value(in_parentheses::<Path>, message, errors);
        without_duplicates(paths.unwrap_or_default(), errors)
    }

    /// The strings of `name("string", "string")`; at least one.
    pub(crate) fn strings(&mut self, name: &'static str, errors: &mut Errors) -> Vec<LitStr> {
        let Some(key) = self.take(name) else {
            return Vec::new();
        };
        let message = format!("`{name}` needs a list of strings: `{name}(\"…\", \"…\")`");
        let span = key.name.span();
        let strings = key.value(in_parentheses::<LitStr>, message.clone(), errors);
        if strings.as_ref().is_some_and(Vec::is_empty) {
            errors.push(syn::Error::new(span, message));
        }
        strings.unwrap_or_default()
    }

    /// Whether the key `name` is present.
    pub(crate) fn flag(&mut self, name: &'static str, errors: &mut Errors) -> bool {
        let Some(key) = self.take(name) else {
            return false;
        };
        match key.value.clone().into_iter().next() {
            None => {}
            Some(TokenTree::Ident(next)) => errors.push_spanned(next, MISSING_COMMA),
            Some(_) => errors.push_spanned(key.value, format!("`{name}` takes no value")),
        }
        true
    }

    /// Reports the key `name`, which users may expect of this `owner`, with `help` about what to write instead.
    pub(crate) fn reject(&mut self, name: &str, owner: &str, help: &str, errors: &mut Errors) {
        let index = self.keys.iter().position(|key| key.name == name);
        if let Some(index) = index {
            let key = self.keys.remove(index);
            let message = format!("unknown key `{name}` of {owner}\n= help: {help}");
            errors.push_spanned(key.name, message);
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Key> {
        self.known.push(name);
        let index = self.keys.iter().position(|key| key.name == name)?;
        Some(self.keys.remove(index))
    }

    /// Reports the keys that were not taken: they are unknown to this kind of `owner`, or repeated.
    pub(crate) fn finish(self, owner: &str, errors: &mut Errors) {
        for key in &self.keys {
            let name = key.name.to_string();
            let message = if self.known.contains(&name.as_str()) {
                format!("`{name}` appears twice")
            } else if let Some(near) = suggest(&name, self.known.iter().copied()) {
                format!("unknown key `{name}` of {owner}, did you mean `{near}`?")
            } else {
                let one_of = if self.known.len() == 1 { "" } else { "one of " };
                let known = self.known.join("`, `");
                format!("unknown key `{name}` of {owner}, expected {one_of}`{known}`")
            };
            errors.push_spanned(&key.name, message);
        }
    }
}

/// Whether the literal is a version that the library can parse: two to four numbers.
pub(crate) fn is_version(literal: &LitStr) -> bool {
    let value = literal.value();
    let is_number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok();
    (2..=4).contains(&value.split('.').count()) && value.split('.').all(is_number)
}

/// Whether the value is a macro call, `= name!…`.
fn is_macro_call(value: &TokenStream) -> bool {
    value.clone().into_iter().any(|token| match token {
        TokenTree::Punct(mark) => mark.as_char() == '!',
        _ => false,
    })
}

fn after_equals<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn parse_two_strings(input: ParseStream<'_>, key: &str) -> syn::Result<(LitStr, LitStr)> {
    let content;
    parenthesized!(content in input);
    let first = content.parse()?;
    content.parse::<Token![,]>()?;
    let name = content.call(Ident::parse_any)?;
    if name != key {
        return Err(syn::Error::new(name.span(), "not this key"));
    }
    let second = after_equals(&content)?;
    content.parse::<Option<Token![,]>>()?;
    if !content.is_empty() {
        return Err(content.error("more than two strings"));
    }
    Ok((first, second))
}

fn in_parentheses<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let content;
    parenthesized!(content in input);
    let items = Punctuated::<T, Token![,]>::parse_terminated(&content)?;
    Ok(items.into_iter().collect())
}

/// The paths, of which each last segment occurs once. Others are reported.
fn without_duplicates(paths: Vec<Path>, errors: &mut Errors) -> Vec<Path> {
    let mut names = Vec::new();
    let mut distinct = Vec::new();
    for path in paths {
        let name = path.segments.last().map(|segment| segment.ident.clone());
        if names.contains(&name) {
            let name = name.to_token_stream();
            errors.push_spanned(&path, format!("`{name}` is listed twice"));
        } else {
            names.push(name);
            distinct.push(path);
        }
    }
    distinct
}
