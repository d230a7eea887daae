//! Words with a format: links, addresses, phone numbers, mentions, commands and names.

use simplex_api::links::Link;
use simplex_api::types::{
    Format, SimplexDomain, SimplexLinkType, SimplexNameInfo, SimplexNameType, SimplexTld,
};

use super::parsed_format::ParsedFormat;

/// The format of the word that a text starts with.
pub(super) fn parse(text: &str, has_names: bool) -> Option<ParsedFormat<'_>> {
    match text.chars().next()? {
        '@' => mention(text, has_names),
        '#' if has_names => group_name(text),
        '/' => command(text),
        '[' => named_link(text),
        '+' | '0'..='9' => phone(text).or_else(|| link_or_email(text)),
        _ => link_or_email(text),
    }
}

/// The word without the punctuation after it.
fn word(text: &str) -> &str {
    let end = text.find(' ').unwrap_or(text.len());
    text[..end].trim_end_matches(is_punctuation)
}

/// Punctuation that ends a word. A closing bracket or a slash can be the end of a link.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && !")/-=&".contains(c)
}

fn found(format: Format, source: &str) -> ParsedFormat<'_> {
    ParsedFormat {
        format,
        shown: None,
        length: source.len(),
    }
}

/// A name after a mark: a word, or any text in single quotes.
fn name_after<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(mark)?;
    let (name, length) = match rest.strip_prefix('\'') {
        Some(quoted) => {
            let (name, _) = quoted.split_once('\'')?;
            (name, name.len() + 2)
        }
        None => {
            let name = word(rest);
            (name, name.len())
        }
    };
    (!name.is_empty()).then(|| (name, &text[..mark.len() + length]))
}

fn mention(text: &str, has_names: bool) -> Option<ParsedFormat<'_>> {
    let (name, source) = name_after(text, "@")?;
    if has_names && let Some(info) = domain_name(name, SimplexNameType::Contact) {
        return Some(found(Format::simplex_name(info), source));
    }
    Some(found(Format::mention(name), source))
}

/// `#group` or `#group.simplex`.
fn group_name(text: &str) -> Option<ParsedFormat<'_>> {
    let name = word(&text[1..]);
    let is_label = |label: &str| {
        let in_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        label.len() > 1 && label.bytes().all(in_label)
    };
    let info = if is_label(name) {
        let domain = SimplexDomain::new(SimplexTld::Simplex, name);
        SimplexNameInfo::new(SimplexNameType::PublicGroup, domain)
    } else {
        domain_name(name, SimplexNameType::PublicGroup)?
    };
    Some(found(Format::simplex_name(info), &text[..=name.len()]))
}

/// A name with the top-level domain `.simplex`.
fn domain_name(name: &str, kind: SimplexNameType) -> Option<SimplexNameInfo> {
    let mut labels = name.strip_suffix(".simplex")?.rsplit('.');
    let domain = labels.next().filter(|label| !label.is_empty())?;
    let domain = SimplexDomain::new(SimplexTld::Simplex, domain)
        .sub_domain(labels.map(str::to_owned).collect::<Vec<_>>());
    Some(SimplexNameInfo::new(kind, domain))
}

fn command(text: &str) -> Option<ParsedFormat<'_>> {
    let (name, source) = name_after(text, "/")?;
    Some(found(Format::command(name), source))
}

/// `[text](link)`. The text must not look like another link.
fn named_link(text: &str) -> Option<ParsedFormat<'_>> {
    let (shown, rest) = text[1..].split_once(']')?;
    let (link, _) = rest.strip_prefix('(')?.split_once(')')?;
    let target = link.split_once("://").map_or(link, |(_, target)| target);
    let is_plain = !shown.contains(|c: char| c.is_ascii_punctuation());
    if shown.trim().is_empty() || !(is_plain || shown == link || shown == target) {
        return None;
    }
    let source = &text[..shown.len() + link.len() + 4];
    if let Some(format) = simplex_link(link, Some(shown)) {
        return Some(found(format, source));
    }
    is_web_link(link).then(|| found(Format::hyper_link(shown.to_owned(), link), source))
}

