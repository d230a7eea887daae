//! What the server takes for a link.

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leads {
    ToInvitation,
    ToContact,
}

/// Whether this is a full link: `simplex:/contact#/?v=…&smp=…` or the same at a host.
pub(crate) fn full(token: &[u8]) -> Option<Leads> {
    let path = path(str::from_utf8(token).ok()?)?;
    let (leads, path) = match path.strip_prefix("invitation") {
        Some(path) => (Leads::ToInvitation, path),
        None => (Leads::ToContact, path.strip_prefix("contact")?),
    };
    let query = path.strip_prefix('/').unwrap_or(path).strip_prefix("#/?")?;
    let has = |key: &str| query.split('&').any(|part| part.starts_with(key));
    let secret = leads == Leads::ToContact || has("e2e=");
    (has("v=") && has("smp=") && secret).then_some(leads)
}

/// Whether this is a short link: `https://host/i#…`, `simplex:/c#…`. The reference has no `a`, though it is
/// in the addresses that people publish.
pub(crate) fn short(token: &[u8]) -> Option<Leads> {
    let (kind, key) = path(str::from_utf8(token).ok()?)?.split_once('#')?;
    let leads = match kind {
        "i" => Leads::ToInvitation,
        "a" | "c" | "g" => Leads::ToContact,
        _ => return None,
    };
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "-_=".contains(c);
    let rest = key.trim_start_matches(is_base64);
    let is_key = rest.len() < key.len() && (rest.is_empty() || rest.starts_with('?'));
    (is_key && rest.chars().all(|c| c.is_ascii_graphic())).then_some(leads)
}

/// What comes after the scheme, the host with its port, and a slash. There are no blanks in a link.
fn path(link: &str) -> Option<&str> {
    if link.contains([' ', '\n']) {
        return None;
    }
    let path = match link.strip_prefix("https://") {
        None => link.strip_prefix("simplex:")?,
        Some(place) => {
            let is_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
            let path = place.trim_start_matches(is_host);
            let (host, port) = (path.len() < place.len(), path.strip_prefix(':'));
            let path = match port {
                None => path,
                Some(port) => {
                    let path = port.trim_start_matches(|c: char| c.is_ascii_digit());
                    (path.len() < port.len()).then_some(path)?
                }
            };
            host.then_some(path)?
        }
    };
    path.strip_prefix('/')
}
