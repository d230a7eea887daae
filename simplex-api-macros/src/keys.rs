//! The keys of an attribute: `key`, `key = value` and `key(list)`, separated by commas.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Path, Token, parenthesized, parse_quote};

use crate::diagnostics::Errors;
use crate::grammar::suggest;

/// The keys that nobody has asked for yet, and the names of those that were asked for.
pub(crate) struct Keys {
    keys: Vec<Key>,
    /// Some could not be read.
    is_broken: bool,
    asked: Vec<&'static str>,
}

/// A key and whatever stands behind it, up to the next comma.
struct Key {
    name: Ident,
    value: TokenStream,
}

/// What is wrong where the next key begins too early.
const NO_COMMA: &str = "expected `,` before this";

impl Parse for Key {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            let message = if input.peek(LitStr) {
                "a text needs a key in front, as in `syntax = \"…\"`"
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
    /// What `parse` finds behind the name. If that is something else, `message` says what it must be.
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
                Err(input.error(NO_COMMA))
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
            is_broken: false,
            asked: Vec::new(),
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
                self.is_broken = true;
            }
        }
    }

    /// Whether `name` is surely not there.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        !self.is_broken && self.keys.iter().all(|key| key.name != name)
    }

    /// The text of `name = "text"`.
    pub(crate) fn text(&mut self, name: &'static str, errors: &mut Errors) -> Option<LitStr> {
        let key = self.take(name)?;
        let needs = if is_macro(&key.value) {
            "a string literal: no macro is called here"
        } else {
            "a text"
        };
        let message = format!("`{name}` needs {needs}: `{name} = \"…\"`");
        key.value(after_equals, message, errors)
    }

    /// The version of `name = "7.0"`.
    pub(crate) fn version(&mut self, name: &'static str, errors: &mut Errors) -> Option<LitStr> {
        let text = self.text(name, errors)?;
        if !is_version(&text) {
            let message =
                format!("expected a version of two to four numbers, as in `{name} = \"7.0\"`");
            errors.push_spanned(&text, message);
        }
        Some(text)
    }

    /// Both texts of `name("text", key = "text")`, of which the first is like `example`.
    pub(crate) fn text_and(
        &mut self,
        name: &'static str,
        key: &str,
        example: &str,
        errors: &mut Errors,
    ) -> Option<(LitStr, LitStr)> {
        let found = self.take(name)?;
        let message = format!("`{name}` needs two texts: `{name}(\"{example}\", {key} = \"…\")`");
        found.value(|input| two_texts(input, key), message, errors)
    }

    /// The word of `name = word`, which is one of `words`.
    pub(crate) fn word(
        &mut self,
        name: &'static str,
        words: &[&str],
        errors: &mut Errors,
    ) -> Option<Ident> {
        let key = self.take(name)?;
        let one_of = if words.len() == 1 { "" } else { "one of " };
        let expected = format!("{one_of}`{}`, without quotes", words.join("`, `"));
        let message = format!("`{name}` is {expected}");
        let word: Ident = key.value(after_equals, message, errors)?;
        let found = word.to_string();
        if words.contains(&found.as_str()) {
            return Some(word);
        }
        let expected = match suggest(&found, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {expected}"),
        };
        errors.push_spanned(word, format!("unknown {name} `{found}`, {expected}"));
        None
    }

    /// The path of `name = path`.
    pub(crate) fn path(&mut self, name: &'static str, errors: &mut Errors) -> Option<Path> {
        let key = self.take(name)?;
        let message = format!("`{name}` needs a path, without quotes: `{name} = …`");
        key.value(after_equals, message, errors)
    }

    /// The library: `crate = path` where it is not found by its own name.
    pub(crate) fn library(&mut self, errors: &mut Errors) -> Path {
        let library = self.path("crate", errors);
        library.unwrap_or_else(|| parse_quote!(::simplex_api))
    }

    /// The paths of `name(path, path)`, each with another last name.
    pub(crate) fn paths(&mut self, name: &'static str, errors: &mut Errors) -> Vec<Path> {
        let Some(key) = self.take(name) else {
            return Vec::new();
        };
        let message = format!("`{name}` needs a list: `{name}(A, B)`");
        let paths = key.value(in_parentheses::<Path>, message, errors);
        distinct(paths.unwrap_or_default(), errors)
    }

    /// The texts of `name("text", "text")`; at least one.
    pub(crate) fn texts(&mut self, name: &'static str, errors: &mut Errors) -> Vec<LitStr> {
        let Some(key) = self.take(name) else {
            return Vec::new();
        };
        let message = format!("`{name}` needs a list of texts: `{name}(\"…\", \"…\")`");
        let span = key.name.span();
        let texts = key.value(in_parentheses::<LitStr>, message.clone(), errors);
        if texts.as_ref().is_some_and(Vec::is_empty) {
            errors.push(syn::Error::new(span, message));
        }
        texts.unwrap_or_default()
    }

    /// Whether `name` is there.
    pub(crate) fn flag(&mut self, name: &'static str, errors: &mut Errors) -> bool {
        let Some(key) = self.take(name) else {
            return false;
        };
        match key.value.clone().into_iter().next() {
            None => {}
            Some(TokenTree::Ident(next)) => errors.push_spanned(next, NO_COMMA),
            Some(_) => errors.push_spanned(key.value, format!("`{name}` takes no value")),
        }
        true
    }

    /// Refuses a key that one may expect `to` have, and tells what there is instead.
    pub(crate) fn refuse(&mut self, name: &str, to: &str, instead: &str, errors: &mut Errors) {
        let place = self.keys.iter().position(|key| key.name == name);
        if let Some(place) = place {
            let key = self.keys.remove(place);
            let message = format!("unknown key `{name}` of {to}\n= help: {instead}");
            errors.push_spanned(key.name, message);
        }
    }

    fn take(&mut self, name: &'static str) -> Option<Key> {
        self.asked.push(name);
        let place = self.keys.iter().position(|key| key.name == name)?;
        Some(self.keys.remove(place))
    }

    /// What is left is unknown to this kind of thing, or was given twice.
    pub(crate) fn finish(self, to: &str, errors: &mut Errors) {
        for key in &self.keys {
            let name = key.name.to_string();
            let message = if self.asked.contains(&name.as_str()) {
                format!("`{name}` is given twice")
            } else if let Some(near) = suggest(&name, self.asked.iter().copied()) {
                format!("unknown key `{name}` of {to}, did you mean `{near}`?")
            } else {
                let one_of = if self.asked.len() == 1 { "" } else { "one of " };
                let known = self.asked.join("`, `");
                format!("unknown key `{name}` of {to}, expected {one_of}`{known}`")
            };
            errors.push_spanned(&key.name, message);
        }
    }
}

