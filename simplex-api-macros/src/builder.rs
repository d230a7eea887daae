//! The constructor of a struct and a setter for each member that it need not be given.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, GenericArgument, Generics, Ident, PathArguments, PathSegment, Type, Visibility,
};

use crate::analysis::Numeral;
use crate::diagnostics::Errors;
use crate::{lints, names};

/// A member as the builder sees it.
pub(crate) struct Member<'a> {
    pub(crate) attrs: &'a [Attribute],
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) initial: Initial,
}

/// What a member has after `new`.
pub(crate) enum Initial {
    /// What `new` was given for it.
    Given,
    /// Its type's default. There is a setter.
    Default,
    /// This `bool`. There is a setter.
    Flag(bool),
}

impl Member<'_> {
    fn is_given(&self) -> bool {
        matches!(self.initial, Initial::Given)
    }
}

/// The function that makes a value.
const NEW: &str = "new";

/// Refuses a member with a setter, should it be called as the function that makes a value is. `attribute` is the one that
/// gives it a name in the API.
pub(crate) fn refuse_new(ident: &Ident, attribute: &str, errors: &mut Errors) {
    if *ident == NEW {
        let message = format!(
            "the setter of this would be called `new`, as the function that makes a value; \
             choose another name and give the API's with `#[{attribute}(name = \"new\")]`"
        );
        errors.push_spanned(ident, message);
    }
}

/// `new` and the setters, and `Default` if nothing is required. `rest` is what the struct has besides
/// `members`, as it stands in its literal.
pub(crate) fn expand(
    vis: &Visibility,
    ident: &Ident,
    generics: &Generics,
    members: &[Member<'_>],
    rest: &TokenStream,
) -> TokenStream {
    let (of, arguments, clause) = generics.split_for_impl();
    let new = new(vis, members, rest);
    let has_setter = |member: &&Member<'_>| !member.is_given() && *member.ident != NEW;
    let setters = members.iter().filter(has_setter);
    let setters = setters.map(|member| setter(vis, member));
    let default = members.iter().all(|member| !member.is_given()).then(|| {
        quote! {
            #[automatically_derived]
            impl #of ::core::default::Default for #ident #arguments #clause {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #of #ident #arguments #clause {
            #new
            #(#setters)*
        }
        #default
    }
}

fn new(vis: &Visibility, members: &[Member<'_>], rest: &TokenStream) -> TokenStream {
    let required = || members.iter().filter(|member| member.is_given());
    let doc = match required().count() {
        0 => "A value with all members absent.",
        _ => "A value with these members; all others are absent.",
    };
    let arguments = required().map(|member| argument(member.ident, member.ty));
    let values = members.iter().map(|member| {
        let Member { ident, ty, .. } = member;
        let value = match member.initial {
            Initial::Given => converted(ident, ty),
            Initial::Default => quote!(::core::default::Default::default()),
            Initial::Flag(on) => {
                quote!(<#ty as __Switch>::from_bool(#on))
            }
        };
        quote!(#ident: #value)
    });
    let lint = lints::of_arguments(required().count());
    quote! {
        #[doc = #doc]
        #lint
        #[must_use]
        #vis fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    }
}

fn setter(vis: &Visibility, member: &Member<'_>) -> TokenStream {
    let Member {
        ident, ty, attrs, ..
    } = member;
    let carried = attrs.iter().filter(|attr| is_carried(attr));
    let doc = format!("Sets [`{0}`](field@Self::{0}).", names::plain(ident));
    let (ty, value) = match generic(ty, "Option") {
        Some(inner) => {
            let value = converted(ident, inner);
            (inner, quote!(::core::option::Option::Some(#value)))
        }
        None => (*ty, converted(ident, ty)),
    };
    let argument = argument(ident, ty);
    quote! {
        #[doc = #doc]
        #(#carried)*
        #[must_use]
        #vis fn #ident(mut self, #argument) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// Whether what an attribute says of a member, or of a variant, is true of the function that sets or makes it.
///
/// Not of `new`, which nobody can do without.
pub(crate) fn is_carried(attr: &Attribute) -> bool {
    let path = attr.path();
    path.is_ident("deprecated") || path.is_ident("doc") && is_hidden(attr)
}

/// Whether it is `#[doc(hidden)]`.
fn is_hidden(attr: &Attribute) -> bool {
    attr.parse_args::<Ident>()
        .is_ok_and(|word| word == "hidden")
}

/// A parameter that takes whatever converts into `ty`. Numbers and `bool` as they are: a literal would
/// otherwise have no type of its own.
pub(crate) fn argument(ident: &Ident, ty: &Type) -> TokenStream {
    if is_scalar(ty) {
        quote!(#ident: #ty)
    } else {
        quote!(#ident: impl ::core::convert::Into<#ty>)
    }
}

/// The value of such a parameter.
pub(crate) fn converted(ident: &Ident, ty: &Type) -> TokenStream {
    if is_scalar(ty) {
        quote!(#ident)
    } else {
        quote!(::core::convert::Into::into(#ident))
    }
}

/// Whether a value of this type may be absent from JSON, by its spelling: then it is not required.
pub(crate) fn may_be_absent(ty: &Type) -> bool {
    let ident = last_segment(ty).map(|segment| &segment.ident);
    ident.is_some_and(|ident| {
        ["Option", "bool", "Vec", "BTreeMap"]
            .iter()
            .any(|name| ident == name)
    })
}

/// Rust's numbers, by the names that say how they are written.
const NUMBERS: [(Numeral, &[&str]); 3] = [
    (
        Numeral::UNSIGNED,
        &["u8", "u16", "u32", "u64", "u128", "usize"],
    ),
    (
        Numeral::SIGNED,
        &["i8", "i16", "i32", "i64", "i128", "isize"],
    ),
    (Numeral::FLOAT, &["f32", "f64"]),
];

/// What kind of number the type is spelled as, if it is one of Rust's.
pub(crate) fn numeral(ty: &Type) -> Option<Numeral> {
    let mut numbers = NUMBERS.iter();
    let is_one = |names: &[&str]| names.iter().any(|name| is_named(ty, name));
    numbers.find_map(|(numeral, names)| is_one(names).then_some(*numeral))
}

/// Whether the type is spelled as one of Rust's numbers or `bool`.
pub(crate) fn is_scalar(ty: &Type) -> bool {
    numeral(ty).is_some() || is_named(ty, "bool")
}

/// Whether the type is spelled `name`, with or without a path before it.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name && segment.arguments.is_none())
}

/// `T`, if the type is spelled `name<T>`.
pub(crate) fn generic<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == name)?;
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        // What a `macro_rules!` fragment expands to.
        Type::Group(group) => last_segment(&group.elem),
        _ => None,
    }
}
