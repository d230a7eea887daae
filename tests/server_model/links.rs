//! What the server accepts as a link.

/// The kind of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkKind {
    Invitation,
    Contact,
}

/// The kind of a full link; `None` if it is not one: `simplex:/contact#/?v=…&smp=…` or the same at a host.
pub(crate) fn full(token: &[u8]) -> Option<LinkKind> {
    let token = str::from_utf8(token).ok()?;
    let path = match token.strip_prefix("https://") {
        None => token.strip_prefix("simplex:")?,
        Some(address) => {
            let path = after_host(address)?;
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
    let (link_kind, path) = match path.strip_prefix("invitation") {
        Some(path) => (LinkKind::Invitation, path),
        None => (LinkKind::Contact, path.strip_prefix("contact")?),
    };
    let query = path.strip_prefix('/').unwrap_or(path).strip_prefix("#/?")?;
    let has = |key: &str| query.split('&').any(|part| part.starts_with(key));
    let has_key = link_kind == LinkKind::Contact || has("e2e=");
    (has("v=") && has("smp=") && has_key && !query.contains([' ', '\n'])).then_some(link_kind)
}

/// The kind of a short link; `None` if it is not one: `https://host/i#id/key`, `simplex:/a#key?h=host`.
pub(crate) fn short(token: &[u8]) -> Option<LinkKind> {
    let token = str::from_utf8(token).ok()?;
    let (has_host, path) = match token.strip_prefix("https://") {
        None => (false, token.strip_prefix("simplex:")?),
        Some(address) => (true, after_host(address)?),
    };
    let path = path.strip_prefix('/')?;
    let kind = path.chars().next()?;
    let link_kind = match kind {
        'i' => LinkKind::Invitation,
        _ if "acgr".contains(kind.to_ascii_lowercase()) => LinkKind::Contact,
        _ => return None,
    };
    let path = &path[1..];
    let mut path = path.strip_prefix('/').unwrap_or(path).strip_prefix('#')?;
    if link_kind == LinkKind::Invitation {
        path = after_base64(path)?.strip_prefix('/')?;
    }
    let query = match after_base64(path)? {
        "" => "",
        query => query.strip_prefix('?')?,
    };
    let mut hosts = usize::from(has_host);
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
    (hosts > 0 && query.chars().all(|c| c.is_ascii_graphic())).then_some(link_kind)
}

/// The rest after a host.
fn after_host(address: &str) -> Option<&str> {
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let path = address.trim_start_matches(is_host);
    (path.len() < address.len()).then_some(path)
}

/// The rest after base64url without padding.
fn after_base64(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    (rest.len() < text.len()).then_some(rest)
}
