//! The names that generated code has of its own.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// What code about a type names by one word, `__Plain` and so on, and where it is. A path in front of it would be taken for
/// one of the declaration, which says too much; and what is not of the declaration would be shown once more in errors.
const NAMES: [(&[&str], &str); 2] = [
    (
        &[
            "Choice",
            "JsonArgument",
            "List",
            "Optional",
            "Plain",
            "Switch",
            "Text",
            TAKE_TEXT,
        ],
        "__p::slot",
    ),
    (&["None", "Some"], "::core::option::Option"),
];

const TAKE_TEXT: &str = "take_text";

/// The code in which its own names mean the same everywhere, and the imports of those names.
///
/// Code about a type stands where the type does, for errors to be shown there, as if it were of the declaration. But what
/// it calls and its variables are not: the declaration may be of another edition, or stand in a macro, and lints about what
/// is written by hand do not apply to them.
pub(crate) fn apply(code: TokenStream) -> (TokenStream, TokenStream) {
    let mut named = HashSet::new();
    let code = respan(code, &mut named);
    let imports = NAMES.iter().flat_map(|(names, path)| {
        let path: TokenStream = path.parse().unwrap_or_default();
        let named = &named;
        names.iter().filter_map(move |name| {
            let own = format_ident!("__{name}");
            let name = format_ident!("{name}");
            named
                .contains(&own)
                .then(|| quote!(use #path::#name as #own;))
        })
    });
    (code, imports.collect())
}

/// Lets the own names stand where the macro does, and notes those that are imported. Each token is asked of the compiler,
/// which takes time: so this is done once.
fn respan(code: TokenStream, named: &mut HashSet<Ident>) -> TokenStream {
    let code: Vec<_> = code.into_iter().collect();
    let own = code.iter().cloned().enumerate().map(|(place, token)| {
        if let TokenTree::Group(group) = token {
            let mut inside = Group::new(group.delimiter(), respan(group.stream(), named));
            inside.set_span(group.span());
            return inside.into();
        }
        if let TokenTree::Ident(name) = &token
            && name.to_string().starts_with("__")
        {
            named.insert(name.clone());
        }
        let mut token = token;
        if is_own(&code, place) {
            let span = match &token {
                TokenTree::Ident(name) if name != "__p" && is_variable(&name.to_string()) => {
                    Span::call_site()
                }
                _ => Span::call_site().located_at(token.span()),
            };
            token.set_span(span);
        }
        token
    });
    own.collect()
}

fn is_own(code: &[TokenTree], place: usize) -> bool {
    let word = |place: usize| match code.get(place) {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        _ => String::new(),
    };
    let mark = |place: Option<usize>| match place.and_then(|place| code.get(place)) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    let is_variable = |place: usize| is_variable(&word(place));
    let before = place.checked_sub(1);
    match mark(Some(place)) {
        '?' => true,
        // Around the parameters of a closure.
        '|' => is_variable(place + 1) || before.is_some_and(is_variable),
        // Of a path from the root.
        ':' => {
            let first = if mark(before) == ':' {
                place - 1
            } else {
                place
            };
            is_root(&word(first + 2))
        }
        _ => match word(place).as_str() {
            "self" => mark(Some(place + 1)) != ':',
            name => self::is_variable(name) || is_root(name) && mark(before) == ':',
        },
    }
}

/// Whether it is the name of a crate that generated code names.
fn is_root(name: &str) -> bool {
    matches!(name, "core" | "std")
}

/// Whether it is a variable or module of generated code, not a trait or constant.
fn is_variable(name: &str) -> bool {
    let rest = name.strip_prefix("__").filter(|rest| *rest != TAKE_TEXT);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}
