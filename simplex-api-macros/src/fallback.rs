//! The item of a declaration that the macro cannot use.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field};

/// The item with the traits that the macro would derive, and without the attributes called `name`, which only the macro
/// knows: so the code that uses the item compiles, and the only errors are those about the declaration.
pub(crate) fn item(mut item: DeriveInput, name: &str) -> TokenStream {
    let derive = match item.data {
        Data::Struct(_) | Data::Enum(_) => Some(quote! {
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        }),
        Data::Union(_) => None,
    };
    let is_own = |attribute: &syn::Attribute| attribute.path().is_ident(name);
    for field in fields(&mut item.data) {
        field.attrs.retain(|attribute| !is_own(attribute));
    }
    if let Data::Enum(data) = &mut item.data {
        for variant in &mut data.variants {
            variant.attrs.retain(|attribute| !is_own(attribute));
        }
    }
    quote!(#derive #item)
}

fn fields(data: &mut Data) -> Vec<&mut Field> {
    match data {
        Data::Struct(data) => data.fields.iter_mut().collect(),
        Data::Enum(data) => {
            let variants = data.variants.iter_mut();
            variants
                .flat_map(|variant| variant.fields.iter_mut())
                .collect()
        }
        Data::Union(data) => data.fields.named.iter_mut().collect(),
    }
}
