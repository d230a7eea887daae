//! What the spelling of a Rust type says: a macro sees no more of a type.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::analysis::Numeral;

/// Rust's number types, by how they are written as text.
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

/// How numbers of this type are written, if it is one of Rust's number types.
pub(crate) fn numeral(ty: &Type) -> Option<Numeral> {
    let mut numbers = NUMBERS.iter();
    let contains_type = |names: &[&str]| names.iter().any(|name| is_named(ty, name));
    numbers.find_map(|(numeral, names)| contains_type(names).then_some(*numeral))
}

/// Whether the type is one of Rust's number types or `bool`.
pub(crate) fn is_scalar(ty: &Type) -> bool {
    numeral(ty).is_some() || is_named(ty, "bool")
}

/// Whether JSON may omit a field of this type, so that the field is not required.
pub(crate) fn may_be_absent(ty: &Type) -> bool {
    let ident = last_segment(ty).map(|segment| &segment.ident);
    ident.is_some_and(|ident| {
        ["Option", "bool", "Vec", "BTreeMap"]
            .iter()
            .any(|name| ident == name)
    })
}

/// Whether the type is `name`, with or without a path before it.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name && segment.arguments.is_none())
}

/// The `T` of `name<T>`.
pub(crate) fn generic_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
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
        // A `macro_rules!` fragment expands to a group.
        Type::Group(group) => last_segment(&group.elem),
        _ => None,
    }
}
