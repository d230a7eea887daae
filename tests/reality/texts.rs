//! Parts of texts that vary by nature.

use std::collections::BTreeSet;

/// A text without times, links, servers and invented names.
pub(crate) fn without_varying_parts(text: &str, key: &str, invented: &BTreeSet<String>) -> String {
    if is_time(text) {
        return "<time>".to_owned();
    }
    let without_links = replace_all(text, "<link>#", link_end);
    if without_links != text {
        // The rest of a text stays.
        return if text.contains(' ') {
            without_links
        } else {
            "<link>".to_owned()
        };
    }
    let text = replace_all(text, "<server>", server_end);
    if key.ends_with("isplayName") {
        // The longest name first: others can be a part of it.
        return replace_all(&text, "<name>", |rest| {
            let names = invented.iter().filter(|name| rest.starts_with(*name));
            names.map(String::len).max()
        });
    }
    text
}

/// Replaces each part of a text. `end_of_part` returns the length of the part that a text starts with.
fn replace_all(text: &str, by: &str, end_of_part: impl Fn(&str) -> Option<usize>) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(end) = end_of_part(rest).filter(|end| *end > 0) {
            replaced += by;
            rest = &rest[end..];
        } else {
            replaced.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    replaced
}

fn is_time(text: &str) -> bool {
    let pattern = b"dddd-dd-ddTdd:dd:dd";
    let Some((time, rest)) = text.split_at_checked(pattern.len()) else {
        return false;
    };
    let mut bytes = time.bytes().zip(pattern);
    let is_like_pattern = bytes.all(|(byte, expected)| match expected {
        b'd' => byte.is_ascii_digit(),
        expected => byte == *expected,
    });
    let fraction = rest
        .strip_suffix('Z')
        .map(|rest| rest.strip_prefix('.').unwrap_or(rest));
    is_like_pattern && fraction.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where the address of a server ends that a text starts with.
fn server_end(text: &str) -> Option<usize> {
    let rest = ["smp://", "xftp://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme))?;
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (end > 0).then_some(text.len() - rest.len() + end)
}

/// Where the `#` of a SimpleX link ends that a text starts with.
fn link_end(text: &str) -> Option<usize> {
    if let Some(path) = text.strip_prefix("simplex:") {
        return Some(text.len() - path.len() + path_end(path)?);
    }
    let host = text.strip_prefix("https://")?;
    let end = host.find(char::is_whitespace).unwrap_or(host.len());
    let mut slashes = host[..end].match_indices('/').filter(|(at, _)| *at > 0);
    let path = slashes.find_map(|(at, _)| Some(at + path_end(&host[at..])?))?;
    Some(text.len() - host.len() + path)
}

/// Where the `#` of the path of a SimpleX link ends, as in `/contact#`, `/a/#` or `/v2/i#`.
fn path_end(path: &str) -> Option<usize> {
    const KINDS: [&str; 7] = ["invitation", "contact", "a", "c", "g", "i", "r"];
    let (path, _) = path.strip_prefix('/')?.split_once('#')?;
    let parts = path.strip_suffix('/').unwrap_or(path);
    let (prefix, kind) = parts.split_once('/').unwrap_or(("v", parts));
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let is_path = KINDS.contains(&kind) && !prefix.is_empty() && prefix.chars().all(is_word);
    is_path.then_some("/".len() + path.len() + "#".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str, key: &str) -> String {
        let invented = ["Brave", "BraveFox"].map(str::to_owned);
        without_varying_parts(text, key, &BTreeSet::from(invented))
    }

    #[test]
    fn all_links_and_servers_of_a_text_are_hidden() {
        assert_eq!(normal("https://a.example/a#key", "text"), "<link>");
        assert_eq!(
            normal(
                "see https://b.example and simplex:/contact#/?v=2 or https://c.example/g/#x",
                "text"
            ),
            "see https://b.example and <link>#/?v=2 or <link>#x"
        );
        assert_eq!(
            normal("smp://a@b,\nxftp://c@d e", "text"),
            "<server>\n<server> e"
        );
        assert_eq!(
            normal("https://d.example/page#a", "text"),
            "https://d.example/page#a"
        );
    }

    #[test]
    fn only_whole_times_are_hidden() {
        assert_eq!(normal("2026-11-30T19:55:27.812Z", "at"), "<time>");
        for text in [
            "2026-11-30",
            "2026-11-30T19:55:27",
            "2026-11-30T19:55:27 or Z",
        ] {
            assert_eq!(normal(text, "at"), text);
        }
    }

    #[test]
    fn invented_names_are_hidden_only_in_names() {
        assert_eq!(normal("BraveFox_1", "localDisplayName"), "<name>_1");
        assert_eq!(normal("BraveFox", "itemText"), "BraveFox");
    }
}
