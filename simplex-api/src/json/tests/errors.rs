use super::*;
use simplex_api::command::{Response, ResponseError};

/// Checks the path and the start of the message of an error. Returns the line and the column.
#[track_caller]
fn fails<T: simplex_api::json::Json>(json: &str, path: &str, message: &str) -> (usize, usize) {
    let error = decode::<T>(json).err().expect("an error");
    assert_eq!(error.path(), path, "{error}");
    assert!(error.message().starts_with(message), "{error}");
    (error.line(), error.column())
}

/// Fields that must not be shown in logs.
#[api_type]
struct Account {
    name: String,
    #[api(secret)]
    code: Vec<i64>,
    #[api(secret)]
    words: Vec<String>,
}

#[api_type(tag = "type")]
enum Answer {
    SignedIn {
        account: Account,
    },
    Token {
        #[api(secret)]
        token: String,
    },
}

fn event(meta: &str, content: &str) -> String {
    let first = item(r#"{"type":"text","text":"{\"[,:"}"#);
    format!(
        r#"{{"type":"newItems","items":[{first},{{"meta":{meta},"content":{content},"parts":[{content}]}}]}}"#
    )
}

/// The column of the last byte of `part`.
fn column(json: &str, part: &str) -> (usize, usize) {
    (1, json.find(part).expect("part of the text") + part.len())
}

#[test]
fn a_wrong_type_in_a_nested_value() {
    let json = event(
        &META.replace(r#""itemId":7"#, r#""itemId":true"#),
        r#""NO_USER""#,
    );
    let message = "invalid type: boolean `true`, expected an integer (i64)";
    let at = fails::<Event>(&json, "items[1].meta.itemId", message);
    assert_eq!(at, column(&json, r#""itemId":true"#));

    let json = event(META, r#"{"type":"text","text":0.5}"#);
    let message = "invalid type: floating point `0.5`, expected a string";
    let at = fails::<NewItems>(&json, "items[1].content.text", message);
    assert_eq!(at, column(&json, "0.5"));
}

#[test]
fn an_object_or_a_list_in_the_wrong_place() {
    let fails_with = |value: &str, path: &str, message: &str| {
        let json = item(&format!(r#"{{"type":"text","text":{value}}}"#));
        fails::<Item>(&json, &format!("content.text{path}"), message);
        let json = META.replace(r#""count":2"#, &format!(r#""count":{value}"#));
        fails::<Meta>(&json, "count", message);
        let json = META.replace(r#""live":true"#, &format!(r#""live":{value}"#));
        fails::<Meta>(&json, "live", message);
        let json = META.replace(r#""mode":"broadcast""#, &format!(r#""mode":{value}"#));
        fails::<Meta>(&json, "mode", message);
    };
    fails_with(r#"{"a":[1,{}]}"#, "", "invalid type: map, expected");
    fails_with("{}", "", "invalid type: map, expected");
    fails_with(r#"[{"a":1}]"#, "", "invalid type: sequence, expected");
    fails_with("[]", "", "invalid type: sequence, expected");

    let json = item(r#"[{"type":"text"}]"#);
    fails::<Item>(
        &json,
        "content",
        "invalid type: sequence, expected an object (Content)",
    );
    let json = item("3");
    fails::<Item>(
        &json,
        "content",
        "invalid type: integer, expected an object (Content)",
    );
    let json = item(r#""NO_USER""#).replace(META, "[1]");
    fails::<Item>(
        &json,
        "meta",
        "invalid type: sequence, expected an object (Meta)",
    );
    fails::<Vec<i64>>("[1,[2]]", "[1]", "invalid type: sequence");
    fails::<Vec<Vec<i64>>>("[[1],[[2]]]", "[1][0]", "invalid type: sequence");
    fails::<Vec<Meta>>("[[2]]", "[0]", "invalid type: sequence");
    fails::<Vec<Meta>>("5", "", "invalid type: integer, expected a list");
    fails::<NewItems>(
        r#"{"items":{}}"#,
        "items",
        "invalid type: map, expected a list",
    );
}

#[test]
fn a_missing_field() {
    let json = event(&META.replace(r#""itemText":"hi","#, ""), r#""NO_USER""#);
    let at = fails::<Event>(&json, "items[1].meta", "missing field `itemText`");
    let meta = json.rfind(r#","content""#).expect("part of the text");
    assert_eq!(at, (1, meta), "the end of the object");

    let json = event(META, r#"{"type":"quote","text":""}"#);
    fails::<Event>(&json, "items[1].content", "missing field `item`");
    fails::<Event>("{}", "", "missing field `type`");
    fails::<Item>(&item(r#"{"text":"a"}"#), "content", "missing field `type`");
}

#[test]
fn a_keyword_or_tag_of_another_type() {
    let json = event(&META.replace(r#""broadcast""#, "1"), r#""NO_USER""#);
    fails::<Event>(
        &json,
        "items[1].meta.mode",
        "invalid type: integer `1`, expected a string",
    );
    let json = event(META, r#"{"type":1}"#);
    let at = fails::<Event>(&json, "items[1].content.type", "invalid type: integer `1`");
    assert_eq!(at, column(&json, r#"{"type":1"#));
    fails::<Event>(
        r#"{"type":null}"#,
        "type",
        "invalid type: null, expected a string",
    );
    fails::<Event>(
        r#"{"x":0,"type":null}"#,
        "type",
        "invalid type: null, expected a string",
    );
}

#[test]
fn a_number_out_of_range() {
    let json = META.replace(r#""count":2"#, r#""count":2147483648"#);
    let message = "invalid value: integer `2147483648`, expected an integer (i32)";
    assert_eq!(
        fails::<Meta>(&json, "count", message),
        column(&json, "2147483648")
    );
    let json = META.replace(r#""bob":5"#, r#""bob":"x""#);
    let message = "invalid value: string, expected an integer (i64)";
    fails::<Meta>(&json, "mentions.bob", message);
}

#[test]
fn paths_with_names_that_are_data() {
    fails::<Meta>(
        &META.replace("bob\":5", "a b\":0.5"),
        r#"mentions["a b"]"#,
        "invalid type",
    );
    fails::<Meta>(
        &META.replace("bob\":5", "\":0.5"),
        r#"mentions[""]"#,
        "invalid type",
    );
    fails::<Meta>(
        &META.replace("bob\":5", "b\\u006fb\":0.5"),
        "mentions.bob",
        "invalid type",
    );
    fails::<Meta>(
        &META.replace("bob\":5", "\\\"}]\":0.5"),
        r#"mentions["\"}]"]"#,
        "invalid type",
    );
}

#[test]
fn truncated_text() {
    let json = event(META, r#""NO_USER""#);
    for end in (1..json.len()).filter(|end| json.is_char_boundary(*end)) {
        let error = decode::<Event>(&json[..end]).expect_err("truncated");
        assert!(error.message().starts_with("EOF while parsing"), "{error}");
        assert_eq!((error.line(), error.column()), (1, end), "{error}");
    }
    let end = json.rfind(r#","parts""#).expect("part of the text");
    fails::<Event>(
        &json[..end],
        "items[1].content",
        "EOF while parsing an object",
    );
    fails::<Event>("", "", "EOF while parsing a value");
    assert_eq!(decode::<Event>("").expect_err("empty").line(), 1);
}

#[test]
fn broken_text() {
    let trailing = r#"{"type":"closed"} x"#;
    assert_eq!(fails::<Event>(trailing, "", "trailing characters"), (1, 19));
    fails::<Event>(r#"{"type":"closed"}}"#, "", "trailing characters");
    fails::<Names>(r#"["a",}"#, "[1]", "expected value");
    fails::<Names>(r#"["a" "b"]"#, "[0]", "expected `,` or `]`");
    fails::<NewItems>(r#"{"items":tru}"#, "items", "");
    fails::<NewItems>(
        r#"{"items":[{"meta":{"itemId":01}}]}"#,
        "items[0].meta.itemId",
        "invalid number",
    );
    fails::<SentXftp>("{\"id\":\"\n\"}", "id", "control character");
    fails::<SentXftp>("{id:1}", "", "key must be a string");
}

#[test]
fn lines_and_columns() {
    let json = META.replace(',', ",\r\n").replace('7', "\"é\"");
    assert_eq!(
        fails::<Meta>(&json, "itemId", "invalid value: string, expected"),
        (1, 14)
    );
    let json = META
        .replace(',', ",\n ")
        .replace("[\"a\"]", "[\"a\",\n\n  1]");
    assert_eq!(
        fails::<Meta>(&json, "tags[1]", "invalid type: integer `1`"),
        (9, 3)
    );
}

#[test]
fn a_known_variant_with_an_error_is_not_unknown() {
    for json in [
        r#"{"type":"text","text":1}"#,
        r#"{"type":"text"}"#,
        r#"{"text":1,"type":"text"}"#,
    ] {
        assert!(decode::<Content>(json).is_err(), "{json}");
    }
}

#[test]
fn inside_an_object_with_a_late_tag() {
    let message = "invalid type: integer `1`, expected a string";
    fails::<Content>(r#"{"text":1,"type":"text"}"#, "text", message);
    let json = event(META, r#"{"text":1,"type":"text"}"#);
    let at = fails::<Event>(&json, "items[1].content.text", message);
    assert_eq!(at, column(&json, r#"{"text":1"#));

    let inner = item(r#"{"object":{},"index":"x","type":"object"}"#);
    let late = format!(r#"{{"text":"q","item":{inner},"type":"quote"}}"#);
    let message = "invalid value: string, expected an integer (u64)";
    fails::<Event>(
        &event(META, &late),
        "items[1].content.item.content.index",
        message,
    );

    let late = r#"{"text":"q","type":"quote"}"#;
    fails::<Event>(
        &event(META, late),
        "items[1].content",
        "missing field `item`",
    );
    fails::<Vec<Content>>(&format!("[{late}]"), "[0]", "missing field `item`");
    fails::<NewItems>(
        r#"{"items":[{"parts":[{"text":["in `x`: y"],"type":"text"}]}]}"#,
        "items[0].parts[0].text",
        "invalid type: sequence",
    );
}

#[test]
fn strings_that_look_like_positions() {
    let json = r#"{"type":"in `x`: y at line 5 column 6","type":"z"}"#;
    assert!(
        decode::<Content>(json).is_ok(),
        "an unknown tag can be any string"
    );
    let json = r#"{"text":"","type":"text","text":{"`: ":1}}"#;
    fails::<Content>(json, "text", "invalid type: map");
    fails::<i64>(
        r#""1 at line 5 column 6""#,
        "",
        "invalid value: string, expected an integer (i64)",
    );
}

#[test]
fn a_string_is_not_shown() {
    for (json, path) in [
        (r#"{"type":"newItems","items":"hunter2"}"#, "items"),
        (
            r#"{"type":"newItems","items":[{"meta":{"itemId":"hunter2"}}]}"#,
            "items[0].meta.itemId",
        ),
        (
            r#"{"type":"newItems","items":[{"meta":"hunter\u0032"}]}"#,
            "items[0].meta",
        ),
    ] {
        let error = decode::<Event>(json).expect_err("a string instead of another value");
        assert_eq!(error.path(), path);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
    }
    let other = r#"{"items":[],"type":"hunter2"}"#;
    fails::<NewItems>(other, "type", "field `type` is not \"newItems\"");
}

#[test]
fn a_secret_is_not_shown() {
    for (json, path) in [
        (r#"{"name":"bob","code":"hunter2"}"#, "code"),
        (r#"{"name":"bob","code":[7,"hunter2"]}"#, "code"),
        (r#"{"name":"bob","words":{"1":"hunter2"}}"#, "words"),
        (r#"{"name":"bob","words":"hunter2"}"#, "words"),
    ] {
        let message = "the value has another type";
        fails::<Account>(json, path, message);
        let answer = format!(r#"{{"type":"signedIn","account":{json}}}"#);
        fails::<Answer>(&answer, &format!("account.{path}"), message);
        let error = serde_json::from_str::<Account>(json).expect_err("a secret of another type");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let json = r#"{"type":"token","token":7316}"#;
    fails::<Answer>(json, "token", "the value has another type");
}

#[test]
fn an_error_beside_a_secret_is_shown() {
    let message = "invalid type: integer `1`, expected a string";
    fails::<Account>(r#"{"name":1,"code":[7]}"#, "name", message);
    fails::<Account>(r#"{"code":[7],"name":1}"#, "name", message);
    fails::<Account>(r#"{"code":[7]}"#, "", "missing field `name`");
}

#[test]
fn the_whole_message() {
    let json = r#"{"type":"newItems","items":[{"meta":{"itemId":[]}}]}"#;
    let error = decode::<Event>(json).expect_err("no id");
    assert_eq!(
        error.to_string(),
        "`items[0].meta.itemId`: invalid type: sequence, expected an integer (i64) (line 1, column 48)"
    );
    let error = decode::<Event>("[]").expect_err("not an object");
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected an object (Event) (line 1, column 2)"
    );
}

#[test]
fn responses() {
    let decode = |tag: &str, json: &str| <NewItems as Response>::from_body(tag, json);
    assert!(decode("newItems", r#"{"type":"newItems","items":[]}"#).is_ok());
    let error = decode("newItems", r#"{"type":"newItems","items":0}"#);
    let Err(ResponseError::Shape { tag, error: cause }) = error else {
        panic!("{error:?}");
    };
    assert_eq!((tag.as_str(), cause.path()), ("newItems", "items"));
    let error = decode("other", r#"{"type":"other","x":1}"#);
    let Err(ResponseError::Unexpected { expected, response }) = error else {
        panic!("{error:?}");
    };
    assert_eq!((expected, response.tag()), (&["newItems"][..], "other"));
}

#[test]
fn a_deep_path_is_truncated() {
    let deep = "[".repeat(100_000);
    let error = decode::<Empty>(&format!(r#"{{"x":{deep}"#)).expect_err("unclosed lists");
    assert!(error.path().starts_with("x[0][0]"), "{error}");
    assert!(error.path().ends_with("[0]…"), "{error}");
    assert!(error.path().len() < 200, "{error}");

    let closed = "]".repeat(100_000);
    let error = decode::<Empty>(&format!(r#"{{"x":[{deep}{closed},1],"y":{{"z":nul}}}}"#));
    assert_eq!(error.expect_err("an invalid word").path(), "y.z");
}
