//! Functions of the declaration that say which values have no text, where the syntax cannot.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path};

use crate::diagnostics::Errors;
use crate::keys::Keys;
use crate::tokens::span_of;

/// The functions that stand in the attribute.
#[derive(Default)]
pub(crate) struct Checks {
    /// For what the server reads in another way, or not at all: asked when writing and when reading.
    check: Option<Path>,
    /// For what the server reads and answers with an error: asked when writing.
    refuse: Option<Path>,
}

impl Checks {
    pub(crate) fn parse(keys: &mut Keys, errors: &mut Errors) -> Self {
        Self {
            check: keys.path("check", errors),
            refuse: keys.path("refuse", errors),
        }
    }

    /// Whether readers must know where each parameter begins.
    pub(crate) fn asks_reader(&self) -> bool {
        self.check.is_some()
    }

    /// One of the functions, to point at where there is no text to check.
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

    /// The functions as constants. Their type is said here and nowhere else, so that a function of
    /// another type is reported once.
    pub(super) fn constants(&self, ident: &Ident) -> TokenStream {
        let constants = self.functions().map(|(name, path)| {
            let name = Ident::new(name, span_of(path));
            quote_spanned! {span_of(path)=>
                const #name: __p::slot::Check<#ident> = #path;
            }
        });
        quote!(#(#constants)*)
    }

    /// Statements that stop writing.
    pub(crate) fn when_writing(&self) -> TokenStream {
        let calls = self.functions().map(|(name, path)| {
            let name = Ident::new(name, span_of(path));
            quote!(#name(self)?;)
        });
        quote!(#(#calls)*)
    }

    /// The body `read`, which then asks.
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
