//! The constructor of a struct, and a setter for each field that the constructor does not take.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Generics, Ident, Type, Visibility};

use crate::diagnostics::Errors;
use crate::{lints, names, rust_type};

/// A field, as the builder needs it.
pub(crate) struct BuilderField<'a> {
    pub(crate) attrs: &'a [Attribute],
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) initial: Initial,
}

/// The value of a field in what `new` returns.
pub(crate) enum Initial {
    /// `new` takes it as an argument. The field has no setter.
    Required,
    /// The type's default.
    Default,
    /// This `bool`.
    Flag(bool),
}

impl BuilderField<'_> {
    fn is_required(&self) -> bool {
        matches!(self.initial, Initial::Required)
    }
}

/// The name of the constructor.
const CONSTRUCTOR: &str = "new";

/// Reports a field whose setter would be named like the constructor. `attribute` can give the field another API name.
pub(crate) fn reject_setter_named_new(ident: &Ident, attribute: &str, errors: &mut Errors) {
    if *ident == CONSTRUCTOR {
        let message = format!(
            "the setter for this field would be named `new`, which is the constructor\n\
             = help: rename the field, and write `#[{attribute}(name = \"new\")]` to keep its API name"
        );
        errors.push_spanned(ident, message);
    }
}

/// `new` and the setters, and `Default` if no field is required. `other_fields` initializes the fields of the struct
/// that are not in `fields`.
pub(crate) fn expand(
    vis: &Visibility,
    ident: &Ident,
    generics: &Generics,
    fields: &[BuilderField<'_>],
    other_fields: &TokenStream,
) -> TokenStream {
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let constructor = constructor(vis, fields, other_fields);
    let has_setter =
        |field: &&BuilderField<'_>| !field.is_required() && *field.ident != CONSTRUCTOR;
    let setters = fields.iter().filter(has_setter);
    let setters = setters.map(|field| setter(vis, field));
    let default = fields.iter().all(|field| !field.is_required()).then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics ::core::default::Default for #ident #type_generics #where_clause {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #ident #type_generics #where_clause {
            #constructor
            #(#setters)*
        }
        #default
    }
}

fn constructor(
    vis: &Visibility,
    fields: &[BuilderField<'_>],
    other_fields: &TokenStream,
) -> TokenStream {
    let required = || fields.iter().filter(|field| field.is_required());
    let doc = match required().count() {
        0 => "A value with all fields absent.",
        _ => "A value with these fields; all others are absent.",
    };
    let parameters = required().map(|field| into_parameter(field.ident, field.ty));
    let values = fields.iter().map(|field| {
        let BuilderField { ident, ty, .. } = field;
        let value = match field.initial {
            Initial::Required => into_value(ident, ty),
            Initial::Default => quote!(::core::default::Default::default()),
            Initial::Flag(on) => {
                quote!(<#ty as __Flag>::from_bool(#on))
            }
        };
        quote!(#ident: #value)
    });
    let lint = lints::allow_many_arguments(required().count());
    quote! {
        #[doc = #doc]
        #lint
        #[must_use]
        #vis fn new(#(#parameters),*) -> Self {
            Self { #(#values,)* #other_fields }
        }
    }
}

fn setter(vis: &Visibility, field: &BuilderField<'_>) -> TokenStream {
    let BuilderField {
        ident, ty, attrs, ..
    } = field;
    let copied = attrs.iter().filter(|attr| is_copied_to_function(attr));
    let doc = format!("Sets [`{0}`](field@Self::{0}).", names::unraw(ident));
    let (ty, value) = match rust_type::generic_argument(ty, "Option") {
        Some(inner) => {
            let value = into_value(ident, inner);
            (inner, quote!(::core::option::Option::Some(#value)))
        }
        None => (*ty, into_value(ident, ty)),
    };
    let parameter = into_parameter(ident, ty);
    quote! {
        #[doc = #doc]
        #(#copied)*
        #[must_use]
        #vis fn #ident(mut self, #parameter) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// Whether the setter of a field, or the constructor of a variant, gets the attributes of this kind too: `deprecated` and
/// `doc(hidden)`. `new` never does, because every caller needs it.
pub(crate) fn is_copied_to_function(attr: &Attribute) -> bool {
    let path = attr.path();
    path.is_ident("deprecated") || path.is_ident("doc") && is_hidden(attr)
}

/// Whether it is `#[doc(hidden)]`.
fn is_hidden(attr: &Attribute) -> bool {
    attr.parse_args::<Ident>()
        .is_ok_and(|argument| argument == "hidden")
}

/// A function parameter that accepts anything that converts into `ty`. Numbers and `bool` are not converted: the type of
/// a literal could not be inferred.
pub(crate) fn into_parameter(ident: &Ident, ty: &Type) -> TokenStream {
    if rust_type::is_scalar(ty) {
        quote!(#ident: #ty)
    } else {
        quote!(#ident: impl ::core::convert::Into<#ty>)
    }
}

/// The value of such a parameter.
pub(crate) fn into_value(ident: &Ident, ty: &Type) -> TokenStream {
    if rust_type::is_scalar(ty) {
        quote!(#ident)
    } else {
        quote!(::core::convert::Into::into(#ident))
    }
}
