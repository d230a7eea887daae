//! The documentation's names from Rust's: how capitals fold.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, Path};

/// The name of an identifier, without `r#`.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A path as it is written: `errors::NoUser`.
pub(crate) fn path(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

/// `chat_item_id` as the API writes it: `chatItemId`.
pub(crate) fn camel(snake: &str) -> String {
    let mut camel = String::with_capacity(snake.len());
    for (index, word) in snake.split('_').enumerate() {
        if index == 0 {
            camel.push_str(word);
        } else {
            push_with_first(&mut camel, word, |first| first.to_uppercase().collect());
        }
    }
    camel
}

/// `NewChatItems` as a tag or word: `newChatItems`.
pub(crate) fn lower_first(name: &str) -> String {
    let mut lower = String::with_capacity(name.len());
    push_with_first(&mut lower, name, |first| first.to_lowercase().collect());
    lower
}

/// `NewChatItems` as the name of a function: `new_chat_items`. Capitals that stand together are one word.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, c) in chars.iter().enumerate() {
        let follows = index.checked_sub(1).map(|before| chars[before]);
        let begins = follows.is_some_and(|before| !before.is_uppercase() && before != '_');
        let ends_capitals = follows.is_some_and(char::is_uppercase)
            && chars.get(index + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (begins || ends_capitals) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// The name as a string of JSON.
pub(crate) fn quoted(name: &str) -> String {
    let letters = name.chars().map(|letter| match letter {
        '"' | '\\' => format!("\\{letter}"),
        '\0'..' ' => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    });
    format!("\"{}\"", letters.collect::<String>())
}

/// An identifier for `name`, raw if it is a keyword.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    if syn::parse_str::<Ident>(name).is_ok() {
        return Ident::new(name, span);
    }
    match name {
        "self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), span),
        _ => Ident::new_raw(name, span),
    }
}

fn push_with_first(out: &mut String, word: &str, first: impl Fn(char) -> String) {
    let mut chars = word.chars();
    out.extend(chars.next().map(first));
    out.push_str(chars.as_str());
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::{camel, ident, lower_first, plain, snake};

    #[test]
    fn members() {
        assert_eq!(camel("chat_item_id"), "chatItemId");
        assert_eq!(camel("text"), "text");
        assert_eq!(camel("a_b2_c"), "aB2C");
        assert_eq!(camel("мой_город"), "мойГород");
    }

    #[test]
    fn tags() {
        assert_eq!(lower_first("NewChatItems"), "newChatItems");
        assert_eq!(lower_first("TLSError"), "tLSError");
        assert_eq!(lower_first(""), "");
    }

    #[test]
    fn functions() {
        assert_eq!(snake("NewChatItems"), "new_chat_items");
        assert_eq!(snake("TLSError"), "tls_error");
        assert_eq!(snake("NO_USER"), "no_user");
        assert_eq!(snake("Sha512Of"), "sha512_of");
        assert_eq!(snake("X"), "x");
    }

    #[test]
    fn keywords() {
        let name = |name| ident(name, Span::call_site()).to_string();
        assert_eq!(name("type"), "r#type");
        assert_eq!(name("self"), "self_");
        assert_eq!(name("text"), "text");
        assert_eq!(plain(&ident("type", Span::call_site())), "type");
    }
}
