//! The plain commands, and the commands that they stand for.
//!
//! The left side is in the [notation](crate::server::notation). On the right side, `{user}` is the active user, `{contact}`,
//! `{group}`, `{member}` and `{request}` are the ids of what is named, and `{text}` is a JSON string.

/// Each plain command with what it stands for. The first that matches counts.
pub(crate) const PLAIN: &[(&str, &str)] = &[
    ("/(address|ad)", "/_address {user}"),
    ("/(show_address|sa)", "/_show_address {user}"),
    ("/(delete_address|da)", "/_delete_address {user}"),
    (
        "/auto_accept off",
        r#"/_address_settings {user} {"businessAddress":false}"#,
    ),
    (
        "/auto_accept on[ incognito=off]",
        r#"/_address_settings {user} {"businessAddress":false,"autoAccept":{"acceptIncognito":false}}"#,
    ),
    (
        "/auto_accept on[ incognito=off] json {json}",
        r#"/_address_settings {user} {"businessAddress":false,"autoAccept":{"acceptIncognito":false},"autoReply":{json}}"#,
    ),
    (
        "/auto_accept on incognito=on",
        r#"/_address_settings {user} {"businessAddress":false,"autoAccept":{"acceptIncognito":true}}"#,
    ),
    (
        "/auto_accept on incognito=on json {json}",
        r#"/_address_settings {user} {"businessAddress":false,"autoAccept":{"acceptIncognito":true},"autoReply":{json}}"#,
    ),
    (
        "/auto_accept on business",
        r#"/_address_settings {user} {"businessAddress":true,"autoAccept":{"acceptIncognito":false}}"#,
    ),
    (
        "/auto_accept on business json {json}",
        r#"/_address_settings {user} {"businessAddress":true,"autoAccept":{"acceptIncognito":false},"autoReply":{json}}"#,
    ),
    (
        "/(accept|ac) incognito [@]{request}",
        "/_accept incognito=on {request}",
    ),
    ("/(accept|ac) [@]{request}", "/_accept {request}"),
    ("/(reject|rc) [@]{request}", "/_reject {request}"),
    ("/(contacts|cs)", "/_contacts {user}"),
    ("/(groups|gs)", "/_groups {user}"),
    ("/(members|ms) [#]{group}", "/_members #{group}"),
    (
        "/(group|g) [#]{name}",
        r#"/_group {user} {"displayName":{name},"fullName":""}"#,
    ),
    (
        "/(add|a) [#]{group} [@]{contact} {role}",
        "/_add #{group} {contact} {role}",
    ),
    (
        "/(add|a) [#]{group} [@]{contact}",
        "/_add #{group} {contact} member",
    ),
    (
        "/(remove|rm) [#]{group} [@]{member} messages=on",
        "/_remove #{group} {member} messages=on",
    ),
    (
        "/(remove|rm) [#]{group} [@]{member}",
        "/_remove #{group} {member}",
    ),
    ("/(leave|l) [#]{group}", "/_leave #{group}"),
    ("/(delete|d) #{group}", "/_delete #{group} full"),
    ("/(delete|d) @{contact}", "/_delete @{contact} full"),
    (
        "/(file|f) @{contact} {text}",
        r#"/_send @{contact} json [{"fileSource":{"filePath":{text}},"msgContent":{"type":"file","text":""},"mentions":{}}]"#,
    ),
    (
        "/(file|f) #{group} {text}",
        r##"/_send #{group} json [{"fileSource":{"filePath":{text}},"msgContent":{"type":"file","text":""},"mentions":{}}]"##,
    ),
    (
        "@{contact} {text}",
        r#"/_send @{contact} json [{"msgContent":{"type":"text","text":{text}},"mentions":{}}]"#,
    ),
    (
        "#{group} {text}",
        r##"/_send #{group} json [{"msgContent":{"type":"text","text":{text}},"mentions":{}}]"##,
    ),
];
