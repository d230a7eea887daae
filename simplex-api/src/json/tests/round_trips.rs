use super::*;
use simplex_api::json::{KeywordEnum, RawObject, Tagged};

#[test]
fn a_record() {
    assert_eq!(round_trip::<Meta>(META), meta());
    let json = META.replace("}}", r#"},"user_":1,"type":"t"}"#);
    assert_eq!(
        round_trip::<Meta>(&json),
        meta().user(1).r#type("t".to_owned())
    );
}

#[test]
fn unions() {
    assert_eq!(
        round_trip::<Content>(r#"{"type":"text","text":"a"}"#),
        Content::text("a")
    );
    assert_eq!(
        round_trip::<Content>(r#"{"type":"NO_USER"}"#),
        Content::no_user()
    );
    let object = JsonObject::from_iter([("a".to_owned(), 1.into())]);
    let json = r#"{"type":"object","object":{"a":1},"index":2}"#;
    assert_eq!(round_trip::<Content>(json), Content::object(object, 2));
}

#[test]
fn newtypes() {
    assert_eq!(round_trip::<ItemId>("5"), ItemId::from(5));
    assert_eq!(round_trip::<Time>(r#""t""#), Time::from("t"));
    assert_eq!(round_trip::<Ratio>("0.5"), Ratio(0.5));
    assert_eq!(round_trip::<Names>(r#"["a"]"#), Names(vec!["a".to_owned()]));
}

#[test]
fn keywords() {
    assert_eq!(round_trip::<Mode>(r#""snd-ready""#), Mode::SndReady);
    assert_eq!(
        round_trip::<Mode>(r#""Broadcast""#),
        Mode::Undocumented("Broadcast".into())
    );
    for (keyword, value) in Mode::KEYWORDS.iter().zip(Mode::VALUES) {
        assert_eq!(&Mode::from_keyword(keyword), value);
        assert_eq!(value.as_str(), *keyword);
    }
    assert_eq!(Mode::from_keyword("x"), Mode::Undocumented("x".into()));
}

#[test]
fn unknown_fields_at_every_depth() {
    let content = r#"{"type":"quote","text":"q","item":{"meta":META,"content":{"type":"NO_USER","n":null},"parts":[{"type":"text","text":"","p":[1,2.5,"x"]}],"i":{"a":{},"type":1}},"c":"\u00e9"}"#;
    let meta = META.replace("}}", r#"},"m":true}"#);
    let json = item(content).replace("META", &meta).replace("\\u00e9", "é");
    let mut item: Item = round_trip(&json);
    let Content::Quote {
        item: quoted,
        extra,
        ttl,
        ..
    } = &mut item.content
    else {
        panic!("{item:?}");
    };
    assert_eq!(extra.get("c"), Some(&"é".into()));
    assert_eq!(
        quoted.meta.extra.iter().collect::<Vec<_>>(),
        [("m", &true.into())]
    );
    assert_eq!(*ttl, None);
    quoted.meta.extra.remove("m");
    assert_eq!(encode(&item), json.replace(r#","m":true"#, ""));
}

#[test]
fn unknown_tags_and_keywords_in_nested_values() {
    let json = item(r#"{"type":"future","a":[{"type":"text"}],"text":1}"#)
        .replace("broadcast", "a new \\\" word")
        .replace(
            r#""parts":[]"#,
            r#""parts":[{"type":"future"},{"type":"text","text":"a"}]"#,
        );
    let item: Item = round_trip(&json);
    assert_eq!(item.meta.mode, Mode::Undocumented("a new \" word".into()));
    assert!(matches!(&item.content, Content::Undocumented(raw) if &*raw.tag == "future"));
    assert_eq!(
        item.parts[1],
        Content::text("a"),
        "other items are not affected"
    );
}

#[test]
fn extra_fields_do_not_replace_known_fields() {
    let mut meta = meta();
    meta.extra.insert("itemId", 8);
    meta.extra.insert("zzz", 9);
    assert_eq!(encode(&meta), META.replace("}}", r#"},"zzz":9}"#));
    let mut event = NewItems::default();
    event.extra.insert("type", "x");
    assert_eq!(encode(&event), r#"{"type":"newItems","items":[]}"#);
    let fields = JsonObject::from_iter([("type".to_owned(), 1.into())]);
    let tag = "t".into();
    assert_eq!(
        encode(&Content::Undocumented(RawObject { tag, fields })),
        r#"{"type":"t"}"#
    );
}

#[test]
fn tagged_records() {
    let json = r#"{"type":"newItems","items":[],"x":1}"#;
    let event = NewItems::decode(json).expect("decodes");
    assert_eq!(event.encode(), json);
    assert_eq!(NewItems::TAG, "newItems");
    assert_eq!(SentXftp::TAG, "sent-xftp");
    round_trip::<SentXftp>(r#"{"type":"sent-xftp","id":1}"#);
}

#[test]
fn a_union_of_records() {
    let event = Event::new_items(NewItems::default());
    assert_eq!(
        round_trip::<Event>(r#"{"type":"newItems","items":[]}"#),
        event
    );
    assert_eq!(
        round_trip::<Event>(r#"{"type":"sent-xftp","id":1,"x":2}"#),
        Event::sent_xftp(SentXftp::new(1).with_extra("x", 2))
    );
    round_trip::<Event>(r#"{"type":"empty","x":2}"#);
    assert_eq!(round_trip::<Event>(r#"{"type":"closed"}"#), Event::closed());
    round_trip::<Event>(r#"{"type":"newest","x":2}"#);
    assert_eq!(
        decode::<Event>(r#"{"id":1,"type":"sent-xftp"}"#),
        Ok(Event::sent_xftp(SentXftp::new(1)))
    );
}

impl SentXftp {
    fn with_extra(mut self, name: &str, value: i32) -> Self {
        self.extra = [(name, value)].into_iter().collect();
        self
    }
}

#[test]
fn the_traits_of_serde() {
    let value = serde_json::to_value(meta()).expect("writes");
    assert_eq!(
        serde_json::from_value::<Meta>(value).expect("reads"),
        meta()
    );
    let json =
        item(r#"{"type":"future","b":1}"#).replace(r#""parts":[]"#, r#""parts":["NO_USER"]"#);
    let expected: Item = decode(&json).expect("reads");
    assert_eq!(
        serde_json::from_str::<Item>(&json).expect("reads"),
        expected
    );
    assert_eq!(
        serde_json::from_slice::<Item>(json.as_bytes()).expect("reads"),
        expected
    );
    let value = serde_json::from_str(&json).expect("reads");
    let found: Item = serde_json::from_value(value).expect("a `Value` has its names in order");
    assert_eq!(found, expected);
}

#[test]
fn encoding_appends() {
    let mut text = "/x ".to_owned();
    simplex_api::json::encode_into(&Content::no_user(), &mut text);
    assert_eq!(text, r#"/x {"type":"NO_USER"}"#);
}

/// Floats that `serde_json` does not read exactly without its feature `float_roundtrip`.
const FLOATS: &[&str] = &[
    "3.7836512754639893",
    "1.0715660391465826e-75",
    "-1.81996730402717e-179",
    "1.603964615428183e+143",
    "-3.597847523160892e-242",
];

/// Floats in known and unknown fields are decoded and encoded exactly.
#[test]
fn floats_are_exact() {
    for digits in FLOATS {
        let number: f64 = digits.parse().unwrap();
        assert_eq!(round_trip::<Ratio>(digits), Ratio(number));
        let value: serde_json::Value = round_trip(digits);
        assert_eq!(value.as_f64(), Some(number), "{digits}");
        let object = format!(r#"{{"a":[{{"b":{digits}}}]}}"#);
        let read: JsonObject = round_trip(&object);
        assert_eq!(read["a"][0]["b"].as_f64(), Some(number), "{digits}");
        let empty: Empty = round_trip(&object);
        assert_eq!(empty.extra.get("a"), Some(&read["a"]));
        let content: Content = round_trip(&format!(r#"{{"type":"future","a":{digits}}}"#));
        assert!(matches!(&content, Content::Undocumented(raw) if raw.fields["a"] == value));
        let serde_form = serde_json::to_value(&content).unwrap();
        assert_eq!(serde_form["a"].as_f64(), Some(number), "{digits}");
    }
}
