//! JSON that is spelled otherwise, or broken.

use simplex_api_tests::generate::Generator;

/// What JSON is spelled otherwise with, or made another: by those who are not strict, or not all alike.
const SPELLINGS: &[&str] = &[
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

/// The same JSON with something more outside of its strings, or in the place of one of them.
pub(crate) fn respell_json(generator: &mut Generator<'_>, json: &str) -> String {
    let places = outside_of_strings(json);
    let Some(start) = places.get(generator.below(places.len().max(1))) else {
        return json.to_owned();
    };
    let (before, after) = json.split_at(*start);
    let after = match (generator.below(4), places.iter().find(|end| *end > start)) {
        (0, Some(end)) => &json[*end..],
        _ => after,
    };
    let new = SPELLINGS[generator.below(SPELLINGS.len())];
    format!("{before}{new}{after}")
}

/// The places before and behind all characters but those of strings.
fn outside_of_strings(json: &str) -> Vec<usize> {
    let mut places = vec![0];
    let (mut is_inside, mut is_escaped) = (false, false);
    for (at, character) in json.char_indices() {
        let is_quote = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_inside ^= is_quote;
        if !is_inside {
            places.push(at + character.len_utf8());
        }
    }
    places
}
