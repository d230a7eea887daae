//! Secrets are sent, and not shown in logs and errors.

use std::collections::BTreeMap;

use simplex_api::command::{Command, CommandSet, EncodeError, EncodeErrorKind, Text};
use simplex_api::commands::{AnyCommand, ApiDeleteUser, ApiSetActiveUser};
use simplex_api::json;
use simplex_api::types::{CryptoFileArgs, GroupKeys, GroupRootKey, UserId, UserPwdHash};
use simplex_api::{api_type, command, command_set};

const PASSWORD: &str = "hunter2";

fn commands() -> [AnyCommand; 2] {
    let set = ApiSetActiveUser::new(UserId(1)).view_pwd(PASSWORD);
    let delete = ApiDeleteUser::new(UserId(1), true).view_pwd(PASSWORD);
    [set.into(), delete.into()]
}

#[test]
fn debug_does_not_show_them() {
    let shown = commands().map(|command| format!("{command:?}"));
    let set = "ApiSetActiveUser(ApiSetActiveUser { user_id: UserId(1), view_pwd: Some(…) })";
    let delete = "ApiDeleteUser(ApiDeleteUser { user_id: UserId(1), del_smp_queues: true, view_pwd: Some(…) })";
    assert_eq!(shown, [set, delete]);
    let none = format!("{:?}", ApiSetActiveUser::new(UserId(1)));
    assert_eq!(
        none,
        "ApiSetActiveUser { user_id: UserId(1), view_pwd: None }"
    );
}

#[test]
fn encoded_commands_contain_them() {
    for command in commands() {
        let text = command.encode().expect("a text");
        assert!(text.ends_with(&format!(" \"{PASSWORD}\"")));
        assert_eq!(AnyCommand::decode(&text), Ok(command));
    }
}

