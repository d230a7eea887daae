//! The syntax of a record.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::code::SyntaxCode;
use crate::api_type::model::ApiField;
use crate::codec::{self, Codec, TextImpl};
use crate::diagnostics::Errors;
use crate::text::{self, Checks, Field, SyntaxOwner};

pub(super) fn code(
    literal: &LitStr,
    fields: &[ApiField<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> SyntaxCode {
    let syntax = text::parse(literal, errors);
    let mut codec = codec(quote!(Self), fields, checks);
    let bound = codec.bind(&syntax, literal, errors);
    let code = codec.code(&bound.parts, &[]);
    let parts = text::spec(&bound.parts);
    SyntaxCode {
        text: TextImpl {
            pattern: codec::one_of(&code.patterns),
            write: codec::match_self(&[code.write]),
            read: code.read,
        },
        checks: bound.checks,
        parts: quote!(__p::TypeSyntax::Record(#parts)),
        true_by_default: vec![text::fields_true_by_default(&bound.parts)],
    }
}

/// The codec of a record or variant. `path` constructs it.
pub(super) fn codec<'a>(
    path: TokenStream,
    fields: &'a [ApiField<'_>],
    checks: &'a Checks,
) -> Codec<'a> {
    let fields = fields.iter().map(|field| Field {
        ident: field.ident,
        ty: &field.field.ty,
        name: field.api_name.clone(),
        key: None,
        non_empty: false,
        unsent: false,
        secret: field.secret,
        may_be_bound: false,
    });
    Codec {
        path,
        fields: fields.collect(),
        checks,
        owner: SyntaxOwner::Type,
    }
}
