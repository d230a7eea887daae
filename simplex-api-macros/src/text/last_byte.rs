//! Which parameters can be the last one of a command: the server removes whitespace bytes at its end.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::{Field, Form, Part};
use crate::tokens::span_of;

/// The slots whose value can be the end of a command and can end in any character, the last one first.
pub(crate) struct LastByteCheck {
    slots: Vec<Slot>,
}

struct Slot {
    field: usize,
    /// In a group, so the field is an `Option`.
    in_group: bool,
}

impl LastByteCheck {
    pub(crate) fn of(parts: &[Part]) -> Self {
        let mut slots = Vec::new();
        collect(parts, false, &mut slots);
        Self { slots }
    }

    /// A statement that rejects a value when it is encoded.
    pub(crate) fn when_writing(&self, fields: &[Field<'_>]) -> TokenStream {
        let slots = self.candidates(fields, &quote!());
        let check = quote! {
            __p::slot::reject_last_byte(
                __out,
                #slots,
                const { &<Self as __p::Command>::SPEC },
            )?;
        };
        self.if_any(check)
    }

    /// A statement that rejects a value when it is decoded.
    pub(crate) fn when_reading(&self, fields: &[Field<'_>]) -> TokenStream {
        let slots = self.candidates(fields, &quote!(&));
        let check = quote!(__p::slot::mismatch_last_byte(__reader, #slots)?;);
        self.if_any(check)
    }

    fn if_any(&self, check: TokenStream) -> TokenStream {
        if self.slots.is_empty() {
            TokenStream::new()
        } else {
            check
        }
    }

    /// The names of the slots, each with whether it has a value.
    fn candidates(&self, fields: &[Field<'_>], reference: &TokenStream) -> TokenStream {
        let slots = self.slots.iter().map(|slot| {
            let Field {
                ident, ty, name, ..
            } = &fields[slot.field];
            if slot.in_group {
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

/// Adds the slots that nothing must follow. Returns whether a part is always present.
fn collect(parts: &[Part], in_group: bool, slots: &mut Vec<Slot>) -> bool {
    parts.iter().rev().any(|part| match part {
        Part::Literal(_) => true,
        Part::Flag { .. } => false,
        Part::Slot { field, form, .. } => {
            if matches!(form, Form::Plain(_) | Form::Text(_) | Form::List { .. }) {
                let field = *field;
                slots.push(Slot { field, in_group });
            }
            true
        }
        Part::Optional(parts) => {
            collect(parts, true, slots);
            false
        }
    })
}
