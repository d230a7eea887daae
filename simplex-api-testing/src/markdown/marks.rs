//! Formats between marks: `*bold*`, `#secret#`, `!1 red!` and others.

use simplex_api::types::{Color, Format};

use super::parsed_format::ParsedFormat;

/// The format whose mark a text starts with.
pub(super) fn parse(text: &str) -> Option<ParsedFormat<'_>> {
    let format = match text.chars().next()? {
        '*' => Format::bold(),
        '_' => Format::italic(),
        '~' => Format::strike_through(),
        '`' => Format::snippet(),
        '#' => return secret(text),
        '!' => return colored(text),
        _ => return None,
    };
    let content = between(&text[1..], &text[..1])?;
    Some(ParsedFormat {
        format,
        shown: Some(content),
        length: content.len() + 2,
    })
}

/// Whether a text starts with the mark of a secret that is not closed.
pub(super) fn is_open_secret(text: &str) -> bool {
    let inside = text.trim_start_matches('#');
    inside.len() < text.len() && !inside.contains('#')
}

/// What is before the closing mark.
fn between<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let (content, _) = text.split_once(mark)?;
    is_content(content).then_some(content)
}

fn is_content(content: &str) -> bool {
    !content.is_empty() && !content.starts_with(' ') && !content.ends_with(' ')
}

/// A secret can contain marks at its ends.
fn secret(text: &str) -> Option<ParsedFormat<'_>> {
    let inside = text.trim_start_matches('#');
    let opened = text.len() - inside.len();
    let (content, _) = inside.split_once('#')?;
    if !is_content(content) {
        return None;
    }
    let after = &inside[content.len()..];
    let closed = after.len() - after.trim_start_matches('#').len();
    let length = opened + content.len() + closed;
    Some(ParsedFormat {
        format: Format::secret(),
        shown: Some(&text[1..length - 1]),
        length,
    })
}

/// `!1 red!`, `!red red!` or `!- small!`.
fn colored(text: &str) -> Option<ParsedFormat<'_>> {
    let (name, rest) = text[1..].split_once(' ')?;
    let format = match name {
        "1" | "red" | "r" => Format::colored(Color::Red),
        "2" | "green" | "g" => Format::colored(Color::Green),
        "3" | "blue" | "b" => Format::colored(Color::Blue),
        "4" | "yellow" | "y" => Format::colored(Color::Yellow),
        "5" | "cyan" | "c" => Format::colored(Color::Cyan),
        "6" | "magenta" | "m" => Format::colored(Color::Magenta),
        "-" => Format::small(),
        _ => return None,
    };
    let content = between(rest, "!")?;
    Some(ParsedFormat {
        format,
        shown: Some(content),
        length: name.len() + content.len() + 3,
    })
}
