use std::ptr;

use super::{TypeRef, TypeSpec};

/// The types in `types`, and all types in their fields, without those in `skipped` and the types that only those
/// contain.
///
/// Types can refer to each other in cycles: each type is returned once.
pub(crate) fn reachable_types<'a>(
    types: impl IntoIterator<Item = &'a TypeRef>,
    skipped: &[&'static TypeSpec],
) -> Vec<&'static TypeSpec> {
    let mut found = skipped.to_vec();
    for ty in types {
        visit(ty, &mut found);
    }
    found.split_off(skipped.len())
}

/// Whether `spec` is one of `types`.
pub(crate) fn contains_type(types: &[&TypeSpec], spec: &TypeSpec) -> bool {
    types.iter().any(|found| ptr::eq(*found, spec))
}

fn visit(ty: &TypeRef, found: &mut Vec<&'static TypeSpec>) {
    match ty {
        TypeRef::Primitive(_) | TypeRef::Foreign(_) => {}
        TypeRef::Optional(value) | TypeRef::Array(value) => visit(value, found),
        TypeRef::Map(key, value) => {
            visit(key, found);
            visit(value, found);
        }
        TypeRef::Named(spec) => {
            let spec = spec();
            if contains_type(found, spec) {
                return;
            }
            found.push(spec);
            for field in spec.kind.all_fields() {
                visit(&field.ty, found);
            }
        }
    }
}
