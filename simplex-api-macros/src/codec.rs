//! The code that writes and reads a value by its syntax. Commands and types with a syntax of their own share it.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;

use crate::diagnostics::{self, Errors};
use crate::grammar::{InvalidSyntax, Syntax, SyntaxError};
use crate::text::{self, Checks, Field, Form, LastByteCheck, Part, ResolvedSyntax, SyntaxOwner};
use crate::tokens::span_of;

/// A struct or variant that has a syntax.
pub(crate) struct Codec<'a> {
    /// The path that constructs and matches a value: `Self`, or `Self::Variant`.
    pub(crate) path: TokenStream,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) checks: &'a Checks,
    pub(crate) owner: SyntaxOwner,
}

/// The code for one syntax.
#[derive(Default)]
pub(crate) struct Code {
    /// The arm of a `match self` that appends the value to the `String` in `__out`.
    pub(crate) write: TokenStream,
    /// The expression that reads the value from the `Reader` in `__reader`.
    pub(crate) read: TokenStream,
    /// What the syntax matches: one of these patterns.
    pub(crate) patterns: Vec<TokenStream>,
}

impl Codec<'_> {
    /// Binds the syntax to the fields. The checks that only the compiler can do are complete.
    pub(crate) fn bind(
        &mut self,
        syntax: &Result<Syntax, InvalidSyntax>,
        literal: &LitStr,
        errors: &mut Errors,
    ) -> ResolvedSyntax {
        let mut bound =
            text::bind_and_resolve(syntax, literal, &mut self.fields, self.owner, errors);
        let keyword_checks = self.keyword_checks(&bound.parts, literal);
        bound.checks.extend(keyword_checks);
        bound
    }

    /// The code for a bound syntax. Each of `prefixes` can replace its first literal in what is read.
    pub(crate) fn code(&self, parts: &[Part], prefixes: &[String]) -> Code {
        Code {
            write: self.write(parts),
            read: self.read(parts, prefixes),
            patterns: self.patterns(parts, prefixes),
        }
    }

    /// Statements that write the value of `self`, which is a struct.
    pub(crate) fn write_struct(&self, parts: &[Part]) -> TokenStream {
        match_self(&[self.write(parts)])
    }

    fn write(&self, parts: &[Part]) -> TokenStream {
        let path = &self.path;
        let idents = self.idents();
        let (extra, reject_extra) = if self.is_type() {
            let reject = quote!(__p::slot::reject_extra_fields(__extra)?;);
            (quote!(extra: __extra, ..), reject)
        } else {
            (TokenStream::new(), TokenStream::new())
        };
        let reject_unsent = self.unsent().map(|field| {
            let Field {
                ident, ty, name, ..
            } = field;
            quote_spanned! {span_of(ty)=>
                __p::slot::reject_unsent::<#ty>(#ident, #name)?;
            }
        });
        let reject_empty = self.non_empty().map(|field| {
            let Field {
                ident, ty, name, ..
            } = field;
            quote_spanned! {span_of(ty)=>
                __p::slot::reject_empty(<[_]>::is_empty(#ident), #name)?;
            }
        });
        let write = text::write(parts, &self.fields);
        let last_byte = self.last_byte_check(parts);
        let last_byte = last_byte.map(|check| check.when_writing(&self.fields));
        quote! {
            #path { #(#idents,)* #extra } => {
                #reject_extra
                #(#reject_unsent)*
                #(#reject_empty)*
                #write
                #last_byte
            }
        }
    }

    fn read(&self, parts: &[Part], prefixes: &[String]) -> TokenStream {
        let redact = (!self.fields.is_empty()).then(|| self.redact_errors());
        let (first, rest) = match parts {
            [Part::Literal(first), rest @ ..] if !prefixes.is_empty() => (Some(first), rest),
            _ => (None, parts),
        };
        let is_human_input = self.is_human_input();
        let read = text::read(
            rest,
            &self.fields,
            self.checks.needs_marks(),
            is_human_input,
        );
        let reject_empty = self.non_empty().map(|field| {
            let Field {
                ident, ty, name, ..
            } = field;
            quote_spanned! {span_of(ty)=>
                __p::slot::mismatch_empty(__reader, <[_]>::is_empty(&#ident), #name)?;
            }
        });
        let last_byte = self.last_byte_check(parts);
        let last_byte = last_byte.map(|check| check.when_reading(&self.fields));
        let unsent = self.unsent().map(|field| {
            let Field { ident, ty, .. } = field;
            quote_spanned!(span_of(ty)=> let #ident = <#ty as ::core::default::Default>::default();)
        });
        let extra = self
            .is_type()
            .then(|| quote!(extra: ::core::default::Default::default(),));
        let (path, idents) = (&self.path, self.idents());
        let read = quote! {
            #read
            #(#reject_empty)*
            #last_byte
            #(#unsent)*
            ::core::result::Result::Ok(#path { #(#idents,)* #extra })
        };
        let read = match first {
            Some(first) => {
                quote!(__reader.with_any_prefix(&[#first, #(#prefixes),*], |__reader| { #read }))
            }
            None => read,
        };
        quote!(#redact #read)
    }

    fn patterns(&self, parts: &[Part], prefixes: &[String]) -> Vec<TokenStream> {
        let (fields, is_human_input) = (&self.fields, self.is_human_input());
        let own = text::pattern(parts, fields, is_human_input);
        let others = prefixes
            .iter()
            .map(|prefix| text::pattern_with_head(prefix, parts, fields, is_human_input));
        [own].into_iter().chain(others).collect()
    }

    /// A statement that keeps the secrets of the fields out of errors.
    fn redact_errors(&self) -> TokenStream {
        if self.is_type() {
            quote! {
                __p::slot::redact_errors_of_type(
                    __reader,
                    <Self as __p::ApiType>::spec,
                );
            }
        } else {
            quote! {
                __p::slot::redact_errors(
                    __reader,
                    const { &<Self as __p::Command>::SPEC },
                );
            }
        }
    }

    /// The server removes some bytes from the end of a command, so no value may end in one of them.
    fn last_byte_check(&self, parts: &[Part]) -> Option<LastByteCheck> {
        (self.owner == SyntaxOwner::Command).then(|| LastByteCheck::of(parts))
    }

    /// Each keyword in the syntax must be a keyword of the field's enum, which only the compiler knows.
    fn keyword_checks(&self, parts: &[Part], literal: &LitStr) -> TokenStream {
        let mut checks = TokenStream::new();
        text::for_each_slot(parts, &mut |slot| {
            if let Form::Keywords(keywords) = slot.form {
                let field = &self.fields[slot.field];
                let ty = text::value_type(field, slot.in_group);
                let label = format!("each must be a keyword of `{}`", field.ident);
                let message = "the enum does not have all keywords of the syntax";
                let error = SyntaxError::new(slot.span.clone(), message, label);
                let drawn = diagnostics::drawn_message(&literal.value(), &error);
                checks.extend(quote_spanned! {span_of(field.ty)=>
                    const _: () = __p::slot::check_keywords(
                        #drawn,
                        &[#(#keywords),*],
                        <#ty as __KeywordChoice>::KEYWORDS,
                    );
                });
            }
        });
        checks
    }

    fn idents(&self) -> Vec<&Ident> {
        self.fields.iter().map(|field| field.ident).collect()
    }

    fn unsent(&self) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().filter(|field| field.unsent)
    }

    fn non_empty(&self) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().filter(|field| field.non_empty)
    }

    fn is_type(&self) -> bool {
        self.owner == SyntaxOwner::Type
    }

    fn is_human_input(&self) -> bool {
        self.owner == SyntaxOwner::HumanCommand
    }
}

/// The constant and the bodies of the functions of `impl Text`.
#[derive(Default)]
pub(crate) struct TextImpl {
    pub(crate) pattern: TokenStream,
    pub(crate) write: TokenStream,
    pub(crate) read: TokenStream,
}

impl TextImpl {
    /// For a declaration with mistakes: nothing calls the functions, because nothing compiles. What `write` has is type
    /// checked.
    pub(crate) fn unusable(write: TokenStream) -> Self {
        Self {
            pattern: text::no_pattern(),
            write,
            read: quote!(::core::unreachable!()),
        }
    }

    pub(crate) fn expand(&self, ident: &Ident, checks: &Checks) -> TokenStream {
        text::impl_text(ident, checks, &self.pattern, &self.write, &self.read)
    }
}

/// Statements that write `self` by the arm that matches it.
pub(crate) fn match_self(arms: &[TokenStream]) -> TokenStream {
    quote! {
        match self {
            #(#arms)*
        }
        ::core::result::Result::Ok(())
    }
}

/// Reads by the one of these expressions that reads the most.
pub(crate) fn read_longest(readers: &[TokenStream]) -> TokenStream {
    match readers {
        [only] => only.clone(),
        all => quote!(__reader.longest(&[#(|__reader| { #all }),*])),
    }
}

/// Matches what one of the patterns matches.
pub(crate) fn one_of(patterns: &[TokenStream]) -> TokenStream {
    match patterns {
        [only] => only.clone(),
        all => text::one_of(all),
    }
}
