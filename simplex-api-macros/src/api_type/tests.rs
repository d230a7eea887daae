use proc_macro2::TokenStream;
use quote::quote;

use super::expand;

/// The expansion of `#[api_type(args)] item`.
fn expanded(args: &str, item: &str) -> String {
    let tokens = |text: &str| text.parse::<TokenStream>().expect("Rust tokens");
    expand(tokens(args), tokens(item)).to_string()
}

/// The messages of the errors in an expansion.
fn errors(args: &str, item: &str) -> Vec<String> {
    let expanded = expanded(args, item);
    let errors = expanded.split("compile_error ! {").skip(1);
    let literals = errors.filter_map(|rest| Some(rest.split_once('}')?.0.trim()));
    let literals = literals.filter_map(|text| syn::parse_str::<syn::LitStr>(text).ok());
    literals.map(|literal| literal.value()).collect()
}

#[test]
fn valid_types_have_no_errors() {
    for (args, item) in [
        (
            r#"name = "CIMeta", since = "6.4""#,
            r#"pub struct Meta { item_id: i64, #[api(name = "x_", since = "7.0")] x: Option<String> }"#,
        ),
        ("response, event", "struct Ok { object: i32, index: u32 }"),
        ("", "struct Id(pub i64);"),
        (r#"primitive = "UTCTime""#, "struct Time(pub String);"),
        ("", r#"enum Mode { One, #[api(name = "2")] Two }"#),
        (
            r#"tag = "type""#,
            "enum Content { Text { text: String }, None, Other(Record) }",
        ),
    ] {
        assert!(errors(args, item).is_empty(), "{item}");
    }
}

#[test]
fn unknown_keys_are_reported() {
    assert_eq!(
        errors(r#"nam = "X", color = "red", since"#, "struct A { a: i32 }"),
        [
            "`since` needs a string: `since = \"…\"`",
            "unknown key `nam` of a record, did you mean `name`?",
            "unknown key `color` of a record, \
             expected one of `name`, `since`, `syntax`, `check`, `refuse`, `eq`, `crate`, `tag`, `response`, `event`, `older`, `extra`",
        ]
    );
    assert_eq!(
        errors(
            "",
            r#"struct A { #[api(since = "7.0", since = "7.1")] a: bool }"#
        ),
        ["`since` appears twice"]
    );
    assert_eq!(
        errors(r#"response = "a""#, "struct A { #[api] a: bool }"),
        ["`response` takes no value", "expected `#[api(…)]`"]
    );
    assert_eq!(
        errors(r#"name = "UTCTime""#, "struct Time(pub String);"),
        ["unknown key `name` of a newtype, expected one of `primitive`, `crate`"]
    );
    assert_eq!(
        errors("", "struct Password(#[api(secrt)] String);"),
        ["unknown key `secrt` of the field of a newtype, did you mean `secret`?"]
    );
}

#[test]
fn missing_commas_are_reported() {
    for args in [
        r#"name = "A" since = "7.0""#,
        "response event",
        "response, older = old event",
    ] {
        assert_eq!(errors(args, "struct A {}"), ["expected `,` before this"]);
    }
}

#[test]
fn items_that_cannot_be_types_are_reported() {
    for (item, error) in [
        (
            "struct A<T> { a: T }",
            "an API type cannot have generic parameters",
        ),
        (
            "struct A(i32, i32);",
            "expected named fields, or a single unnamed field",
        ),
        ("enum A {}", "an API enum must have at least one variant"),
        (
            "union A { a: i32 }",
            "an API type must be a `struct` or an `enum`",
        ),
    ] {
        assert_eq!(errors("", item), [error]);
    }
    assert_eq!(errors("", "fn a() {}").len(), 1);
}

#[test]
fn the_item_remains_after_an_error() {
    for item in [
        "struct A<T> { a: T }",
        "struct A(i32, i32);",
        r#"enum A { #[api(nam = "b")] B }"#,
        "fn A() {}",
    ] {
        let expanded = expanded("nonsense", item);
        assert!(expanded.contains(" A "), "{expanded}");
        assert!(expanded.contains("compile_error"), "{expanded}");
    }
}

#[test]
fn invalid_fields_are_reported() {
    for (args, item, error) in [
        (
            "",
            r#"struct A { #[api(since = "7.0")] new_one: Id }"#,
            "servers before 7.0 do not send `newOne`, so it can be absent\n\
             = help: use `Option<Id>`, `bool`, `Vec` or `BTreeMap`",
        ),
        (
            "",
            r#"struct A { a: i32, #[api(name = "a")] b: i32 }"#,
            "two fields are named `a` in JSON",
        ),
        (
            "event",
            "struct A { r#type: i32 }",
            "`type` is the tag, so it cannot be a field",
        ),
        (
            r#"tag = "x""#,
            "struct A {}",
            "only a `response` or an `event` has a tag",
        ),
    ] {
        assert_eq!(errors(args, item), [error]);
    }
    let extra = errors("", "struct A { extra: i32 }");
    assert!(extra[0].starts_with("the macro adds the field `extra`"));
    let cfg = errors("", "struct A { #[cfg(unix)] a: i32 }");
    assert!(cfg[0].starts_with("an API type cannot have fields or variants"));
}

#[test]
fn invalid_variants_are_reported() {
    assert_eq!(
        errors("", "enum A { B { c: i32 } }"),
        ["an enum whose variants have fields needs `tag = \"type\"`"]
    );
    assert_eq!(
        errors("", r#"enum A { B, #[api(name = "b")] C }"#),
        ["`b` is already the name or `alias` of `B`\n\
          = help: give this variant another, because JSON identifies the variant by it"]
    );
    assert_eq!(
        errors(r#"tag = "kind""#, "enum A { B(i32, i32), C { kind: i32 } }"),
        [
            "expected named fields, or a single record",
            "`kind` is the tag, so it cannot be a field",
        ]
    );
    let undocumented = errors("", "enum A { Undocumented }");
    assert!(undocumented[0].starts_with("the macro adds the variant `Undocumented`"));
}

#[test]
fn the_struct_has_derives_docs_and_the_field_extra() {
    let item = r#"pub struct Meta { pub item_id: i64, #[doc = "Text."] pub text: String }"#;
    let expanded = expanded(r#"name = "CIMeta""#, item);
    let expected = quote! {
        #[doc(alias = "CIMeta")]
        #[derive(
            ::core::prelude::v1::Debug,
            ::core::prelude::v1::Clone,
            ::core::prelude::v1::PartialEq
        )]
        #[non_exhaustive]
        pub struct Meta {
            #[doc = "`itemId` in the API."]
            #[doc(alias = "itemId")]
            pub item_id: i64,
            #[doc = "Text."]
            pub text: String,
            #[doc = "Fields that this version does not know."]
            pub extra: ::simplex_api::json::Extra,
        }
    };
    assert!(expanded.starts_with(&expected.to_string()), "{expanded}");
}

#[test]
fn generated_code_uses_the_given_crate_path() {
    for (keys, item) in [
        (
            r#"syntax = "<a>[ b=<b>]", check = check"#,
            "pub struct X { a: i64, #[api(secret)] b: Option<String> }",
        ),
        ("response, older = older", "pub struct X { a: i64 }"),
        (r#"syntax = "a|b""#, "pub enum X { A, B }"),
        (
            r#"tag = "type", syntax = "a|b <b>""#,
            "pub enum X { A, B { b: i64 }, C(Y) }",
        ),
        ("", "pub struct X(#[api(secret)] String);"),
    ] {
        let expanded = expanded(&format!("crate = framework::api, {keys}"), item);
        assert!(!expanded.contains("simplex_api"), "{expanded}");
    }
}
