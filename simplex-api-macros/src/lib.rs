//! The attribute macros of [`simplex-api`](https://docs.rs/simplex-api), which documents them.

mod analysis;
mod api_type;
mod builder;
mod case_fold;
mod cfg;
mod codec;
mod command;
mod debug;
mod diagnostics;
mod doc_comment;
mod duplicates;
mod fallback;
mod grammar;
mod hygiene;
mod keys;
mod lints;
mod literal;
mod names;
mod rust_type;
mod set;
mod text;
mod tokens;

use proc_macro::TokenStream;

#[allow(missing_docs)] // `simplex-api` documents the macro where it re-exports it.
#[proc_macro_attribute]
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::expand(args.into(), item.into()).into()
}

#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn api_type(args: TokenStream, item: TokenStream) -> TokenStream {
    api_type::expand(args.into(), item.into()).into()
}

/// `simplex_api::command_set!` calls this macro with its own path.
#[doc(hidden)]
#[proc_macro]
pub fn command_set(input: TokenStream) -> TokenStream {
    set::expand(input.into()).into()
}
