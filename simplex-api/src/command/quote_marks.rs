/// Each opening quote with its closing quotes. Strings are written with the first pair whose closing quotes they do not
/// contain.
pub(super) const QUOTE_MARKS: [(char, &[char]); 7] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('\u{201c}', &['\u{201d}']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{2018}', &['\u{2019}']),
    ('\u{201d}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
];
