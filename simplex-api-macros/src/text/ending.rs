//! Which parameters a line can end in: the server cuts white bytes off its end.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{Field, Form, Part};
use crate::tokens::span_of;

/// The slots that can end a line in a letter of any kind, the last one first.
pub(crate) struct Ending {
    slots: Vec<Slot>,
}

struct Slot {
    field: usize,
    /// Inside of a group, so in an `Option`.
    inside: bool,
}

impl Ending {
    pub(crate) fn of(parts: &[Part]) -> Self {
        let mut slots = Vec::new();
        collect(parts, false, &mut slots);
        Self { slots }
    }

    /// A statement that stops writing.
    pub(crate) fn when_writing(&self, fields: &[Field<'_>]) -> TokenStream {
        let slots = self.there(fields, &quote!());
        let check = quote! {
            __p::slot::refuse_ending(
                __out,
                #slots,
                const { &<Self as __p::Command>::SPEC },
            )?;
        };
        self.unless_none(check)
    }

    /// A statement that stops reading.
    pub(crate) fn when_reading(&self, fields: &[Field<'_>]) -> TokenStream {
        let slots = self.there(fields, &quote!(&));
        let check = quote!(__p::slot::miss_ending(__reader, #slots)?;);
        self.unless_none(check)
    }

    fn unless_none(&self, check: TokenStream) -> TokenStream {
        if self.slots.is_empty() {
            TokenStream::new()
        } else {
            check
        }
    }

    /// The slots by name, and whether they have a value.
    fn there(&self, fields: &[Field<'_>], reference: &TokenStream) -> TokenStream {
        let slots = self.slots.iter().map(|slot| {
            let Field {
                ident, ty, name, ..
            } = &fields[slot.field];
            if slot.inside {
                let value = quote_spanned! {span_of(ty)=>
                    <#ty as __Optional>::get(#reference #ident)
                };
                quote!((#name, ::core::option::Option::is_some(&#value)))
            } else {
                quote!((#name, true))
            }
        });
        quote!(|| [#(#slots),*])
    }
}

/// Adds the slots after which nothing need follow, and tells whether something must stand there.
fn collect(parts: &[Part], inside: bool, slots: &mut Vec<Slot>) -> bool {
    parts.iter().rev().any(|part| match part {
        Part::Literal(_) => true,
        Part::Flag { .. } => false,
        Part::Slot { field, form, .. } => {
            if matches!(form, Form::Plain(_) | Form::Text(_) | Form::List { .. }) {
                let field = *field;
                slots.push(Slot { field, inside });
            }
            true
        }
        Part::Optional(parts) => {
            collect(parts, true, slots);
            false
        }
    })
}
