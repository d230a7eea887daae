use crate::render::prose::{description, summary, words};

#[test]
fn words_of_a_name() {
    assert_eq!(words("contactAlreadyExists"), "Contact already exists");
    assert_eq!(words("InvalidChatItemUpdate"), "Invalid chat item update");
    assert_eq!(words(""), "");
}

#[test]
fn links_to_items_lose_their_target() {
    assert_eq!(
        description("See [`A`](crate::types::A) and [b](Self::b), or [`C`]: [`D`](struct@D)."),
        "See `A` and b, or `C`: `D`."
    );
}

#[test]
fn other_brackets_stay() {
    for text in [
        "a [list] of [ttl=<ttl>]",
        "[docs](https://docs.rs/x#method@y)",
        "[docs](./TYPES.md)",
        "an open [",
        "an open [`label`](",
        "[][``][`]",
    ] {
        assert_eq!(description(text), text);
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
