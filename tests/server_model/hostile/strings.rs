//! Hard strings.

use simplex_api_tests::generate::Generator;

/// Strings are put together from these.
const PIECES: &[&str] = &[
    "a",
    "x",
    "i",
    "5",
    "@",
    "@5",
    "#",
    "*",
    " ",
    " ",
    "/",
    "=",
    ",",
    ":",
    "\"",
    "\\",
    "[",
    "{}",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\u{c}",
    "\u{0}",
    "\u{3000}",
    "\u{85}",
    "\u{a0}",
    "\u{feff}",
    "é",
    "à",
    "Р",
    "👍",
    "on",
    "off",
    "json",
    "text",
    "plan",
    "default",
    "incognito",
    "(_support)",
    "=on",
    "=on ",
    " live=on",
    "inline=on",
    "encrypt=off",
    "encrypt=yes",
    "approved_relays=on",
    "resolve=never",
    " notify=off",
    " messages=on",
    " pcc=on",
    " count=5",
    " ttl=5",
    "ttl=default",
    " sign=on",
    "(_support:5)",
    "(as_group=on)",
    "history",
    "+1",
    "007",
    "1_0",
    "18446744073709551617",
    // Digits, but not those of a number.
    "٣",
    "５",
];

/// And some of them are links.
const LINKS: &[&str] = &[
    "simplex:/contact#/?v=2&smp=a",
    "simplex:/invitation#/?v=2&smp=a&e2e=b",
    "https://simplex.chat/invitation/#/?v=2-7&smp=a&e2e=b&data=%7B%7D",
    "https://example.org:443/c#abc",
    "https://smp1.example.org/a#abc-_",
    "simplex:/i#-_a?h=b",
    "https://example.org/x#abc",
    "https://example.org/z#abc",
    "https://example.org/a#abc\u{a0}x",
    "https://example.org/a#abc+x",
    "https://example.org:/c#abc",
    "https://example.org:/contact#/?v=2&smp=a",
    "https://example\u{a0}.org/contact#/?v=2&smp=a",
    "https:///c#abc",
    "https://user@example.org/c#abc",
    "https://[::1]/c#abc",
    "https://example.org:٣/c#abc",
    "https://example.org:443:443/c#abc",
    "HTTPS://example.org/c#abc",
    "simplex://contact#/?v=2&smp=a",
    "simplex:/contact//#/?v=2&smp=a",
    "simplex:/contact/#/?smp=a&v=2",
    "simplex:/contact#/?xv=2&smp=a",
    "simplex:/contact#/?v=2;smp=a",
    "simplex:/invitation/#/?v=2&smp=a",
    "simplex:/c#abc?",
    "simplex:/c#abc#abc",
    "simplex:/c#?h=a",
    "simplex:/c#abc?h=é",
    "simplex:/g#abc==",
    "simplex:/c#",
    "simplex:/C#abc",
    "simplex:/contact#/?v=2",
    "invitation",
    "@alice.simplex",
];

/// A hard string.
pub(super) fn string(generator: &mut Generator<'_>) -> String {
    match generator.below(4) {
        0 => link(generator).to_owned(),
        _ => (0..generator.below(5))
            .map(|_| PIECES[generator.below(PIECES.len())])
            .collect(),
    }
}

/// A link, or what looks like one.
pub(super) fn link(generator: &mut Generator<'_>) -> &'static str {
    LINKS[generator.below(LINKS.len())]
}
