//! What the server takes for a link.

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leads {
    ToInvitation,
    ToContact,
}

/// Whether this is a full link: `simplex:/contact#/?v=…&smp=…` or the same at a host.
pub(crate) fn full(token: &[u8]) -> Option<Leads> {
    let token = str::from_utf8(token).ok()?;
    let path = match token.strip_prefix("https://") {
        None => token.strip_prefix("simplex:")?,
        Some(place) => {
            let path = after_host(place)?;
            match path.strip_prefix(':') {
                None => path,
                Some(port) => {
                    let path = port.trim_start_matches(|c: char| c.is_ascii_digit());
                    (path.len() < port.len()).then_some(path)?
                }
            }
        }
    };
    let path = path.strip_prefix('/')?;
    let (leads, path) = match path.strip_prefix("invitation") {
        Some(path) => (Leads::ToInvitation, path),
        None => (Leads::ToContact, path.strip_prefix("contact")?),
    };
    let query = path.strip_prefix('/').unwrap_or(path).strip_prefix("#/?")?;
    let has = |key: &str| query.split('&').any(|part| part.starts_with(key));
    let secret = leads == Leads::ToContact || has("e2e=");
    (has("v=") && has("smp=") && secret && !query.contains([' ', '\n'])).then_some(leads)
}

/// Whether this is a short link: `https://host/i#id/key`, `simplex:/a#key?h=host`.
pub(crate) fn short(token: &[u8]) -> Option<Leads> {
    let token = str::from_utf8(token).ok()?;
    let (in_front, path) = match token.strip_prefix("https://") {
        None => (false, token.strip_prefix("simplex:")?),
        Some(place) => (true, after_host(place)?),
    };
    let path = path.strip_prefix('/')?;
    let kind = path.chars().next()?;
    let leads = match kind {
        'i' => Leads::ToInvitation,
        _ if "acgr".contains(kind.to_ascii_lowercase()) => Leads::ToContact,
        _ => return None,
    };
    let path = &path[1..];
    let mut path = path.strip_prefix('/').unwrap_or(path).strip_prefix('#')?;
    if leads == Leads::ToInvitation {
        path = after_base64(path)?.strip_prefix('/')?;
    }
    let query = match after_base64(path)? {
        "" => "",
        query => query.strip_prefix('?')?,
    };
    let mut hosts = usize::from(in_front);
    for part in query.split('&') {
        match part.split_once('=') {
            Some(("h", "")) => {}
            Some(("h", _)) => hosts += 1,
            Some(("p", port))
                if port.is_empty() || port.contains(|c: char| !c.is_ascii_digit()) =>
            {
                return None;
            }
            Some(("c", hash)) if after_base64(hash)?.contains(|c| c != '=') => return None,
            _ => {}
        }
    }
    (hosts > 0 && query.chars().all(|c| c.is_ascii_graphic())).then_some(leads)
}

/// What comes after a host.
fn after_host(place: &str) -> Option<&str> {
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let path = place.trim_start_matches(is_host);
    (path.len() < place.len()).then_some(path)
}

/// What comes after base64url without padding.
fn after_base64(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    (rest.len() < text.len()).then_some(rest)
}
