//! The `check` and `refuse` functions of a declaration: they reject values where the syntax cannot.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path};

use crate::diagnostics::Errors;
use crate::keys::Keys;
use crate::tokens::span_of;

/// The functions in the attribute.
#[derive(Default)]
pub(crate) struct Checks {
    /// Rejects what the server reads differently or not at all. Called when encoding and when decoding.
    check: Option<Path>,
    /// Rejects what the server reads but answers with an error. Called when encoding.
    refuse: Option<Path>,
}

impl Checks {
    pub(crate) fn parse(keys: &mut Keys, errors: &mut Errors) -> Self {
        Self {
            check: keys.path("check", errors),
            refuse: keys.path("refuse", errors),
        }
    }

    /// Whether the generated code must mark the start of each parameter in the reader.
    pub(crate) fn needs_marks(&self) -> bool {
        self.check.is_some()
    }

    /// One of the functions, as the location of an error if there is nothing to check.
    pub(crate) fn first(&self) -> Option<&Path> {
        self.check.as_ref().or(self.refuse.as_ref())
    }

    /// The names of the functions, for the metadata.
    pub(crate) fn names(&self) -> TokenStream {
        let names = self.functions().map(|(_, path)| {
            let last = path.segments.last().map(|segment| segment.ident.clone());
            last.to_token_stream().to_string()
        });
        quote!(&[#(#names),*])
    }

    /// The functions as constants. Only these constants state the type, so a function of another type is reported once.
    pub(super) fn constants(&self, ident: &Ident) -> TokenStream {
        let constants = self.functions().map(|(name, path)| {
            let name = Ident::new(name, span_of(path));
            quote_spanned! {span_of(path)=>
                const #name: __p::slot::Check<#ident> = #path;
            }
        });
        quote!(#(#constants)*)
    }

    /// Statements that reject a value when it is encoded.
    pub(crate) fn when_writing(&self) -> TokenStream {
        let calls = self.functions().map(|(name, path)| {
            let name = Ident::new(name, span_of(path));
            quote!(#name(self)?;)
        });
        quote!(#(#calls)*)
    }

    /// The body `read`, followed by the call of `check`.
    pub(super) fn when_reading(&self, read: &TokenStream) -> TokenStream {
        let Some(path) = &self.check else {
            return read.clone();
        };
        let name = Ident::new(CHECK, span_of(path));
        quote!(__p::slot::read_checked(__reader, #name, |__reader| { #read }))
    }

    fn functions(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let check = self.check.iter().map(|path| (CHECK, path));
        check.chain(self.refuse.iter().map(|path| (REFUSE, path)))
    }
}

const CHECK: &str = "__CHECK";
const REFUSE: &str = "__REFUSE";
