//! Names in tables: those of members, tags and words.

/// The place of `name` in `names`, which is most likely the place `expected`, or else behind it.
pub(super) fn find(names: &[&str], expected: usize, name: &str) -> Option<usize> {
    let (before, after) = names.split_at(expected.min(names.len()));
    let place = |names: &[&str]| names.iter().position(|known| *known == name);
    place(after)
        .map(|index| before.len() + index)
        .or_else(|| place(before))
}
