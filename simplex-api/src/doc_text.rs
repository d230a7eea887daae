//! Doc comments as plain text.

/// The text of a doc comment without links to Rust items, which only work in rustdoc.
pub(crate) fn without_item_links(docs: &str) -> String {
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
pub(crate) fn summary(docs: &str, name: &str) -> String {
    let docs = without_item_links(docs);
    let lines = docs.lines().take_while(|line| !line.trim().is_empty());
    let line = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    match line.trim_end_matches('.') {
        "" => words(name) + ".",
        line => format!("{line}."),
    }
}

/// The first sentence of a doc comment, without its full stop.
pub(crate) fn first_sentence(docs: &str, name: &str) -> String {
    let mut summary = summary(docs, name);
    let end = summary.find(". ").unwrap_or(summary.len() - 1);
    summary.truncate(end);
    summary
}

/// Converts `InvalidChatItemUpdate` to `Invalid chat item update`.
pub(crate) fn words(name: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_name() {
        assert_eq!(words("contactAlreadyExists"), "Contact already exists");
        assert_eq!(words("InvalidChatItemUpdate"), "Invalid chat item update");
        assert_eq!(words(""), "");
    }

    #[test]
    fn links_to_items_are_replaced_by_their_label() {
        assert_eq!(
            without_item_links(
                "See [`A`](crate::types::A) and [b](Self::b), or [`C`]: [`D`](struct@D)."
            ),
            "See `A` and b, or `C`: `D`."
        );
    }

    #[test]
    fn other_brackets_are_kept() {
        for text in [
            "a [list] of [ttl=<ttl>]",
            "[docs](https://docs.rs/x#method@y)",
            "[docs](./TYPES.md)",
            "an open [",
            "an open [`label`](",
            "[][``][`]",
        ] {
            assert_eq!(without_item_links(text), text);
        }
    }

    #[test]
    fn summaries_are_one_line_with_one_full_stop() {
        assert_eq!(
            summary("Chat items\nthat are new.\n\nMore.", "X"),
            "Chat items that are new."
        );
        assert_eq!(summary("No full stop", "X"), "No full stop.");
        assert_eq!(
            summary("", "ContactAlreadyExists"),
            "Contact already exists."
        );
    }
}
