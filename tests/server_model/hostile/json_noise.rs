//! JSON in another form, or invalid JSON.

use simplex_api_tests::generate::Generator;

/// Texts that change the form of JSON, or that only some parsers accept.
const NOISE: &[&str] = &[
    " ",
    "\n",
    "\r",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    ",",
    "0",
    "-",
    "+",
    ".",
    ".0",
    ".5",
    "e0",
    "E+2",
    "e-1",
    "00000000000000000000",
    "null",
    "null,",
    "{}",
    "[]",
    "[null],",
    "\"type\":\"text\",",
    "\"type\":null,",
    "\"\\u0074ype\":\"emoji\",",
    "\"text\":\"\\ud800\",",
    "\"text\":\"\\ud83d\\udc4d\",",
    "\"mentions\":null,",
    "\"newer\":9223372036854775808,",
    "\"newer\":1e999,",
    "//",
    "NaN",
    "Infinity",
];

/// Inserts noise outside of strings, or in place of a token.
pub(crate) fn insert_json_noise(generator: &mut Generator<'_>, json: &str) -> String {
    let offsets = outside_of_strings(json);
    let Some(start) = offsets.get(generator.below(offsets.len().max(1))) else {
        return json.to_owned();
    };
    let (before, after) = json.split_at(*start);
    let after = match (generator.below(4), offsets.iter().find(|end| *end > start)) {
        (0, Some(end)) => &json[*end..],
        _ => after,
    };
    let new = NOISE[generator.below(NOISE.len())];
    format!("{before}{new}{after}")
}

/// The offsets between all characters outside of strings.
fn outside_of_strings(json: &str) -> Vec<usize> {
    let mut offsets = vec![0];
    let (mut is_inside, mut is_escaped) = (false, false);
    for (at, character) in json.char_indices() {
        let is_quote = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_inside ^= is_quote;
        if !is_inside {
            offsets.push(at + character.len_utf8());
        }
    }
    offsets
}
