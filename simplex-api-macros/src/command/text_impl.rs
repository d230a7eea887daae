//! `impl Text` of a command: its syntax, its aliases, and its syntax for older servers.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::bound_syntax::BoundSyntax;
use super::model::Command;
use crate::codec::{self, Codec, TextImpl};
use crate::text::{self, Field, Form, Part};
use crate::tokens::span_of;

/// `impl Text` and its checks. `syntax` is `Err` with its certain parts if the declaration has mistakes.
pub(super) fn text_impl(
    command: &Command,
    codec: &Codec<'_>,
    syntax: Result<&BoundSyntax, &BoundSyntax>,
) -> TokenStream {
    let mut checks = TokenStream::new();
    let mut text = match syntax {
        Ok(syntax) => {
            checks = compile_time_checks(command, syntax);
            usable(codec, syntax)
        }
        Err(certain) => TextImpl::unusable(codec.write_struct(&certain.parts)),
    };
    if command.attribute.is_human_input {
        let read = text.read;
        text.read = quote!(__reader.human_input(|__reader| { #read }));
    }
    let text = text.expand(&command.ident, codec.checks);
    quote!(#checks #text)
}

fn usable(codec: &Codec<'_>, syntax: &BoundSyntax) -> TextImpl {
    let present = codec.code(&syntax.parts, &syntax.alias_prefixes);
    let older = syntax.older.as_ref().map(|parts| codec.code(parts, &[]));
    let (mut readers, mut patterns) = (vec![present.read], present.patterns);
    if let Some(older) = older {
        readers.push(older.read);
        patterns.extend(older.patterns);
    }
    TextImpl {
        pattern: codec::one_of(&patterns),
        write: codec::match_self(&[present.write]),
        read: codec::read_longest(&readers),
    }
}

/// A method that estimates the length of the text, if it contains JSON.
pub(super) fn capacity_hint(fields: &[Field<'_>], parts: &[Part]) -> Option<TokenStream> {
    let mut json = None;
    text::for_each_slot(parts, &mut |slot| {
        if let Form::Json = slot.form {
            json = Some(&fields[slot.field]);
        }
    });
    let Field { ident, ty, .. } = json?;
    Some(quote_spanned! {span_of(ty)=>
        #[inline]
        fn capacity_hint(&self) -> ::core::primitive::usize {
            __p::DEFAULT_CAPACITY + __p::Param::<#ty>::capacity_hint(&self.#ident)
        }
    })
}

/// Constants that check what only the compiler knows, because it knows the types.
fn compile_time_checks(command: &Command, syntax: &BoundSyntax) -> TokenStream {
    let mut checks = syntax.checks.clone();
    let ident = &command.ident;
    if let Some(alias) = command.attribute.aliases.first() {
        checks.extend(quote_spanned! {alias.span()=>
            const _: () = __p::check_aliases::<#ident>();
        });
    }
    if let Some(older) = &command.attribute.older_syntax {
        checks.extend(quote_spanned! {span_of(&older.syntax)=>
            const _: () = __p::check_older::<#ident>();
        });
    }
    checks
}

/// What a command with a syntax for older servers has in addition.
#[derive(Default)]
pub(super) struct OlderCode {
    /// The method of `Command` that chooses the syntax.
    pub(super) method: TokenStream,
    /// The impl that the method calls.
    pub(super) implementation: TokenStream,
}

pub(super) fn older_code(command: &Command, codec: &Codec<'_>, syntax: &BoundSyntax) -> OlderCode {
    let older = command.attribute.older_syntax.as_ref();
    let Some((older, parts)) = older.zip(syntax.older.as_ref()) else {
        return OlderCode::default();
    };
    let ident = &command.ident;
    let version = &older.before;
    let check = codec.checks.when_writing();
    let write = codec.write_struct(parts);
    OlderCode {
        method: quote! {
            fn encode_supported(
                &self,
                server: &__p::ServerVersion,
            ) -> ::core::result::Result<::std::string::String, __p::EncodeError> {
                if __p::is_before(server, #version) {
                    __p::slot::EncodeOlder::encode_older(self)
                } else {
                    __p::Command::encode(self)
                }
            }
        },
        implementation: quote! {
            #[automatically_derived]
            impl __p::slot::EncodeOlder for #ident {
                fn write_older(
                    &self,
                    __out: &mut ::std::string::String,
                ) -> ::core::result::Result<(), __p::EncodeError> {
                    #check
                    #write
                }
            }
        },
    }
}
