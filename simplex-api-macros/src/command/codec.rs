//! The text of a command, written and read.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::LitStr;

use super::Syntax;
use super::model::{Command, Parameter};
use crate::diagnostics;
use crate::grammar::SyntaxError;
use crate::text::{self, Ending, Field, Form, Part};
use crate::tokens::span_of;

/// `impl Text`, and the checks that it relies on.
pub(super) fn codec(
    command: &Command,
    fields: &[Field<'_>],
    syntax: Result<&Syntax, &Syntax>,
) -> TokenStream {
    let is_typed = command.attribute.is_typed;
    let (checks, pattern, write, read) = match syntax {
        Ok(syntax) => (
            checks(command, syntax, fields),
            pattern(syntax, fields, is_typed),
            write(command, fields, &syntax.parts),
            read_any(command, fields, syntax),
        ),
        Err(sure) => (
            TokenStream::new(),
            text::no_pattern(),
            // For the types of those fields.
            write(command, fields, &sure.parts),
            quote!(::core::unreachable!()),
        ),
    };
    let read = if is_typed {
        quote!(__reader.as_typed(|__reader| { #read }))
    } else {
        read
    };
    let attribute = &command.attribute;
    let text = text::implement(&command.ident, &attribute.checks, &pattern, &write, &read);
    quote!(#checks #text)
}

/// What the text can be, by each of its names, for servers of today and for older ones.
fn pattern(syntax: &Syntax, fields: &[Field<'_>], is_typed: bool) -> TokenStream {
    let pattern = |parts: &Vec<Part>| text::pattern(parts, fields, is_typed);
    let today = pattern(&syntax.parts);
    let aliases = syntax.aliases.iter();
    let aliases =
        aliases.map(|head| text::pattern_with_head(head, &syntax.parts, fields, is_typed));
    let others: Vec<_> = aliases.chain(syntax.older.as_ref().map(pattern)).collect();
    if others.is_empty() {
        today
    } else {
        text::one_of(&[&[today], others.as_slice()].concat())
    }
}

/// The capacity that the encoded command needs, if it has JSON.
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

/// What only the compiler can tell of the declaration, since it knows the types.
fn checks(command: &Command, syntax: &Syntax, fields: &[Field<'_>]) -> TokenStream {
    let mut checks = word_checks(command, &syntax.parts, fields);
    checks.extend(syntax.checks.clone());
    if let Some(alias) = command.attribute.aliases.first() {
        let ident = &command.ident;
        checks.extend(quote_spanned! {alias.span()=>
            const _: () = __p::check_aliases::<#ident>();
        });
    }
    let Some(before) = &command.attribute.before else {
        return checks;
    };
    let ident = &command.ident;
    quote_spanned! {span_of(&before.syntax)=>
        #checks
        const _: () = __p::check_older::<#ident>();
    }
}

/// What older servers take instead: the method of `Command`, and what it calls.
pub(super) struct Older {
    pub(super) method: TokenStream,
    pub(super) implementation: TokenStream,
}

pub(super) fn older(command: &Command, fields: &[Field<'_>], syntax: &Syntax) -> Older {
    let before = command.attribute.before.as_ref();
    let Some((before, parts)) = before.zip(syntax.older.as_ref()) else {
        return Older {
            method: TokenStream::new(),
            implementation: TokenStream::new(),
        };
    };
    let ident = &command.ident;
    let version = &before.text;
    let check = command.attribute.checks.when_writing();
    let write = write(command, fields, parts);
    Older {
        method: quote! {
            fn encode_supported(
                &self,
                server: &__p::ServerVersion,
            ) -> ::core::result::Result<::std::string::String, __p::EncodeError> {
                if server.is_before(#version) {
                    __p::slot::Older::encode_older(self)
                } else {
                    __p::Command::encode(self)
                }
            }
        },
        implementation: quote! {
            #[automatically_derived]
            impl __p::slot::Older for #ident {
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

/// The body of writing.
fn write(command: &Command, fields: &[Field<'_>], parts: &[Part]) -> TokenStream {
    let write = text::write(parts, fields);
    let idents = fields.iter().map(|field| field.ident);
    let refuse = unsent(fields).map(|field| {
        let Field {
            ident, ty, name, ..
        } = field;
        quote_spanned! {span_of(ty)=>
            __p::slot::refuse_unsent::<#ty>(#ident, #name)?;
        }
    });
    let refuse_empty = non_empty(command).map(|param| {
        let Parameter {
            ident, ty, name, ..
        } = param;
        quote_spanned! {span_of(ty)=>
            __p::slot::refuse_empty(<[_]>::is_empty(#ident), #name)?;
        }
    });
    let ending = ending(command, parts).map(|ending| ending.when_writing(fields));
    quote! {
        let Self { #(#idents,)* } = self;
        #(#refuse)*
        #(#refuse_empty)*
        #write
        #ending
        ::core::result::Result::Ok(())
    }
}

/// What can stand at the end, where the server is to read it: it takes some last bytes for blanks.
fn ending(command: &Command, parts: &[Part]) -> Option<Ending> {
    (!command.attribute.is_typed).then(|| Ending::of(parts))
}

/// The body of reading: what servers of today take, or what older ones do.
fn read_any(command: &Command, fields: &[Field<'_>], syntax: &Syntax) -> TokenStream {
    let today = read(command, fields, &syntax.parts, &syntax.aliases);
    let Some(older) = &syntax.older else {
        return today;
    };
    let older = read(command, fields, older, &[]);
    quote!(__reader.longest(&[|__reader| { #today }, |__reader| { #older }]))
}

fn read(
    command: &Command,
    fields: &[Field<'_>],
    parts: &[Part],
    aliases: &[String],
) -> TokenStream {
    let hide = (!fields.is_empty()).then(|| {
        quote! {
            __p::slot::keep_secrets(
                __reader,
                const { &<Self as __p::Command>::SPEC },
            );
        }
    });
    let (head, behind) = match parts {
        [Part::Literal(head), behind @ ..] if !aliases.is_empty() => (Some(head), behind),
        _ => (None, parts),
    };
    let attribute = &command.attribute;
    let begins = attribute.checks.asks_reader();
    let read = text::read(behind, fields, begins, attribute.is_typed);
    let idents = fields.iter().map(|field| field.ident);
    let miss_empty = non_empty(command).map(|param| {
        let Parameter {
            ident, ty, name, ..
        } = param;
        quote_spanned! {span_of(ty)=>
            __p::slot::miss_empty(__reader, <[_]>::is_empty(&#ident), #name)?;
        }
    });
    let absent = unsent(fields).map(|field| {
        let Field { ident, ty, .. } = field;
        quote_spanned!(span_of(ty)=> let #ident = <#ty as ::core::default::Default>::default();)
    });
    let ending = ending(command, parts).map(|ending| ending.when_reading(fields));
    let read = quote! {
        #read
        #(#miss_empty)*
        #ending
        #(#absent)*
        ::core::result::Result::Ok(Self { #(#idents,)* })
    };
    let read = match head {
        Some(head) => quote!(__reader.named(&[#head, #(#aliases),*], |__reader| { #read })),
        None => read,
    };
    quote!(#hide #read)
}

fn unsent<'a>(fields: &'a [Field<'a>]) -> impl Iterator<Item = &'a Field<'a>> {
    fields.iter().filter(|field| field.unsent)
}

fn non_empty(command: &Command) -> impl Iterator<Item = &Parameter> {
    command.params.iter().filter(|param| param.non_empty)
}

/// Every word of the syntax must be a word of the enum that it chooses from.
fn word_checks(command: &Command, parts: &[Part], fields: &[Field<'_>]) -> TokenStream {
    let syntax = command.attribute.syntax.as_ref();
    let syntax = syntax.map(LitStr::value).unwrap_or_default();
    let mut checks = TokenStream::new();
    text::for_each_slot(parts, &mut |slot| {
        if let Form::Words(words) = slot.form {
            let field = &fields[slot.field];
            let ty = text::value_type(field, slot.inside);
            let message = "not all words of the syntax are words of the enum";
            let ident = field.ident;
            let label = format!("a word of `{ident}` each");
            let error = SyntaxError::new(slot.span.clone(), message, label);
            let drawing = diagnostics::drawn(&syntax, &error);
            checks.extend(quote_spanned! {span_of(field.ty)=>
                const _: () = __p::slot::check_words(
                    #drawing,
                    &[#(#words),*],
                    <#ty as __Choice>::WORDS,
                );
            });
        }
    });
    checks
}
