use super::*;
use crate::json::decode_strictly;

#[track_caller]
fn read<T: simplex_api::json::Json>(json: &str) -> T {
    decode(json).unwrap_or_else(|error| panic!("{error}"))
}

/// Every kind of field that may be absent.
#[api_type]
#[derive(Eq)]
struct Lenient {
    flag: bool,
    list: Vec<i64>,
    map: BTreeMap<String, i64>,
    option: Option<i64>,
    boxed: Box<Option<i64>>,
}

#[test]
fn absent_fields() {
    let lenient = Lenient::new(None);
    assert_eq!(read::<Lenient>("{}"), lenient);
    assert_eq!(
        encode(&lenient),
        r#"{"flag":false,"list":[],"map":{}}"#,
        "options are omitted, the others are written"
    );
}

#[test]
fn null_is_absent() {
    let json = r#"{"flag":null,"list":null,"map":null,"option":null,"boxed":null}"#;
    assert_eq!(read::<Lenient>(json), Lenient::new(None));
}

#[test]
fn any_order() {
    let json = r#"{"option":4,"map":{"a":1},"list":[2],"boxed":5,"flag":true}"#;
    let lenient = Lenient::new(Some(5))
        .flag(true)
        .list([2])
        .map([("a".to_owned(), 1)])
        .option(4);
    assert_eq!(read::<Lenient>(json), lenient);
}

#[test]
fn whitespace() {
    let json = " { \"option\" : 4 ,\n \"flag\" : true } \n";
    assert_eq!(
        read::<Lenient>(json),
        Lenient::new(None).flag(true).option(4)
    );
}

