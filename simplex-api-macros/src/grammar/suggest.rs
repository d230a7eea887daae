//! "Did you mean …?"

/// The candidate that `name` was probably meant to be: the one with the smallest edit distance, ignoring case. At most a
/// third of the characters may differ, or one of two.
pub(crate) fn suggest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = (length / 3).max(usize::from(length > 1));
    let name = name.to_lowercase();
    // The distance is at least the difference in length, and costs much more to compute.
    let is_near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= limit;
    let candidates = candidates.into_iter().filter(is_near);
    let distances = candidates.map(|candidate| {
        let distance = strsim::osa_distance(&name, &candidate.to_lowercase());
        (distance, candidate)
    });
    distances
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
