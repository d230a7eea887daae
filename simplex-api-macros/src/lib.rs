//! The attribute macros of [`simplex-api`](https://docs.rs/simplex-api). See there for how to use them.

mod analysis;
mod api_type;
mod at;
mod bare;
mod builder;
mod cfg;
mod command;
mod debug;
mod diagnostics;
mod doc_comment;
mod doubled;
mod fold;
mod grammar;
mod keys;
mod lints;
mod literal;
mod names;
mod own;
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

/// For `command_set!`: code that is shown in errors at the place of another token.
#[doc(hidden)]
#[proc_macro]
pub fn at(input: TokenStream) -> TokenStream {
    at::expand(input)
}
