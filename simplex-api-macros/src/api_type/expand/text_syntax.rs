//! How a type is written inside a command: by its `syntax`, or as a plain argument.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::api_type::model::{Content, Kind, Member, Model, Newtype, Variant};
use crate::builder;
use crate::diagnostics::Errors;
use crate::grammar::{self, Broken, PartKind, Syntax, SyntaxError};
use crate::text::{self, After, Bound, Checks, Field};

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
            Some(of_record(literal, &record.members, checks, errors))
        }
        (Kind::Words(variants), Some(literal)) => of_words(literal, variants, errors),
        (Kind::Union(union), literal) => {
            of_union(literal.as_ref(), &union.variants, checks, errors)
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
    let is_plain = ["i32", "i64", "u32", "u64", "String"];
    if !is_plain.iter().any(|name| builder::is_named(inner, name)) {
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
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        #[allow(deprecated)]
        impl __p::slot::Plain for #ident {
            const NUMBER: ::core::primitive::bool = <#inner as __p::slot::Plain>::NUMBER;

            #[inline]
            fn write(
                &self,
                __out: &mut ::std::string::String,
                __param: &'static ::core::primitive::str,
                __bounds: &__p::slot::Bounds,
            ) -> ::core::result::Result<(), __p::command::EncodeError> {
                #write
            }

            #[inline]
            fn read(
                __reader: &mut __p::command::Reader<'_>,
                __param: &'static ::core::primitive::str,
                __bounds: &__p::slot::Bounds,
            ) -> ::core::result::Result<Self, __p::command::Miss> {
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

fn of_record(
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
struct Sequence<'a> {
    write: TokenStream,
    read: TokenStream,
    parts: TokenStream,
    pattern: TokenStream,
    idents: Vec<&'a Ident>,
    on: Vec<usize>,
}

fn sequence<'a>(
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

/// `@|#|*`: a text for each word, in order. An empty text at the end stands for no word.
fn of_words(literal: &LitStr, variants: &[Variant<'_>], errors: &mut Errors) -> Option<Code> {
    let syntax = text::parse(literal, errors).ok()?;
    let listed = match syntax.parts.as_slice() {
        [part] => listed(part),
        _ => None,
    };
    let texts = listed.as_deref().map(choices);
    let texts = texts.filter(|texts| texts.len() == variants.len());
    let Some(texts) = texts else {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not say how each word is written",
            format!("expected {} texts with `|` between them", variants.len()),
        );
        errors.syntax(
            literal,
            error.help("one for each variant, in the same order"),
        );
        return None;
    };
    let listed = listed.unwrap_or_default();
    let pattern = text::words_pattern(texts.iter().copied());
    Some(Code {
        pattern: quote!(&[#pattern]),
        write: quote!(__p::slot::write_value(__out, self, &[#(#texts),*])),
        read: quote! {
            __p::slot::read_value(
                __reader,
                const { &__p::slot::longest_first([#(#texts),*], &[#(#texts),*]) },
            )
        },
        parts: quote!(__p::spec::TypeSyntax::Words(&[#(#listed),*])),
        on: Vec::new(),
    })
}

/// The texts of `a|b|c`, without an empty one at the end.
fn choice(part: &grammar::Part) -> Option<Vec<&str>> {
    Some(choices(&listed(part)?))
}

fn choices<'a>(listed: &[&'a str]) -> Vec<&'a str> {
    let texts = listed.iter().copied();
    texts.filter(|text| !text.is_empty()).collect()
}

/// The texts of `a|b|c` and of `a|b|`.
fn listed(part: &grammar::Part) -> Option<Vec<&str>> {
    let PartKind::Words(words) = &part.kind else {
        return None;
    };
    Some(words.iter().map(|word| word.text.as_str()).collect())
}

/// A union has a syntax for each variant: its own, or its share of the union's.
fn of_union(
    literal: Option<&LitStr>,
    variants: &[Variant<'_>],
    checks: &Checks,
    errors: &mut Errors,
) -> Option<Code> {
    let own: Vec<_> = variants
        .iter()
        .filter_map(|variant| Some((variant, variant.syntax.as_ref()?)))
        .collect();
    let syntaxes = match literal {
        Some(literal) if own.is_empty() => shares(literal, variants, errors)?,
        None if own.is_empty() => return None,
        _ if own.len() < variants.len() || literal.is_some() => {
            errors.push_spanned(own[0].1, some_of(literal, variants));
            return None;
        }
        _ => own
            .iter()
            .map(|(_, literal)| (text::parse(literal, errors), *literal))
            .collect(),
    };
    let arms = variants.iter().zip(&syntaxes);
    let (mut parts, mut patterns, mut on) = (Vec::new(), Vec::new(), Vec::new());
    let (write, read): (Vec<_>, Vec<_>) = arms
        .map(|(variant, (syntax, literal))| {
            let code = of_variant(variant, syntax, literal, checks, errors);
            parts.push(code.parts);
            patterns.push(code.pattern);
            on.extend(code.on);
            (code.write, code.read)
        })
        .unzip();
    Some(Code {
        on,
        parts: quote!(__p::spec::TypeSyntax::Union(&[#(#parts),*])),
        pattern: quote!(&[__p::command::pattern::Pattern::OneOf(&[#(#patterns),*])]),
        write: quote! {
            match self {
                #(#write)*
                Self::Undocumented(__object) => {
                    return ::core::result::Result::Err(
                        __p::slot::undocumented(&__object.tag),
                    );
                }
            }
            ::core::result::Result::Ok(())
        },
        read: match read.as_slice() {
            [only] => only.clone(),
            all => quote!(__reader.longest(&[#(|__reader| { #all }),*])),
        },
    })
}

/// What is wrong where not all variants have a syntax, or some and the union do.
fn some_of(literal: Option<&LitStr>, variants: &[Variant<'_>]) -> String {
    let message = "either the union has a syntax, or every variant has one of its own";
    let without = variants.iter().filter(|variant| variant.syntax.is_none());
    let without = without.map(|variant| format!("`{}`", variant.variant.ident));
    let without: Vec<_> = without.collect();
    let help = match literal {
        Some(_) => "remove this one, or that of the union".to_owned(),
        None => format!("add `#[api(syntax = \"…\")]` to {}", without.join(" and ")),
    };
    format!("{message}\n= help: {help}")
}

fn of_variant(
    variant: &Variant<'_>,
    syntax: &Result<Syntax, Broken>,
    literal: &LitStr,
    checks: &Checks,
    errors: &mut Errors,
) -> Code {
    let Content::Members(members) = &variant.content else {
        let message = "a variant with a syntax has named members";
        errors.push_spanned(&variant.variant.fields, message);
        return Code::default();
    };
    let ident = &variant.variant.ident;
    let Sequence {
        write,
        read,
        parts,
        pattern,
        idents,
        on,
    } = sequence(syntax, literal, members, checks, errors);
    Code {
        on: vec![on],
        write: quote! {
            Self::#ident { #(#idents,)* extra: __extra, .. } => {
                __p::slot::refuse_extra(__extra)?;
                #write
            }
        },
        read: quote! {
            #read
            ::core::result::Result::Ok(Self::#ident {
                #(#idents,)*
                extra: ::core::default::Default::default(),
            })
        },
        parts,
        pattern,
    }
}

/// The share of each variant in the union's syntax: of `a|b|c` its word, and those parts whose
/// parameters it has.
fn shares<'a>(
    literal: &'a LitStr,
    variants: &[Variant<'_>],
    errors: &mut Errors,
) -> Option<Vec<(Result<Syntax, Broken>, &'a LitStr)>> {
    let syntax = text::parse(literal, errors).ok()?;
    let words = syntax.parts.iter().find_map(choice);
    if words.as_ref().map_or(1, Vec::len) != variants.len() {
        let error = SyntaxError::new(
            0..syntax.text.len(),
            "the syntax does not tell the variants apart",
            format!("expected {} words with `|` between them", variants.len()),
        );
        errors.syntax(
            literal,
            error.help("or give each variant its own: `#[api(syntax = \"…\")]`"),
        );
        return None;
    }
    let share = |(index, variant): (usize, &Variant<'_>)| {
        let parts = syntax.parts.iter().filter_map(|part| {
            if let Some(words) = choice(part) {
                let kind = PartKind::Literal(words[index].to_owned());
                let span = part.span.clone();
                return Some(grammar::Part { span, kind });
            }
            let has = |variant: &Variant<'_>| has_parameters_of(variant, part);
            let ours = has(variant) || !variants.iter().any(has);
            ours.then(|| part.clone())
        });
        let parts = parts.collect();
        let text = syntax.text.clone();
        (Ok(Syntax { text, parts }), literal)
    };
    Some(variants.iter().enumerate().map(share).collect())
}

/// Whether a variant has all members that a part names.
fn has_parameters_of(variant: &Variant<'_>, part: &grammar::Part) -> bool {
    let has = |name: &str| match &variant.content {
        Content::Members(members) => members.iter().any(|member| member.wire == name),
        Content::Record(_) => false,
    };
    match &part.kind {
        PartKind::Literal(_) | PartKind::Words(_) => true,
        PartKind::Slot { name, .. } => has(&name.text),
        PartKind::Optional(parts) => match parts.as_slice() {
            [flag] if matches!(flag.kind, PartKind::Literal(_)) => {
                text::key(&flag.to_string()).is_some_and(|key| has(&key))
            }
            parts => parts.iter().all(|part| has_parameters_of(variant, part)),
        },
    }
}