#[test]
fn errors_do_not_show_them() {
    for text in [
        "/_user 1 hunter2",
        "/_user 1 \"hunter2",
        "/_user 1 {\"hunter2\":1}",
        "/_user 1 \"x\" hunter2",
        "/_user 1\"hunter2\"",
        "/_user hunter2",
        "/_delete user 1 del_smp=on hunter2",
        "/_delete user 1 del_smp=hunter2",
        "/_delete user hunter2",
    ] {
        let error = AnyCommand::decode(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert_eq!(
            error.found(),
            Some("…").filter(|_| error.column() <= text.len()),
            "{text}"
        );
    }
}

#[test]
fn errors_about_the_name_do_not_show_what_follows() {
    for (text, found) in [
        ("/_usr 1 hunter2", "r"),
        ("_user 1 hunter2", "_user"),
        ("/_user_1 hunter2", "…"),
        ("/_userhunter2", "…"),
        ("/_use hunter2", " "),
        ("/user 1 hunter2", " "),
        ("/_delete usr 1 del_smp=on hunter2", "r"),
        ("/_delete users 1 del_smp=on hunter2", "…"),
        ("/_delete  user 1 del_smp=on hunter2", "…"),
        ("/_delete #user hunter2", "user"),
        ("/_delete_user 1 del_smp=on hunter2", "user"),
    ] {
        let error = AnyCommand::decode(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert_eq!(error.found(), Some(found), "{text}");
    }
}

#[test]
fn the_keys_and_hashes_of_records_are_not_shown() {
    let hash = UserPwdHash::new("hunter2", "hunter3");
    let file = CryptoFileArgs::new("hunter2", "nonce");
    let root = GroupRootKey::private("hunter2");
    let keys = GroupKeys::new("group", root.clone(), "hunter3");
    let shown = [
        format!("{hash:?}"),
        format!("{file:?}"),
        format!("{root:?}"),
        format!("{keys:?}"),
    ];
    let private = "Private { root_priv_key: …, extra: {} }";
    let expected = [
        "UserPwdHash { hash: …, salt: …, extra: {} }".to_owned(),
        "CryptoFileArgs { file_key: …, file_nonce: \"nonce\", extra: {} }".to_owned(),
        private.to_owned(),
        format!(
            "GroupKeys {{ public_group_id: \"group\", group_root_key: {private}, member_priv_key: …, extra: {{}} }}"
        ),
    ];
    assert_eq!(shown, expected);
    let public = GroupRootKey::public("abc");
    assert_eq!(
        format!("{public:?}"),
        "Public { root_pub_key: \"abc\", extra: {} }"
    );
    assert_eq!(
        json::encode(&hash),
        r#"{"hash":"hunter2","salt":"hunter3"}"#
    );
}

#[test]
fn parameters_of_another_type_are_not_shown() {
    for value in ["\"hunter2\"", "[\"hunter2\"]", "4711"] {
        let params = format!(r#"{{"userId":1,"viewPwd":{{"x":{value}}}}}"#);
        let params = serde_json::from_str(&params).expect("an object");
        let error = ApiSetActiveUser::from_params(params).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("hunter") && !shown.contains("4711"),
            "{shown}"
        );
    }
}

#[test]
fn the_metadata_marks_them() {
    let params = AnyCommand::COMMANDS.iter().flat_map(|member| {
        let secret = member.spec.params.iter().filter(|param| param.secret);
        secret.map(|param| (member.spec.name, param.name))
    });
    let expected = [
        ("APISetActiveUser", "viewPwd"),
        ("APIDeleteUser", "viewPwd"),
    ];
    assert_eq!(params.collect::<Vec<_>>(), expected);
}

#[command(syntax = "/unlock <word>")]
struct Unlock {
    #[param(secret)]
    word: String,
}

#[test]
fn a_last_character_that_the_server_would_cut_is_not_shown() {
    let error = Unlock::new("hunterà").encode().unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains('à'), "{shown}");
    assert_eq!(error.param(), "word");
}

#[api_type]
struct Password(#[api(secret)] String);

#[command(syntax = "/open <door> <password>")]
struct Open {
    door: i64,
    password: Password,
}

#[test]
fn newtypes_can_be_secret() {
    let open = Open::new(7, "hunter2".to_owned());
    assert_eq!(
        format!("{open:?}"),
        "Open { door: 7, password: Password(…) }"
    );
    let text = open.encode().expect("a text");
    assert_eq!(text, "/open 7 hunter2");
    assert_eq!(Open::decode(&text), Ok(open));
    assert_eq!(json::encode(&Password::from(PASSWORD)), "\"hunter2\"");
    for bad in ["hunter\u{7}", "hunterà"] {
        let error = Open::new(7, bad.to_owned()).encode().unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("\\u{7}") && !shown.contains('à'), "{shown}");
        assert_eq!(error.param(), "password");
    }
    let error = Open::decode("/open 7 hunter2\u{7}").unwrap_err();
    assert_eq!(error.found(), Some("…"));
}

#[api_type(syntax = "<name>:<word>")]
struct Login {
    name: i64,
    #[api(secret)]
    word: String,
}

#[test]
fn errors_about_a_type_with_a_secret_field_do_not_show_its_string() {
    let login = Login::new(1, PASSWORD);
    assert_eq!((login.name, login.word.as_str()), (1, PASSWORD));
    for text in ["1:hunter2 x", "1: hunter2", "one:hunter2"] {
        let error = Login::from_text(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
    }
}

#[command(syntax = "/enter <door> <str(login)>")]
struct Enter {
    door: i64,
    login: Login,
}

#[api_type(syntax = "<place>/<str(login)>")]
struct PlaceAndLogin {
    place: i64,
    login: Login,
}

#[command(syntax = "/keep <count> <json(passwords)>")]
struct Keep {
    count: i64,
    passwords: Vec<Password>,
}

command_set! {
    enum Request { Enter, Open, Keep }
}

#[test]
fn a_command_has_the_secrets_of_its_types() {
    let enter = Enter::new(7, Login::new(1, PASSWORD));
    let text = enter.encode().expect("a text");
    assert_eq!(text, "/enter 7 1:hunter2");
    assert_eq!(Request::decode(&text), Ok(enter.into()));
    for text in [
        "/enter 1:hunter2",
        "/enter hunter2",
        "/open hunter2",
        "/keep [\"hunter2\"]",
    ] {
        let error = Request::decode(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert_eq!(error.found(), Some("…"), "{text}");
    }
    assert_eq!(
        Enter::decode("/enter 1:hunter2").unwrap_err().found(),
        Some("…")
    );
    for text in ["x/1:hunter2", "1:hunter2"] {
        assert_eq!(
            PlaceAndLogin::from_text(text).unwrap_err().found(),
            Some("…"),
            "{text}"
        );
    }
    let error = Enter::new(7, Login::new(1, "hunterà"))
        .encode()
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains('à'), "{shown}");
    assert_eq!(error.param(), "login");
}

#[command(syntax = "/store <count> <json(login)>")]
struct Store {
    count: i64,
    login: Login,
}

#[test]
fn one_word_before_json_with_secrets_is_shown() {
    let error = Store::decode("/store one {\"word\":\"hunter2\"}").unwrap_err();
    assert_eq!(error.found(), Some("one"));
}

#[test]
fn json_with_secrets_is_not_shown_without_a_space_before_it() {
    for (text, found) in [
        (r#"/store 1{"word":"hunter2"}"#, "…"),
        (r#"/store 1["hunter2"]"#, "…"),
        (r#"/store 1"hunter2""#, "…"),
        (r#"/store one{"word":"hunter2"}"#, "one"),
        (r#"/store{"word":"hunter2"}"#, "…"),
        (r#"/store {"word":"hunter2"}"#, "…"),
    ] {
        let error = Store::decode(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert_eq!(error.found(), Some(found), "{text}");
    }
}

#[command(syntax = "/put <shelf>,<name> <json(login)>", check = put_by_the_first)]
struct Put {
    shelf: i64,
    name: String,
    login: Login,
}

fn put_by_the_first(put: &Put) -> Result<(), EncodeError> {
    match put {
        Put { shelf: 3, .. } => Err(EncodeError::new("shelf", EncodeErrorKind::EmptyString)),
        Put { login, .. } if login.name != 1 => {
            Err(EncodeError::new("login", EncodeErrorKind::EmptyString))
        }
        _ => Ok(()),
    }
}

command_set! {
    enum Cupboard { Put, Store }
}

#[test]
fn rejected_values_are_shown_except_json_with_secrets() {
    for (text, column, found) in [
        (r#"/put 3,a {"name":1,"word":"hunter2"}"#, 6, "3,a"),
        (
            "/put 1,a\u{7} {\"name\":1,\"word\":\"hunter2\"}",
            9,
            "\u{7}",
        ),
        (r#"/put 1,a {"name":2,"word":"hunter2"}"#, 10, "…"),
        (r#"/put 1,a {"name":x,"word":"hunter2"}"#, 18, "…"),
    ] {
        let one = Put::decode(text).unwrap_err();
        let of_set = Cupboard::decode(text).unwrap_err();
        for error in [one, of_set] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hunter"), "{shown}");
            assert_eq!((error.column(), error.found()), (column, Some(found)));
        }
    }
}

#[test]
fn errors_about_json_with_secrets_do_not_show_it() {
    for (json, wrong) in [
        (
            r#"{"name":"x","word":"hunter2"}"#,
            "`name`: invalid type: string, expected an integer (i64) (line 1, column 11)",
        ),
        (
            r#"{"name":1,"word":["hunter2"]}"#,
            "`word`: the value has another type (line 1, column 28)",
        ),
        (
            r#""hunter2""#,
            "invalid type: string, expected an object (Login) (line 1, column 9)",
        ),
    ] {
        let error = Store::decode(&format!("/store 1 {json}")).unwrap_err();
        assert_eq!(error.found(), Some("…"), "{json}");
        assert_eq!(error.expected(), [format!("JSON for `login` ({wrong})")]);
    }
}

/// A map with secret values.
#[api_type]
struct Vault {
    #[api(secret)]
    words: BTreeMap<String, i64>,
    open: BTreeMap<String, Password>,
    list: Vec<Password>,
    keys: Option<Keys>,
}

/// A map with secret keys.
#[api_type]
struct Keys(#[api(secret)] BTreeMap<String, Vec<i64>>);

#[test]
fn paths_do_not_lead_into_a_secret() {
    for (json, path) in [
        (r#"{"words":{"hunter2":"hunter3"}}"#, "words"),
        (r#"{"words":{"hunter2":{"hunter3":1}}}"#, "words"),
        (r#"{"words":{"hunter2":hunter3}}"#, "words"),
        (r#"{"words":"hunter2"}"#, "words"),
        (r#"{"open":{"a":["hunter2"]}}"#, "open.a"),
        (r#"{"list":["a",{"hunter2":1}]}"#, "list[1]"),
        (r#"{"keys":{"hunter2":[1,"hunter3"]}}"#, "keys"),
        (r#"{"keys":["hunter2"]}"#, "keys"),
    ] {
        let error = json::decode::<Vault>(json).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert_eq!(error.path(), path, "{json}");
    }
    let error = json::decode::<Keys>(r#"{"hunter2":7}"#).unwrap_err();
    assert_eq!(
        (error.path(), error.message()),
        ("", "the value has another type")
    );
}

#[command(syntax = "/keep_map <json(map)>")]
struct KeepMap {
    #[param(secret)]
    map: BTreeMap<String, i64>,
}

#[test]
fn a_secret_parameter_does_not_show_its_keys() {
    let params = serde_json::json!({"map": {"hunter2": "x"}});
    let params = params.as_object().expect("an object").clone();
    let error = KeepMap::from_params(params).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter"), "{shown}");
    assert_eq!(error.param(), "map");
    let error = KeepMap::decode(r#"/keep_map {"hunter2":"x"}"#).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter"), "{shown}");
}
