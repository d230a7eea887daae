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
    let syntax = text::parse(literal, errors);
    let sequence = sequence(&syntax, literal, members, checks, errors);
    let code = sequence.code(&quote!(Self));
    let (write, parts) = (&code.write, &code.parts);
    Code {
        write: quote! {
            match self {
                #write
            }
            ::core::result::Result::Ok(())
        },
        parts: quote!(__p::TypeSyntax::Record(#parts)),
        ..code
    }
}

/// The code of a syntax bound to members, and the members' names.
pub(super) struct Sequence<'a> {
    write: TokenStream,
    read: TokenStream,
    parts: TokenStream,
    pattern: TokenStream,
    idents: Vec<&'a Ident>,
    on: Vec<usize>,
}

impl Sequence<'_> {
    /// Of what `path` builds: the arm that writes it, and what reads it.
    pub(super) fn code(self, path: &TokenStream) -> Code {
        let Self {
            write,
            read,
            parts,
            pattern,
            idents,
            on,
        } = self;
        Code {
            write: quote! {
                #path { #(#idents,)* extra: __extra, .. } => {
                    __p::slot::refuse_extra(__extra)?;
                    #write
                }
            },
            read: quote! {
                #read
                ::core::result::Result::Ok(#path {
                    #(#idents,)*
                    extra: ::core::default::Default::default(),
                })
            },
            parts,
            pattern,
            on: vec![on],
        }
    }
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
    let read = text::read(&parts, &fields, checks.asks_reader(), false);
    Sequence {
        write: text::write(&parts, &fields),
        read: quote!(#of_types #hide #read),
        parts: text::spec(&parts),
        pattern: text::pattern(&parts, &fields, false),
        idents: members.iter().map(|member| member.ident).collect(),
        on: text::on(&parts),
    }
}
