//! The code that reads and writes the fields of a record or variant as JSON.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::api_type::model::ApiField;
use crate::tokens::span_of;
use crate::{names, rust_type};

/// The parameter that the generated functions read from and write to. Its span keeps it separate from a field of the same
/// name.
pub(super) fn object_ident() -> Ident {
    Ident::new("__object", Span::mixed_site())
}

/// The table of the names in JSON.
pub(super) fn names_table(fields: &[ApiField<'_>]) -> TokenStream {
    let names = fields.iter().map(|field| &field.api_name);
    quote!(&[#(#names),*])
}

/// Reads the fields of `path`, a struct or variant. `names` is their table.
///
/// The code does not return before the end, because each exit would need code that drops the fields read so far.
pub(super) fn read(
    fields: &[ApiField<'_>],
    path: &TokenStream,
    names: &TokenStream,
) -> TokenStream {
    let object = object_ident();
    if fields.is_empty() {
        let some = quote!(::core::option::Option::Some);
        return quote!(#some(#path { extra: #object.read_extra()? }));
    }
    let extra = Ident::new("__extra", Span::mixed_site());
    let initializers = fields.iter().map(initialize);
    let read = read_loop(fields, names);
    let unwrap_required = unwrap_required(fields);
    let required_in_commands = required_in_commands(fields);
    let idents = fields.iter().map(|field| field.ident);
    quote! {
        #(#initializers)*
        #read
        let #extra = #object.finish(#names, #required_in_commands)?;
        #unwrap_required
        ::core::option::Option::Some(#path { #(#idents,)* extra: #extra })
    }
}

/// The fields that have a default, but that the server requires in a command: one bit for each of the first 64 fields.
fn required_in_commands(fields: &[ApiField<'_>]) -> u64 {
    let required = fields.iter().take(64).map(|field| {
        let ty = &field.field.ty;
        let is_option = rust_type::generic_argument(ty, "Option").is_some();
        rust_type::may_be_absent(ty) && !is_option && !field.optional
    });
    required
        .enumerate()
        .map(|(index, is_required)| u64::from(is_required) << index)
        .sum()
}

/// The variable of a field before anything is read. It has the value of an absent field.
fn initialize(field: &ApiField<'_>) -> TokenStream {
    let ident = field.ident;
    if let Some(default) = own_default(field) {
        quote!(let mut #ident = #default;)
    } else if rust_type::may_be_absent(&field.field.ty) {
        quote!(let mut #ident = ::core::default::Default::default();)
    } else {
        quote!(let mut #ident = __p::Json::absent();)
    }
}

/// The value of an absent field, if it is not the default of the type.
fn own_default(field: &ApiField<'_>) -> Option<TokenStream> {
    let ty = &field.field.ty;
    match &field.default {
        Some(function) => Some(quote_spanned!(span_of(function)=> #function())),
        None if field.true_by_default => {
            Some(quote_spanned!(span_of(ty)=> <#ty as __Flag>::from_bool(true)))
        }
        None => None,
    }
}

/// The fields must be present: reports those that are not, after everything is read.
fn unwrap_required(fields: &[ApiField<'_>]) -> Option<TokenStream> {
    let required = fields.iter().filter(|field| !field.has_default());
    let (idents, names): (Vec<_>, Vec<_>) =
        required.map(|field| (field.ident, &field.api_name)).unzip();
    let object = object_ident();
    let missing = Ident::new("__missing", Span::mixed_site());
    let check = quote! {
        let #missing = [#((#names, ::core::option::Option::is_none(&#idents))),*];
        let (#(::core::option::Option::Some(#idents),)*) = (#(#idents,)*) else {
            #object.fail_missing(&#missing);
            return ::core::option::Option::None;
        };
    };
    (!idents.is_empty()).then_some(check)
}

fn read_loop(fields: &[ApiField<'_>], names: &TokenStream) -> TokenStream {
    let object = object_ident();
    if let [field] = fields {
        let read = read_value(field);
        return quote! {
            while ::core::option::Option::is_some(&#object.next(#names)) {
                #read;
            }
        };
    }
    let index = Ident::new("__index", Span::mixed_site());
    // `next` returns an index of the table, so the last field matches all others.
    let last = fields.len() - 1;
    let arms = fields.iter().enumerate().map(|(index, field)| {
        let read = read_value(field);
        if index == last {
            quote!(_ => #read)
        } else {
            quote!(#index => #read)
        }
    });
    quote! {
        while let ::core::option::Option::Some(#index) = #object.next(#names) {
            match #index {
                #(#arms,)*
            }
        }
    }
}

fn read_value(field: &ApiField<'_>) -> TokenStream {
    let ident = field.ident;
    let object = object_ident();
    let read = if let Some(default) = own_default(field) {
        quote!(#object.read_or(&mut #ident, #default))
    } else if rust_type::may_be_absent(&field.field.ty) {
        quote!(#object.read_nullable(&mut #ident))
    } else {
        quote!(#object.read_required(&mut #ident))
    };
    if field.secret {
        quote!({ #read; #object.redact(); })
    } else {
        read
    }
}

/// Writes the fields, and then `extra`. `value` returns a reference to a field.
pub(super) fn write(
    fields: &[ApiField<'_>],
    value: impl Fn(&Ident) -> TokenStream,
    extra: &TokenStream,
    names: &TokenStream,
) -> TokenStream {
    let object = object_ident();
    let calls = fields.iter().map(|field| {
        let key = format!("{}:", names::json_string(&field.api_name));
        let value = value(field.ident);
        quote!(#object.field(#key, #value);)
    });
    quote! {
        #(#calls)*
        #object.extra(#extra, #names)
    }
}
