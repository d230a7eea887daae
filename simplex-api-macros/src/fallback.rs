//! The item of a declaration that nothing can be made of.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field};

/// The item without the attributes called `name`, which only the macro knows, and with the traits that it would
/// have: so that the code that uses it has no errors of its own.
pub(crate) fn item(mut item: DeriveInput, name: &str) -> TokenStream {
    let derive = match item.data {
        Data::Struct(_) | Data::Enum(_) => Some(quote! {
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        }),
        Data::Union(_) => None,
    };
    let is_ours = |attribute: &syn::Attribute| attribute.path().is_ident(name);
    for field in fields(&mut item.data) {
        field.attrs.retain(|attribute| !is_ours(attribute));
    }
    if let Data::Enum(data) = &mut item.data {
        for variant in &mut data.variants {
            variant.attrs.retain(|attribute| !is_ours(attribute));
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
