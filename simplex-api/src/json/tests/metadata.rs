use super::*;
use simplex_api::json::{ApiType, Json};
use simplex_api::spec::{FieldSpec, KeywordSpec, TypeKind, TypeRef};

fn described(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(name) => (*name).to_owned(),
        TypeRef::Named(spec) => spec().name.to_owned(),
        TypeRef::Foreign(name) => name().to_owned(),
        TypeRef::Optional(inner) => described(inner) + "?",
        TypeRef::Array(item) => format!("[{}]", described(item)),
        TypeRef::Map(key, value) => format!("{{{} : {}}}", described(key), described(value)),
    }
}

fn listed(fields: &[FieldSpec]) -> Vec<(&str, String)> {
    let list = fields
        .iter()
        .map(|field| (field.name, described(&field.ty)));
    list.collect()
}

#[test]
fn a_record() {
    let spec = Meta::spec();
    assert_eq!((spec.name, spec.since, spec.syntax), ("Meta", None, None));
    let TypeKind::Record { tag: None, fields } = spec.kind else {
        panic!("{spec:?}");
    };
    let expected = [
        ("itemId", "int64"),
        ("itemTs", "UTCTime"),
        ("itemText", "string"),
        ("mode", "MMode"),
        ("count", "int"),
        ("live", "bool"),
        ("tags", "[string]"),
        ("mentions", "{string : int64}"),
        ("user_", "int64?"),
        ("type", "string?"),
    ];
    let expected = expected.map(|(name, ty)| (name, ty.to_owned()));
    assert_eq!(listed(fields), expected);
    assert_eq!(fields[9].since, Some("7.0"));
    assert_eq!(
        described(&Option::<serde_json::Value>::TYPE),
        "serde_json::value::Value?"
    );
}

#[test]
fn keywords() {
    let spec = Mode::spec();
    assert_eq!((spec.name, spec.since), ("MMode", Some("6.4")));
    let TypeKind::Enum(keywords) = spec.kind else {
        panic!("{spec:?}");
    };
    let last = KeywordSpec {
        keyword: "snd-ready",
        since: Some("7.0"),
    };
    assert_eq!(keywords[2], last);
}

#[test]
fn unions() {
    let TypeKind::Union {
        tag: "type",
        variants,
    } = Content::SPEC.kind
    else {
        panic!("{:?}", Content::SPEC);
    };
    let tags: Vec<_> = variants.iter().map(|variant| variant.tag).collect();
    assert_eq!(tags, ["text", "quote", "NO_USER", "object"]);
    let quote = [("text", "string"), ("item", "CItem"), ("ttl", "word32?")];
    assert_eq!(
        listed(variants[1].fields),
        quote.map(|(name, ty)| (name, ty.to_owned()))
    );
}

#[test]
fn responses_and_events() {
    let TypeKind::Record { tag, .. } = SentXftp::SPEC.kind else {
        panic!("{:?}", SentXftp::SPEC);
    };
    assert_eq!((SentXftp::SPEC.name, tag), ("SentXFTP", Some("sent-xftp")));
    let TypeKind::Union { variants, .. } = Event::SPEC.kind else {
        panic!("{:?}", Event::SPEC);
    };
    assert_eq!(
        listed(variants[0].fields),
        [("items", "[CItem]".to_owned())]
    );
}
