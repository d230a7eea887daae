//! How a type is written in a command: by its syntax, or as a plain value.

mod code;
mod keywords;
mod record;
mod union;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::api_type::model::{ItemKind, Model, Newtype};
use crate::codec::TextImpl;
use crate::diagnostics::Errors;
use crate::rust_type;
use crate::tokens::do_not_recommend;

/// What a type needs to be a parameter of a command.
#[derive(Default)]
pub(super) struct CommandSyntax {
    pub(super) impls: TokenStream,
    /// The `TypeSyntax` of a type with a syntax.
    pub(super) parts: Option<TokenStream>,
    /// The indexes of the fields that are true by default, for the record or for each variant.
    pub(super) true_by_default: Vec<Vec<usize>>,
}

/// `impl Text` for a type with a syntax, `impl Plain` for a newtype of a number or string.
pub(super) fn expand(model: &Model<'_>, errors: &mut Errors) -> CommandSyntax {
    let (ident, checks) = (&model.item.ident, &model.checks);
    let earlier_errors = errors.len();
    let code = match (&model.kind, &model.syntax) {
        (ItemKind::Record(record), Some(literal)) => {
            Some(record::code(literal, &record.fields, checks, errors))
        }
        (ItemKind::Keywords(variants), Some(literal)) => keywords::code(literal, variants, errors),
        (ItemKind::Union(union), literal) => {
            union::code(literal.as_ref(), &union.variants, checks, errors)
        }
        (ItemKind::Newtype(newtype), _) => {
            return CommandSyntax {
                impls: plain_impl(ident, newtype),
                ..CommandSyntax::default()
            };
        }
        (_, None) => None,
    };
    if errors.len() > earlier_errors {
        let write = code.map_or_else(|| quote!(::core::unreachable!()), |code| code.text.write);
        return CommandSyntax {
            impls: TextImpl::unusable(write).expand(ident, checks),
            ..CommandSyntax::default()
        };
    }
    let Some(code) = code else {
        if let Some(path) = checks.first() {
            let message =
                "`check` and `refuse` require a `syntax`: they do not apply to values in JSON";
            errors.push_spanned(path, message);
        }
        return CommandSyntax::default();
    };
    let (compile_time_checks, text) = (code.checks, code.text.expand(ident, checks));
    CommandSyntax {
        impls: quote!(#compile_time_checks #text),
        parts: Some(code.parts),
        true_by_default: code.true_by_default,
    }
}

fn plain_impl(ident: &Ident, newtype: &Newtype<'_>) -> TokenStream {
    let inner = newtype.inner;
    if rust_type::numeral(inner).is_none() && !rust_type::is_named(inner, "String") {
        return TokenStream::new();
    }
    let write = quote! {
        __p::slot::Plain::write(&self.0, __out, __param, __rules)
    };
    let (write, redact) = if newtype.secret {
        (
            quote!(__p::slot::redact(#write)),
            quote!(__p::slot::hide_text(__reader);),
        )
    } else {
        (write, TokenStream::new())
    };
    let do_not_recommend = do_not_recommend();
    quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::slot::Plain for #ident {
            const NUMBER: ::core::option::Option<__p::slot::NumberFormat> = <#inner as __Plain>::NUMBER;

            #[inline]
            fn write(
                &self,
                __out: &mut ::std::string::String,
                __param: &'static ::core::primitive::str,
                __rules: &__p::slot::StringRules,
            ) -> ::core::result::Result<(), __p::EncodeError> {
                #write
            }

            #[inline]
            fn read(
                __reader: &mut __p::Reader<'_>,
                __param: &'static ::core::primitive::str,
                __rules: &__p::slot::StringRules,
            ) -> ::core::result::Result<Self, __p::Mismatch> {
                #redact
                __p::slot::Plain::read(__reader, __param, __rules).map(Self)
            }
        }
    }
}