#[test]
fn the_last_of_two_fields_is_used() {
    assert_eq!(
        read::<Lenient>(r#"{"option":1,"option":2}"#).option,
        Some(2)
    );
    assert_eq!(
        read::<Lenient>(r#"{"option":1,"option":null}"#).option,
        None
    );
    let extra = read::<Lenient>(r#"{"x":1,"x":2}"#).extra;
    assert_eq!(extra.get("x"), Some(&2.into()));
}

#[test]
fn escaped_names() {
    assert!(read::<Lenient>(r#"{"\u0066lag":true}"#).flag);
    assert_eq!(read::<Mode>(r#""br\u006fadcast""#), Mode::Broadcast);
    let content = read::<Content>(r#"{"t\u0079pe":"t\u0065xt","text":"a"}"#);
    assert_eq!(content, Content::text("a"));
}

#[test]
fn integers_as_strings() {
    assert_eq!(read::<i64>(r#""-42""#), -42);
    assert_eq!(read::<u32>(r#""4294967295""#), u32::MAX);
    assert_eq!(read::<u64>("18446744073709551615"), u64::MAX);
    assert_eq!(read::<ItemId>(r#""9""#), ItemId(9));
    assert_eq!(read::<Lenient>(r#"{"option":"3"}"#).option, Some(3));
}

#[test]
fn integers_out_of_range() {
    for json in [
        "2147483648",
        r#""2147483648""#,
        "-2147483649",
        "1e3",
        "1.0",
        "99999999999999999999",
    ] {
        assert!(decode::<i32>(json).is_err(), "{json}");
    }
    for json in ["-1", r#""-1""#, "4294967296"] {
        assert!(decode::<u32>(json).is_err(), "{json}");
    }
}

#[test]
fn strings_that_are_not_integers() {
    for json in [
        r#""""#, r#""+1""#, r#"" 1""#, r#""1 ""#, r#""--1""#, r#""-+1""#, r#""0x1""#, r#""1.0""#,
    ] {
        assert!(decode::<i64>(json).is_err(), "{json}");
    }
}

#[test]
fn floats() {
    assert_eq!(read::<Ratio>("1"), Ratio(1.0));
    assert_eq!(read::<f64>("1.5e3"), 1500.0);
    assert!(decode::<f64>(r#""1""#).is_err());
}

#[test]
fn a_string_is_a_tag() {
    assert_eq!(read::<Content>(r#""NO_USER""#), Content::no_user());
    assert_eq!(encode(&Content::no_user()), r#"{"type":"NO_USER"}"#);
    let error = decode::<Content>(r#""text""#).expect_err("a field is missing");
    assert_eq!(error.message(), "missing field `text`");
    let unknown = read::<Content>(r#""new\"est""#);
    assert!(matches!(unknown, Content::Undocumented(raw) if &*raw.tag == "new\"est"));
}

#[test]
fn the_tag_in_any_position() {
    let expected = Content::quote("q", Item::new(meta(), Content::text("inner")), Some(3));
    let item = |content: &str| item(content).replace(r#","parts":[]"#, "");
    let late = item(r#"{"text":"inner","type":"text"}"#);
    for json in [
        format!(r#"{{"type":"quote","text":"q","ttl":3,"item":{late}}}"#),
        format!(r#"{{"text":"q","type":"quote","ttl":3,"item":{late}}}"#),
        format!(r#"{{"text":"q","ttl":3,"item":{late},"type":"quote"}}"#),
    ] {
        assert_eq!(read::<Content>(&json), expected);
    }
}

#[test]
fn a_late_tag_keeps_unknown_fields() {
    let content: Content = read(r#"{"new":{"b":[1,{"type":"x","a":0}]},"type":"text","text":"a"}"#);
    assert_eq!(
        encode(&content),
        r#"{"type":"text","text":"a","new":{"b":[1,{"a":0,"type":"x"}]}}"#
    );
    let content: Content = read(r#"{"a":1,"type":"future"}"#);
    assert_eq!(encode(&content), r#"{"type":"future","a":1}"#);
}

#[test]
fn the_tag_twice() {
    assert_eq!(
        read::<Content>(r#"{"type":"text","text":"a","type":"text"}"#),
        Content::text("a")
    );
    let error = decode::<Content>(r#"{"type":"text","text":"a","type":"quote"}"#);
    let error = error.expect_err("two tags");
    assert_eq!(error.message(), r#"field `type` is not "text""#);
}

#[test]
fn an_unknown_tag_and_another_one() {
    let json = r#"{"type":"future","a":1,"type":"future"}"#;
    for unknown in [decode(json), decode_strictly(json)] {
        let unknown: Content = unknown.expect("the same tag");
        assert_eq!(encode(&unknown), r#"{"type":"future","a":1}"#);
    }
    // In a command the server would use the last one.
    for json in [
        r#"{"type":"future","type":"text","text":"a"}"#,
        r#"{"a":1,"type":"future","type":null}"#,
        r#"{"type":"future","\u0074ype":"text","text":"a"}"#,
    ] {
        assert!(decode::<Content>(json).is_ok());
        let error = decode_strictly::<Content>(json).expect_err("two tags");
        assert_eq!(error.message(), r#"field `type` is not "future""#);
    }
}

#[test]
fn the_tag_of_a_response_may_be_missing() {
    let event = NewItems::default();
    for json in [
        r#"{"type":"newItems","items":[]}"#,
        r#"{"items":[],"type":"newItems"}"#,
        r#"{"items":[]}"#,
        "{}",
    ] {
        assert_eq!(read::<NewItems>(json), event);
        assert!(read::<NewItems>(json).extra.is_empty());
    }
    assert!(decode::<NewItems>(r#"{"type":"other","items":[]}"#).is_err());
}

#[test]
fn integers_beyond_64_bits_are_read_as_the_nearest() {
    for digits in ["9223372036854775808", "99999999999999999999"] {
        assert_eq!(read::<i64>(digits), i64::MAX);
        assert_eq!(read::<i64>(&format!("\"-{digits}\"")), i64::MIN);
    }
    assert_eq!(read::<i64>("-9223372036854775808"), i64::MIN);
    assert!(decode::<i64>("1e30").is_err());
}

/// Nested lists.
fn nested_lists(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

#[test]
fn unknown_values_never_cause_an_error() {
    let (open, close) = ("[".repeat(96), "]".repeat(96));
    let far = nested_lists(100_000 - 96);
    for (value, kept) in [
        ("1e400".to_owned(), r#""1e400""#.to_owned()),
        (
            r#"{"a":[-1e999,1,{"b":"\ud800"}]}"#.to_owned(),
            r#"{"a":["-1e999",1,{"b":"\"\\ud800\""}]}"#.to_owned(),
        ),
        (nested_lists(128), nested_lists(128)),
        (nested_lists(100_000), format!(r#"{open}"{far}"{close}"#)),
    ] {
        let lenient = read::<Lenient>(&format!(r#"{{"x": {value} ,"flag":true}}"#));
        assert!(lenient.flag);
        let written = format!(r#"{{"flag":true,"list":[],"map":{{}},"x":{kept}}}"#);
        assert_eq!(encode(&lenient), written);
        assert_eq!(read::<Lenient>(&written), lenient);

        let future = read::<Content>(&format!(r#"{{"type":"future","x":{value}}}"#));
        assert_eq!(
            encode(&future),
            format!(r#"{{"type":"future","x":{kept}}}"#)
        );
        let object = read::<simplex_api::json::JsonObject>(&format!(r#"{{"x":{value}}}"#));
        assert_eq!(encode(&object), format!(r#"{{"x":{kept}}}"#));
    }
}

#[test]
fn unknown_values_must_be_json() {
    for value in ["[1}", "[1e400,]", "01", "1e", "[[", "nul", r#""\x""#] {
        assert!(
            decode::<Empty>(&format!(r#"{{"x":{value}}}"#)).is_err(),
            "{value}"
        );
    }
    let open = "[".repeat(200);
    assert!(decode::<Empty>(&format!(r#"{{"x":{open}}}"#)).is_err());
}

#[test]
fn a_union_that_is_nested_too_deeply_is_undocumented() {
    let nested = |depth: usize, open: &str| {
        open.repeat(depth) + r#"{"type":"NO_USER"}"# + &"}}".repeat(depth)
    };
    let first = format!(r#"{{"type":"quote","text":"","item":{{"meta":{META},"content":"#);
    let late = format!(r#"{{"text":"","type":"quote","item":{{"meta":{META},"content":"#);
    for (depth, known) in [(40, 40), (60, 48), (1000, 48)] {
        let content = read::<Content>(&nested(depth, &first));
        assert_eq!(read::<Content>(&encode(&content)), content);
        assert_eq!(levels(&content), known);
        assert_eq!(levels(&read(&nested(depth, &late))), known);
        let value = serde_json::to_value(&content).expect("it can be serialized");
        assert!(value.is_object());
    }
}

/// The number of nested quotes that are decoded as known variants.
fn levels(mut content: &Content) -> usize {
    let mut levels = 0;
    while let Content::Quote { item, .. } = content {
        levels += 1;
        content = &item.content;
    }
    levels
}

#[test]
fn nesting_has_a_limit() {
    /// A recursive type that is not a union.
    #[api_type]
    struct Tree {
        children: Vec<Tree>,
    }
    let tree = |depth: usize| {
        let open = r#"{"children":["#;
        open.repeat(depth) + &"]}".repeat(depth)
    };
    assert!(decode::<Tree>(&tree(63)).is_ok());
    assert!(decode::<Tree>(&tree(64)).is_err());
}
