//! `command_set!`: an enum of commands.
//!
//! The declaration is parsed into a [`Set`], one variant at a time, so that a mistake in one does not hide the next. Code is
//! generated for all valid variants.

mod expand;
mod model;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::diagnostics::Errors;
use model::Set;

/// The expansion of `command_set! { declaration }`. The library puts its own path before the declaration, in a group.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let crate_path = match tokens.next() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => quote!(::simplex_api),
    };
    let mut errors = Errors::default();
    let set = Set::parse(tokens.collect(), &mut errors);
    let code = set.map(|set| expand::set(&set, &crate_path));
    let error = errors.finish().err().map(syn::Error::into_compile_error);
    quote!(#code #error)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::expand;

    fn expanded(declaration: TokenStream) -> String {
        expand(quote!((framework::api) #declaration)).to_string()
    }

    #[test]
    fn generated_code_uses_the_given_crate_path() {
        let code = expanded(quote! {
            pub enum Request {
                Get,
                "Admins" { #[cfg(feature = "admin")] AdminGet = admin::Get }
            }
        });
        assert!(!code.contains("compile_error"), "{code}");
        assert!(!code.contains("simplex_api"), "{code}");
    }

    #[test]
    fn valid_variants_remain() {
        let code = expanded(quote! {
            pub enum Request { Get, Wrong(Get), admin::List }
        });
        assert_eq!(code.matches("compile_error").count(), 1, "{code}");
        assert!(code.contains("Get (Get)"), "{code}");
        assert!(code.contains("List (admin :: List)"), "{code}");
    }
}