/// Whether a text is a version of two to four numbers, which is what the library reads.
pub(crate) fn is_version(text: &LitStr) -> bool {
    let value = text.value();
    let is_number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok();
    (2..=4).contains(&value.split('.').count()) && value.split('.').all(is_number)
}

/// Whether `= name!…` stands here.
fn is_macro(value: &TokenStream) -> bool {
    value.clone().into_iter().any(|token| match token {
        TokenTree::Punct(mark) => mark.as_char() == '!',
        _ => false,
    })
}

fn after_equals<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn two_texts(input: ParseStream<'_>, key: &str) -> syn::Result<(LitStr, LitStr)> {
    let content;
    parenthesized!(content in input);
    let first = content.parse()?;
    content.parse::<Token![,]>()?;
    let name = content.call(Ident::parse_any)?;
    if name != key {
        return Err(syn::Error::new(name.span(), "another key"));
    }
    let second = after_equals(&content)?;
    content.parse::<Option<Token![,]>>()?;
    if !content.is_empty() {
        return Err(content.error("more than two texts"));
    }
    Ok((first, second))
}

fn in_parentheses<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let content;
    parenthesized!(content in input);
    let items = Punctuated::<T, Token![,]>::parse_terminated(&content)?;
    Ok(items.into_iter().collect())
}

/// The paths without those whose last name came before, which is an error.
fn distinct(paths: Vec<Path>, errors: &mut Errors) -> Vec<Path> {
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
