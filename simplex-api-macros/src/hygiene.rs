//! Hygiene: gives the names in generated code the right spans.
//!
//! Code about a type has the span of the type, so that errors are shown there. The compiler would then treat all of it as
//! part of the declaration. But the names and variables that only generated code uses must resolve at the macro call: the
//! declaration may have another edition or come from another macro, and lints for handwritten code do not apply to them.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The items that generated code names without a path, as `__Plain` and so on, and their modules. With a path the compiler
/// would treat the path as a part of the declaration and show it in errors.
const IMPORTED: [(&[&str], &str); 2] = [
    (
        &[
            "Flag",
            "JsonArgument",
            "KeywordChoice",
            "List",
            "Optional",
            "Plain",
            "Text",
            READ_NESTED,
        ],
        "__p::slot",
    ),
    (&["None", "Some"], "::core::option::Option"),
];

const READ_NESTED: &str = "read_nested";

/// Returns the code with corrected spans, and the imports of the names that it uses.
pub(crate) fn apply(code: TokenStream) -> (TokenStream, TokenStream) {
    let mut used = HashSet::new();
    let code = respan(code, &mut used);
    let imports = IMPORTED.iter().flat_map(|(names, path)| {
        let path: TokenStream = path.parse().unwrap_or_default();
        let used = &used;
        names.iter().filter_map(move |name| {
            let alias = format_ident!("__{name}");
            let name = format_ident!("{name}");
            used.contains(&alias)
                .then(|| quote!(use #path::#name as #alias;))
        })
    });
    (code, imports.collect())
}

/// Gives the generated names the span of the macro call, and collects the names that start with `__`. Each span comes from
/// the compiler, which takes time, so this runs once for the whole code.
fn respan(code: TokenStream, used: &mut HashSet<Ident>) -> TokenStream {
    let code: Vec<_> = code.into_iter().collect();
    let respanned = code.iter().cloned().enumerate().map(|(index, mut token)| {
        if let TokenTree::Group(group) = token {
            let mut content = Group::new(group.delimiter(), respan(group.stream(), used));
            content.set_span(group.span());
            return content.into();
        }
        if let TokenTree::Ident(name) = &token
            && name.to_string().starts_with("__")
        {
            used.insert(name.clone());
        }
        if is_generated(&code, index) {
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
    respanned.collect()
}

/// Whether the token with this index belongs only to generated code.
fn is_generated(code: &[TokenTree], index: usize) -> bool {
    let ident = |index: usize| match code.get(index) {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        _ => String::new(),
    };
    let punct = |index: Option<usize>| match index.and_then(|index| code.get(index)) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    let is_variable = |index: usize| is_variable(&ident(index));
    let previous = index.checked_sub(1);
    match punct(Some(index)) {
        '?' => true,
        // Around the parameters of a closure.
        '|' => is_variable(index + 1) || previous.is_some_and(is_variable),
        // In an absolute path.
        ':' => {
            let first = if punct(previous) == ':' {
                index - 1
            } else {
                index
            };
            is_root(&ident(first + 2))
        }
        _ => match ident(index).as_str() {
            "self" => punct(Some(index + 1)) != ':',
            name => self::is_variable(name) || is_root(name) && punct(previous) == ':',
        },
    }
}

/// Whether it is the name of a crate in an absolute path of generated code.
fn is_root(name: &str) -> bool {
    matches!(name, "core" | "std")
}

/// Whether it is a variable or a module of generated code, not a trait or a constant.
fn is_variable(name: &str) -> bool {
    let rest = name.strip_prefix("__").filter(|rest| *rest != READ_NESTED);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}
