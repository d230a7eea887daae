//! What the syntaxes of all kinds of types have in common.

use proc_macro2::TokenStream;

use crate::codec::TextImpl;

/// The code of a type with a syntax.
#[derive(Default)]
pub(super) struct SyntaxCode {
    pub(super) text: TextImpl,
    /// Constants that check what only the compiler knows.
    pub(super) checks: TokenStream,
    /// The `TypeSyntax`.
    pub(super) parts: TokenStream,
    /// The indexes of the fields that are true by default, for the record or for each variant.
    pub(super) true_by_default: Vec<Vec<usize>>,
}
