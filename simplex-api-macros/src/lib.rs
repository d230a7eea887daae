//! The attribute macros of [`simplex-api`](https://docs.rs/simplex-api). See there for how to use them.

mod analysis;
mod api_type;
mod builder;
mod cfg;
mod codec;
mod command;
mod debug;
mod diagnostics;
mod doc_comment;
mod duplicates;
mod fallback;
mod fold;
mod grammar;
mod keys;
mod lints;
mod literal;
mod names;
mod own;
mod rust_type;
mod set;
mod text;
mod tokens;

use proc_macro::TokenStream;

#[allow(missing_docs)] // The documentation is where the macro is used from, in `simplex-api`.
#[proc_macro_attribute]
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::expand(args.into(), item.into()).into()
}

#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn api_type(args: TokenStream, item: TokenStream) -> TokenStream {
    api_type::expand(args.into(), item.into()).into()
}

/// For `command_set!`, which passes the path of the library.
#[doc(hidden)]
#[proc_macro]
pub fn command_set(input: TokenStream) -> TokenStream {
    set::expand(input.into()).into()
}
