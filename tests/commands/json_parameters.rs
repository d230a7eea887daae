//! JSON in a command is decoded as strictly as the server decodes it.

use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{AnyCommand, ApiSendMessages, ApiSetContactPrefs, CreateActiveUser};
use simplex_api::types::{CryptoFile, FeatureAllowed, MsgContent, Preferences, SimplePreference};
use simplex_api::{api_type, command, json};

/// The error of a string that the server cannot decode.
fn decode_error(text: &str) -> String {
    let error = AnyCommand::decode(text).expect_err(text);
    error.to_string()
}

#[test]
fn fields_that_the_server_needs() {
    for (text, missing) in [
        (
            r#"/_update item @1 5 json {"msgContent":{"type":"text","text":"a"}}"#,
            "mentions",
        ),
        (
            r#"/_update item @1 5 json {"msgContent":{"type":"text","text":"a"},"mentions":null}"#,
            "mentions",
        ),
        ("/_address_settings 1 {}", "businessAddress"),
        (
            r#"/_address_settings 1 {"autoAccept":{"acceptIncognito":false}}"#,
            "businessAddress",
        ),
        (
            r#"/_address_settings 1 {"businessAddress":false,"autoAccept":{}}"#,
            "acceptIncognito",
        ),
        (r#"/_get chats 1 count=5 {"type":"filters"}"#, "favorite"),
        (
            r#"/_get chats 1 count=5 {"type":"filters","favorite":true}"#,
            "unread",
        ),
        (r#"/_profile 1 {"displayName":"a"}"#, "fullName"),
    ] {
        let error = decode_error(text);
        assert!(
            error.contains(&format!("missing field `{missing}`")),
            "{error}"
        );
    }
}

#[test]
fn values_in_another_form() {
    let number = r#"[{"quotedItemId":"5","msgContent":{"type":"text","text":"a"},"mentions":{}}]"#;
    let error = decode_error(&format!("/_send @1 json {number}"));
    assert!(error.contains("expected an integer"), "{error}");
    let word = r#"[{"msgContent":"text","mentions":{}}]"#;
    let error = decode_error(&format!("/_send @1 json {word}"));
    assert!(error.contains("expected an object (MsgContent)"), "{error}");
}

#[test]
fn fields_that_may_be_omitted() {
    let text = r#"/_send @1 json [{"msgContent":{"type":"text","text":"a"}}]"#;
    let send = ApiSendMessages::decode(text).unwrap();
    assert!(send.composed_messages[0].mentions.is_empty());
    assert!(
        AnyCommand::decode(r#"/_address_settings 1 {"businessAddress":false,"autoAccept":null}"#)
            .is_ok()
    );
    assert!(
        AnyCommand::decode(
            r#"/_get chats 1 count=5 {"unread":false,"favorite":true,"type":"filters"}"#
        )
        .is_ok()
    );
}

#[test]
fn a_user_without_fields_of_later_versions() {
    let text =
        r#"/_create user {"profile":{"displayName":"a","fullName":""},"pastTimestamp":false}"#;
    let create = CreateActiveUser::decode(text).unwrap();
    assert!(!create.new_user.user_chat_relay && !create.new_user.client_service);
    // 6.5 needs the first.
    let encoded = create.encode().unwrap();
    assert!(encoded.contains(r#""userChatRelay":false"#), "{encoded}");
}

/// Where the server accepts only known keywords and tags, others are errors in both directions.
#[test]
fn keywords_and_tags_that_the_server_does_not_accept() {
    let group = |preferences: &str| {
        format!(r#"/_group_profile #1 {{"displayName":"a","fullName":"",{preferences}}}"#)
    };
    for (text, known) in [
        (
            r#"/_set prefs @1 {"calls":{"allow":"perhaps"}}"#.to_owned(),
            "`always`, `yes`, `no`",
        ),
        (
            group(r#""groupPreferences":{"voice":{"enable":"perhaps"}}"#),
            "`on`, `off`",
        ),
        (group(r#""memberAdmission":{"review":"some"}"#), "`all`"),
        (
            group(r#""groupPreferences":{"commands":[{"type":"x"}]}"#),
            "`command`, `menu`",
        ),
        (
            r#"/_get chats 1 count=5 {"type":"x"}"#.to_owned(),
            "`filters`, `search`",
        ),
    ] {
        let error = decode_error(&text);
        assert!(
            error.contains(&format!("expected one of {known}")),
            "{error}"
        );
    }
    for text in [
        group(r#""groupPreferences":{"voice":{"enable":"on","role":"x"}}"#),
        r#"/_send #1 json [{"msgContent":{"type":"x","text":"a"}}]"#.to_owned(),
    ] {
        assert!(AnyCommand::decode(&text).is_ok(), "{text}");
    }

    let perhaps = FeatureAllowed::Undocumented("perhaps".into());
    let preferences = Preferences::new().calls(SimplePreference::new(perhaps));
    let error = ApiSetContactPrefs::new(1, preferences.clone())
        .encode()
        .unwrap_err();
    let expected =
        "parameter `preferences`: the command does not accept \"perhaps\", only always, yes, no";
    assert_eq!(error.to_string(), expected);
    let params =
        serde_json::json!({"contactId": 1, "preferences": {"calls": {"allow": "perhaps"}}});
    let params = params.as_object().expect("an object").clone();
    let error = AnyCommand::from_params("APISetContactPrefs", params).expect("a command");
    assert!(error.is_err());

    // In JSON from a server it is decoded, and kept.
    let text = r#"{"calls":{"allow":"perhaps"}}"#;
    assert_eq!(json::decode(text), Ok(preferences.clone()));
    assert_eq!(json::encode(&preferences), text);
}

#[test]
fn a_path_represents_a_file() {
    let text = r#"/_send @1 json [{"filePath":"/x","msgContent":{"type":"file","text":""}}]"#;
    let send = ApiSendMessages::decode(text).unwrap();
    let message = &send.composed_messages[0];
    assert_eq!(message.file_source, Some(CryptoFile::new("/x")));
    assert_eq!(message.msg_content, MsgContent::file(""));
    assert!(message.extra.is_empty());
    let again = send.encode().unwrap();
    assert!(
        again.contains(r#""fileSource":{"filePath":"/x"}"#),
        "{again}"
    );
    let both = text.replace("[{", r#"[{"fileSource":{"filePath":"/y"},"#);
    let send = ApiSendMessages::decode(&both).unwrap();
    let message = &send.composed_messages[0];
    assert_eq!(message.file_source, Some(CryptoFile::new("/y")));
    assert_eq!(message.extra.get("filePath"), Some(&"/x".into()));
}

/// More fields with defaults than others, between them and after them.
#[api_type]
struct Order {
    #[api(optional)]
    quick: bool,
    count: i32,
    parts: Vec<Part>,
    note: Option<String>,
    gift: bool,
}

#[api_type]
struct Part {
    tags: Vec<String>,
}

#[command(syntax = "/_order <json(order)>")]
struct PlaceOrder {
    order: Order,
}

#[test]
fn user_defined_types() {
    let missing = |json: &str| {
        let error = PlaceOrder::decode(&format!("/_order {json}")).expect_err(json);
        error.to_string()
    };
    assert!(PlaceOrder::decode(r#"/_order {"count":1,"parts":[],"gift":false}"#).is_ok());
    assert!(missing(r#"{"count":1,"gift":false}"#).contains("missing field `parts`"));
    assert!(missing(r#"{"count":1,"parts":[]}"#).contains("missing field `gift`"));
    assert!(missing(r#"{"gift":true,"parts":null,"count":1}"#).contains("missing field `parts`"));
    let inner = missing(r#"{"count":1,"parts":[{"tags":[]},{}],"gift":true}"#);
    assert!(
        inner.contains("`parts[1]`: missing field `tags`"),
        "{inner}"
    );
    let lenient: Order = simplex_api::json::decode(r#"{"count":1}"#).unwrap();
    assert_eq!(lenient, Order::new(1));
}

#[test]
fn values_without_json_are_rejected() {
    let error = decode_error(
        r#"/_send @1 json [{"quotedItemId":9223372036854775808,"msgContent":{"type":"text","text":"a"}}]"#,
    );
    assert!(error.contains("9223372036854775808"), "{error}");
    for value in ["1e400", r#""\ud800""#] {
        decode_error(&format!(r#"/_set custom #1 {{"x":{value}}}"#));
    }
    let params = serde_json::json!({ "contactId": 18_446_744_073_709_551_615_u64 });
    let params = params.as_object().expect("an object").clone();
    let error = AnyCommand::from_params("APISetContactCustomData", params).expect("a command");
    assert!(error.is_err());
}