/// A number of 7 to 22 characters, which can contain spaces and brackets.
fn phone(text: &str) -> Option<ParsedFormat<'_>> {
    let in_number = |c: char| c.is_ascii_digit() || "+-. ()".contains(c);
    let end = text.find(|c| !in_number(c)).unwrap_or(text.len());
    // The number must not continue as a word.
    let is_word = text[end..].starts_with(char::is_alphanumeric) && !text[..end].ends_with(' ');
    let number = text[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_number = !is_word && (7..=22).contains(&number.len());
    is_number.then(|| found(Format::phone(), number))
}

fn link_or_email(text: &str) -> Option<ParsedFormat<'_>> {
    let word = word(text);
    if let Some(format) = simplex_link(word, None) {
        return Some(found(format, word));
    }
    if is_web_link(word) || is_domain(word) {
        return Some(found(Format::uri(), word));
    }
    let (user, host) = word.split_once('@')?;
    let in_host = |c: char| c.is_alphanumeric() || "-.".contains(c);
    let in_user = |c: char| c.is_alphanumeric() || "-._+".contains(c);
    let is_email = !user.is_empty()
        && user.chars().all(in_user)
        && !host.is_empty()
        && host.chars().all(in_host);
    is_email.then(|| found(Format::email(), word))
}

/// Whether this is a link of the web, with a host of several labels.
fn is_web_link(word: &str) -> bool {
    let rest = ["http://", "https://"].iter();
    let rest = rest
        .into_iter()
        .find_map(|scheme| word.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let mut labels = host.split('.');
        labels.clone().count() > 1 && labels.all(|label| !label.is_empty())
    })
}

/// Whether this is a domain of two labels, as in `example.com`.
fn is_domain(word: &str) -> bool {
    let Some((name, top)) = word.split_once('.') else {
        return false;
    };
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_name = !name.is_empty() && name.chars().all(in_name);
    is_name && (2..=8).contains(&top.len()) && top.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn simplex_link(link: &str, shown: Option<&str>) -> Option<Format> {
    let parsed = Link::parse(link)?;
    let (uri, hosts) = if parsed.is_full {
        full_uri(link)
    } else {
        short_uri(link)
    }?;
    let path = uri.strip_prefix("simplex:/")?;
    let kind = match path.split(['/', '#']).next()? {
        "invitation" | "i" => SimplexLinkType::Invitation,
        "contact" if path.contains("groupLinkId") => SimplexLinkType::Group,
        "g" | "G" => SimplexLinkType::Group,
        "c" | "C" => SimplexLinkType::Channel,
        "r" | "R" => SimplexLinkType::Relay,
        _ => SimplexLinkType::Contact,
    };
    let shown = shown.map(str::to_owned);
    Some(Format::simplex_link(shown, kind, uri, hosts))
}

/// A full link with the scheme `simplex:`, and the hosts of its servers.
fn full_uri(link: &str) -> Option<(String, Vec<String>)> {
    let start = link.find("invitation").or_else(|| link.find("contact"))?;
    let servers = query_value(link, "smp")?.replace("%40", "@");
    let servers = servers
        .replace("%3A", ":")
        .replace("%2F", "/")
        .replace("%2C", ",");
    let (hosts, queue) = servers.split_once('@')?.1.split_once('/')?;
    let queue = queue.split("%23").next().unwrap_or_default();
    // No base64 has this length.
    if queue.len() % 4 == 1 {
        return None;
    }
    let hosts = hosts.split(':').next()?.split(',');
    let uri = format!("simplex:/{}", &link[start..]);
    Some((uri, hosts.map(str::to_owned).collect()))
}

/// A short link with the scheme `simplex:`, whose query has the host, and the hosts.
fn short_uri(link: &str) -> Option<(String, Vec<String>)> {
    let Some(rest) = link.strip_prefix("https://") else {
        let hosts = query_value(link, "h")?.split(',');
        return Some((link.to_owned(), hosts.map(str::to_owned).collect()));
    };
    let (host, path) = rest.split_once('/')?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let rest = if query.is_empty() {
        String::new()
    } else {
        format!("&{query}")
    };
    let uri = format!("simplex:/{path}?h={host}{rest}");
    Some((uri, vec![host.to_owned()]))
}

fn query_value<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = link.split_once('?')?;
    let mut values = query.split('&').filter_map(|part| part.split_once('='));
    values.find(|(key, _)| *key == name).map(|(_, value)| value)
}
