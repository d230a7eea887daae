//! What the server takes for a link, as far as commands depend on it.

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Invitation,
    Address,
}

/// The kind of a full link: `simplex:/contact#/?v=…&smp=…`, or the same at a web address.
pub(super) fn full(link: &str) -> Option<Kind> {
    let (place, query) = path(link)?.split_once("#/?")?;
    let (kind, needed): (_, &[&str]) = match place.strip_suffix('/').unwrap_or(place) {
        "invitation" => (Kind::Invitation, &["v=", "smp=", "e2e="]),
        "contact" => (Kind::Address, &["v=", "smp="]),
        _ => return None,
    };
    let has = |key: &&str| query.split('&').any(|part| part.starts_with(key));
    needed.iter().all(has).then_some(kind)
}

/// The kind of a short link: `https://host/i#…` or `simplex:/a#…`, where a letter says it: `i` for an invitation, `c`
/// and `g`, and `a` in the addresses that people publish.
pub(super) fn short(link: &str) -> Option<Kind> {
    let (letter, key) = path(link)?.split_once('#')?;
    let (key, query) = key.split_once('?').unwrap_or((key, ""));
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte);
    let is_key = !key.is_empty() && key.bytes().all(is_base64);
    let is_link = is_key && query.bytes().all(|byte| byte.is_ascii_graphic());
    match letter {
        _ if !is_link => None,
        "i" => Some(Kind::Invitation),
        "a" | "c" | "g" => Some(Kind::Address),
        _ => None,
    }
}

/// What stands behind `simplex:/` or `https://host:port/`.
fn path(link: &str) -> Option<&str> {
    if let Some(path) = link.strip_prefix("simplex:/") {
        return Some(path);
    }
    let (place, path) = link.strip_prefix("https://")?.split_once('/')?;
    let (host, port) = place.split_once(':').unwrap_or((place, "0"));
    let in_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let is_host = !host.is_empty() && host.bytes().all(in_host);
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    (is_host && is_port).then_some(path)
}
