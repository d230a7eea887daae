//! The syntax of a record, and of what has members as it does.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;

use super::Code;
use crate::api_type::model::Member;
use crate::diagnostics::Errors;
use crate::grammar::{Broken, Syntax};
use crate::text::{self, After, Bound, Checks, Field};

pub(super) fn code(
    literal: &LitStr,
    members: &[Member<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> Code {
    let Sequence {
        write,
        read,
        parts,
        pattern,
        idents,
        on,
    } = sequence(
        &text::parse(literal, errors),
        literal,
        members,
        checks,
        errors,
    );
    Code {
        on: vec![on],
        parts: quote!(__p::spec::TypeSyntax::Record(#parts)),
        pattern,
        write: quote! {
            let Self { #(#idents,)* extra: __extra, .. } = self;
            __p::slot::refuse_extra(__extra)?;
            #write
            ::core::result::Result::Ok(())
        },
        read: quote! {
            #read
            ::core::result::Result::Ok(Self {
                #(#idents,)*
                extra: ::core::default::Default::default(),
            })
        },
    }
}

/// The code of a syntax bound to members, and the members' names.
pub(super) struct Sequence<'a> {
    pub(super) write: TokenStream,
    pub(super) read: TokenStream,
    pub(super) parts: TokenStream,
    pub(super) pattern: TokenStream,
    pub(super) idents: Vec<&'a Ident>,
    pub(super) on: Vec<usize>,
}

pub(super) fn sequence<'a>(
    syntax: &Result<Syntax, Broken>,
    literal: &LitStr,
    members: &'a [Member<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> Sequence<'a> {
    let mut fields: Vec<_> = members
        .iter()
        .map(|member| Field {
            ident: member.ident,
            ty: &member.field.ty,
            name: member.wire.clone(),
            key: None,
            unsent: false,
            secret: member.secret,
            is_hidden: false,
        })
        .collect();
    let Bound {
        parts,
        checks: of_types,
    } = text::bound(syntax, literal, &mut fields, After::Blank, errors);
    let hide = (!fields.is_empty()).then(|| {
        quote! {
            __p::slot::keep_secrets_of(
                __reader,
                <Self as __p::ApiType>::spec,
            );
        }
    });
    let read = text::read(&parts, &fields, checks.asks_reader());
    Sequence {
        write: text::write(&parts, &fields),
        read: quote!(#of_types #hide #read),
        parts: text::spec(&parts),
        pattern: text::pattern(&parts, &fields, false),
        idents: members.iter().map(|member| member.ident).collect(),
        on: text::on(&parts),
    }
}
