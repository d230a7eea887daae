//! Members read and written one after the other: the same for records and variants.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::api_type::model::Member;
use crate::tokens::span_of;
use crate::{names, rust_type};

/// The parameter that the generated functions read from and write to. It cannot meet a member of that name.
pub(super) fn object() -> Ident {
    Ident::new("__object", Span::mixed_site())
}

/// The table of names.
pub(super) fn names(members: &[Member<'_>]) -> TokenStream {
    let names = members.iter().map(|member| &member.wire);
    quote!(&[#(#names),*])
}

/// Reads the members into `value`, the path of a struct or variant; `names` is their table.
///
/// Nothing is returned from in between: each way out would have code to drop what was read by then.
pub(super) fn read(
    members: &[Member<'_>],
    value: &TokenStream,
    names: &TokenStream,
) -> TokenStream {
    let object = object();
    if members.is_empty() {
        let some = quote!(::core::option::Option::Some);
        return quote!(#some(#value { extra: #object.read_extra()? }));
    }
    let extra = Ident::new("__extra", Span::mixed_site());
    let starts = members.iter().map(start);
    let read = read_next(members, names);
    let required = required(members);
    let needed = needed(members);
    let idents = members.iter().map(|member| member.ident);
    quote! {
        #(#starts)*
        #read
        let #extra = #object.finish(#names, #needed)?;
        #required
        ::core::option::Option::Some(#value { #(#idents,)* extra: #extra })
    }
}

/// The members that have a default and that the server needs in a command: a bit for each of the first 64.
fn needed(members: &[Member<'_>]) -> u64 {
    let needed = members.iter().take(64).map(|member| {
        let ty = &member.field.ty;
        let is_option = rust_type::generic_argument(ty, "Option").is_some();
        rust_type::may_be_absent(ty) && !is_option && !member.optional
    });
    needed
        .enumerate()
        .map(|(place, is_needed)| u64::from(is_needed) << place)
        .sum()
}

/// A member before anything is read: one that may be absent has the value that stands for it.
fn start(member: &Member<'_>) -> TokenStream {
    let ident = member.ident;
    if let Some(default) = default(member) {
        quote!(let mut #ident = #default;)
    } else if rust_type::may_be_absent(&member.field.ty) {
        quote!(let mut #ident = ::core::default::Default::default();)
    } else {
        quote!(let mut #ident = __p::Json::absent();)
    }
}

/// The value of a missing member, where it is not that of the type.
fn default(member: &Member<'_>) -> Option<TokenStream> {
    let ty = &member.field.ty;
    match &member.default {
        Some(function) => Some(quote_spanned!(span_of(function)=> #function())),
        None if member.is_on => {
            Some(quote_spanned!(span_of(ty)=> <#ty as __Switch>::from_bool(true)))
        }
        None => None,
    }
}

fn read_one(member: &Member<'_>) -> TokenStream {
    let ident = member.ident;
    let object = object();
    let read = if let Some(default) = default(member) {
        quote!(#object.read_or(&mut #ident, #default))
    } else if rust_type::may_be_absent(&member.field.ty) {
        quote!(#object.read_nullable(&mut #ident))
    } else {
        quote!(#object.read_required(&mut #ident))
    };
    if member.secret {
        quote!({ #read; #object.redact(); })
    } else {
        read
    }
}

/// Members that have to be there, after everything is read.
fn required(members: &[Member<'_>]) -> Option<TokenStream> {
    let required = members.iter().filter(|member| !member.has_default());
    let (idents, names): (Vec<_>, Vec<_>) =
        required.map(|member| (member.ident, &member.wire)).unzip();
    let object = object();
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

fn read_next(members: &[Member<'_>], names: &TokenStream) -> TokenStream {
    let object = object();
    if let [member] = members {
        let read = read_one(member);
        return quote! {
            while ::core::option::Option::is_some(&#object.next(#names)) {
                #read;
            }
        };
    }
    let index = Ident::new("__index", Span::mixed_site());
    // What `next` answers is a place in the table, so the last member needs no number.
    let last = members.len() - 1;
    let arms = members.iter().enumerate().map(|(place, member)| {
        let read = read_one(member);
        if place == last {
            quote!(_ => #read)
        } else {
            quote!(#place => #read)
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

/// Writes the members, each a reference by `value`, and then `extra`.
pub(super) fn write(
    members: &[Member<'_>],
    value: impl Fn(&Ident) -> TokenStream,
    extra: &TokenStream,
    names: &TokenStream,
) -> TokenStream {
    let object = object();
    let members = members.iter().map(|Member { ident, wire, .. }| {
        let (key, value) = (format!("{}:", names::json_string(wire)), value(ident));
        quote!(#object.field(#key, #value);)
    });
    quote! {
        #(#members)*
        #object.extra(#extra, #names)
    }
}
