//! "Did you mean …?"

/// The candidate that `name` was probably meant to be: the nearest one, capitals aside, if no more than a third of the
/// letters differ, or one of two.
pub(crate) fn suggest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = (length / 3).max(usize::from(length > 1));
    let is_near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= limit;
    candidates
        .into_iter()
        .filter(is_near)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The number of letters to insert, remove or replace, and of neighbours to swap (Damerau and Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let [from, to] = [from, to].map(|name| name.to_lowercase().chars().collect::<Vec<_>>());
    // The rows for the letters of `from` up to one before this, up to the last one, and up to this.
    let mut earlier = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from[i - 1] == *b && to[j - 1] == *a {
                least = least.min(earlier[j - 1] + 1);
            }
            row.push(least);
        }
        earlier = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}
