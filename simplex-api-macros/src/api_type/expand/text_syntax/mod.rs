//! How a type is written inside a command: by its `syntax`, or as a plain argument.

mod record;
mod union;
mod words;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::api_type::model::{Kind, Model, Newtype};
use crate::diagnostics::Errors;
use crate::rust_type;
use crate::text::{self, Checks};
use crate::tokens::do_not_recommend;

/// What a type has to be written inside a command.
#[derive(Default)]
pub(super) struct Expansion {
    pub(super) impls: TokenStream,
    /// The `TypeSyntax` of a type with a syntax.
    pub(super) parts: Option<TokenStream>,
    /// The members that are true if they are missing: of the record, or of each variant.
    pub(super) on: Vec<Vec<usize>>,
}

/// `impl Text` for a type with a syntax, `impl Plain` for a newtype of a number or string.
pub(super) fn expand(model: &Model<'_>, errors: &mut Errors) -> Expansion {
    let (ident, checks) = (&model.item.ident, &model.checks);
    let before = errors.len();
    let code = match (&model.kind, &model.syntax) {
        (Kind::Record(record), Some(literal)) => {
            Some(record::code(literal, &record.members, checks, errors))
        }
        (Kind::Words(variants), Some(literal)) => words::code(literal, variants, errors),
        (Kind::Union(union), literal) => {
            union::code(literal.as_ref(), &union.variants, checks, errors)
        }
        (Kind::Newtype(newtype), _) => {
            return Expansion {
                impls: plain(ident, newtype),
                ..Expansion::default()
            };
        }
        (_, None) => None,
    };
    if errors.len() > before {
        return broken(ident, checks, code);
    }
    let Some(code) = code else {
        if let Some(path) = checks.first() {
            let message =
                "only a type with a `syntax` of its own is checked: JSON has room for any value";
            errors.push_spanned(path, message);
        }
        return Expansion::default();
    };
    Expansion {
        impls: text::implement(ident, checks, &code.pattern, &code.write, &code.read),
        parts: Some(code.parts),
        on: code.on,
    }
}

/// For the commands that use the type. Nothing calls it, since nothing compiles; what is written has its types checked.
fn broken(ident: &Ident, checks: &Checks, code: Option<Code>) -> Expansion {
    let unreachable = quote!(::core::unreachable!());
    let write = code.map_or_else(|| unreachable.clone(), |code| code.write);
    Expansion {
        impls: text::implement(ident, checks, &text::no_pattern(), &write, &unreachable),
        ..Expansion::default()
    }
}

fn plain(ident: &Ident, newtype: &Newtype<'_>) -> TokenStream {
    let inner = newtype.inner;
    if rust_type::numeral(inner).is_none() && !rust_type::is_named(inner, "String") {
        return TokenStream::new();
    }
    let write = quote! {
        __p::slot::Plain::write(&self.0, __out, __param, __bounds)
    };
    let (write, hide) = if newtype.secret {
        (quote!(__p::slot::hide(#write)), quote!(__reader.hide();))
    } else {
        (write, TokenStream::new())
    };
    let do_not_recommend = do_not_recommend();
    quote! {
        #[automatically_derived]
        #do_not_recommend
        impl __p::slot::Plain for #ident {
            const NUMBER: ::core::option::Option<__p::slot::Numeral> = <#inner as __Plain>::NUMBER;

            #[inline]
            fn write(
                &self,
                __out: &mut ::std::string::String,
                __param: &'static ::core::primitive::str,
                __bounds: &__p::slot::Bounds,
            ) -> ::core::result::Result<(), __p::EncodeError> {
                #write
            }

            #[inline]
            fn read(
                __reader: &mut __p::Reader<'_>,
                __param: &'static ::core::primitive::str,
                __bounds: &__p::slot::Bounds,
            ) -> ::core::result::Result<Self, __p::Miss> {
                #hide
                __p::slot::Plain::read(__reader, __param, __bounds).map(Self)
            }
        }
    }
}

/// The bodies of the two functions, the syntax as metadata, what it reads, and the members that are true if they are
/// missing.
#[derive(Default)]
struct Code {
    write: TokenStream,
    read: TokenStream,
    parts: TokenStream,
    pattern: TokenStream,
    on: Vec<Vec<usize>>,
}
