//! Conversions between Rust names and API names.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, Path};

/// The name of an identifier, without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The source text of a path: `errors::NoUser`.
pub(crate) fn path_string(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

/// `chat_item_id` becomes `chatItemId`.
pub(crate) fn to_camel_case(snake: &str) -> String {
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

/// `NewChatItems` becomes `newChatItems`, as a tag or keyword.
pub(crate) fn lowercase_first(name: &str) -> String {
    let mut lower = String::with_capacity(name.len());
    push_with_first(&mut lower, name, |first| first.to_lowercase().collect());
    lower
}

/// `NewChatItems` becomes `new_chat_items`, as the name of a function. Consecutive capitals are one word.
pub(crate) fn to_snake_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, c) in chars.iter().enumerate() {
        let previous = index.checked_sub(1).map(|before| chars[before]);
        let starts_word = previous.is_some_and(|before| !before.is_uppercase() && before != '_');
        let ends_capitals = previous.is_some_and(char::is_uppercase)
            && chars.get(index + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (starts_word || ends_capitals) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// The name as a JSON string.
pub(crate) fn json_string(name: &str) -> String {
    let escaped = name.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        '\0'..' ' => format!("\\u{:04x}", u32::from(character)),
        character => character.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// An identifier for `name`, raw if it is a Rust keyword.
pub(crate) fn raw_if_keyword(name: &str, span: Span) -> Ident {
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

    use super::{lowercase_first, raw_if_keyword, to_camel_case, to_snake_case, unraw};

    #[test]
    fn fields_are_camel_case() {
        assert_eq!(to_camel_case("chat_item_id"), "chatItemId");
        assert_eq!(to_camel_case("text"), "text");
        assert_eq!(to_camel_case("a_b2_c"), "aB2C");
        assert_eq!(to_camel_case("мой_город"), "мойГород");
    }

    #[test]
    fn tags_start_in_lower_case() {
        assert_eq!(lowercase_first("NewChatItems"), "newChatItems");
        assert_eq!(lowercase_first("TLSError"), "tLSError");
        assert_eq!(lowercase_first(""), "");
    }

    #[test]
    fn functions_are_snake_case() {
        assert_eq!(to_snake_case("NewChatItems"), "new_chat_items");
        assert_eq!(to_snake_case("TLSError"), "tls_error");
        assert_eq!(to_snake_case("NO_USER"), "no_user");
        assert_eq!(to_snake_case("Sha512Of"), "sha512_of");
        assert_eq!(to_snake_case("X"), "x");
    }

    #[test]
    fn rust_keywords_are_raw() {
        let name = |name| raw_if_keyword(name, Span::call_site()).to_string();
        assert_eq!(name("type"), "r#type");
        assert_eq!(name("self"), "self_");
        assert_eq!(name("text"), "text");
        assert_eq!(unraw(&raw_if_keyword("type", Span::call_site())), "type");
    }
}
