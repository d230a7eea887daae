//! Doc comments as descriptions.

/// The text of a doc comment without links to Rust items, which only work in rustdoc.
pub(super) fn description(docs: &str) -> String {
    let mut text = String::with_capacity(docs.len());
    let mut rest = docs;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match item_link(after) {
            Some((label, after)) => {
                text.push_str(label);
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text + rest
}

/// The label of a link to an item, and the text after the link. `text` starts after `[`.
fn item_link(text: &str) -> Option<(&str, &str)> {
    let (label, after) = text.split_once(']')?;
    let Some(target) = after.strip_prefix('(') else {
        let is_code = label.len() > 2 && label.starts_with('`') && label.ends_with('`');
        return is_code.then_some((label, after));
    };
    let (target, after) = target.split_once(')')?;
    let is_item = target.contains("::") || target.contains('@') && !target.contains(':');
    is_item.then_some((label, after))
}

/// The first paragraph of a doc comment as one line that ends with a full stop. If there is no doc comment, the words of
/// `name`.
pub(super) fn summary(docs: &str, name: &str) -> String {
    let docs = description(docs);
    let lines = docs.lines().take_while(|line| !line.trim().is_empty());
    let line = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    match line.trim_end_matches('.') {
        "" => words(name) + ".",
        line => format!("{line}."),
    }
}

/// The first sentence of a doc comment, without its full stop.
pub(super) fn sentence(docs: &str, name: &str) -> String {
    let mut summary = summary(docs, name);
    let end = summary.find(". ").unwrap_or(summary.len() - 1);
    summary.truncate(end);
    summary
}

/// `InvalidChatItemUpdate` as `Invalid chat item update`.
pub(super) fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if words.is_empty() {
            words.extend(c.to_uppercase());
        } else if c.is_uppercase() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}
