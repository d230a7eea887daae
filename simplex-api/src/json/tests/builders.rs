use super::*;
use simplex_api::json::Extra;

/// A record without required fields.
#[api_type]
struct Options {
    ttl: Option<u32>,
    name: Option<String>,
    list: std::vec::Vec<ItemId>,
    extra_: bool,
}

#[test]
fn a_record_without_required_fields() {
    assert_eq!(Options::new(), Options::default());
    let options = Options::new()
        .ttl(60)
        .name("n")
        .list([ItemId(1)])
        .extra_(true);
    let expected = Options {
        ttl: Some(60),
        name: Some("n".to_owned()),
        list: vec![ItemId(1)],
        extra_: true,
        extra: Extra::default(),
    };
    assert_eq!(options, expected);
    assert_eq!(Empty::new(), Empty::default());
}

#[test]
fn arguments_convert() {
    let meta = Meta::new(7, Time::from("t"), "text", Mode::SndReady, 1);
    assert_eq!(meta.item_id, ItemId(7));
    assert_eq!(meta.item_text, "text");
}

#[test]
fn constructors_of_variants_take_all_fields() {
    let item = Item::new(meta(), Content::no_user());
    let quote = Content::quote("q", item.clone(), None);
    let Content::Quote {
        text,
        item: boxed,
        ttl,
        extra,
    } = quote
    else {
        panic!("another variant");
    };
    assert_eq!(
        (text.as_str(), *boxed, ttl, extra),
        ("q", item, None, Extra::default())
    );
}

#[test]
fn newtypes_behave_like_values() {
    let id = ItemId(3);
    let copy = id;
    assert_eq!(id, copy);
    assert!(ItemId(1) < ItemId(2));
    assert_eq!(
        format!("{id:>3}/{}/{:.1}", Time::from("t"), Ratio(0.25)),
        "  3/t/0.2"
    );
    assert_eq!(
        format!("{:<4}|{}", Mode::SndReady, Mode::from_keyword("x")),
        "snd-ready|x"
    );
    assert!(
        [id].into_iter()
            .collect::<std::collections::HashSet<_>>()
            .contains(&copy)
    );
}

#[test]
fn newtypes_convert_both_ways() {
    assert_eq!("7".parse(), Ok(ItemId(7)));
    assert!("seven".parse::<ItemId>().is_err());
    assert_eq!(i64::from(ItemId(7)), 7);
    assert_eq!(Time::from("t").as_ref(), "t");
    assert_eq!(String::from(Time::from("t")), "t");
}

use simplex_api::json::KeywordEnum;

#[test]
fn debug_shows_extra_fields() {
    let mut empty = Empty::new();
    empty.extra.insert("a", 1);
    assert_eq!(format!("{empty:?}"), r#"Empty { extra: {"a": Number(1)} }"#);
    assert_eq!(empty.extra.len(), 1);
    empty.extra.remove("a");
    assert!(empty.extra.is_empty());
    assert_eq!(empty, Empty::new());
}
