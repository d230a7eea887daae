//! The commands as the server parses them: each is a row of the table, written with [`Parser`].
//!
//! An invalid link is not a misreading: the server reports it. The parser of 7.0.2 was not available; its additions have
//! their documented form.

use serde_json::{Map, Value, json};

use crate::parser::{Parsed, Parser};

/// The name of a command and its parameters, as documented.
pub(crate) type Reading = (&'static str, Map<String, Value>);

/// A range of server versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Server {
    Current,
    /// These have another form of `/_groups`.
    Before6_5,
}

/// All commands that the server could parse a string as; it takes the first.
pub(crate) fn readings(text: &str, server: Server) -> Vec<Reading> {
    let read = |(name, parse): &(&'static str, Parse)| {
        let parse = match (server, *name) {
            (Server::Before6_5, "APIListGroups") => list_groups_before_6_5,
            _ => *parse,
        };
        let params = parse(Parser::new(text))?.end()?;
        let is_known = server == Server::Current || !is_new(name, &params);
        is_known.then_some((*name, params))
    };
    COMMANDS.iter().filter_map(read).collect()
}

/// Whether servers of 6.4 do not have this. Some commands were only documented later.
fn is_new(name: &str, params: &Map<String, Value>) -> bool {
    match name {
        "APINewPublicGroup"
        | "APIGetGroupRelays"
        | "APIAddGroupRelays"
        | "APIAllowRelayGroup"
        | "APISetGroupCustomData"
        | "APISetContactCustomData" => true,
        "APISendMessages" => params["signMessages"] == true,
        "APIDeleteChatItem" => params["deleteMode"] == "history",
        "APIConnectPlan" => ["resolveMode", "linkOwnerSig"]
            .iter()
            .any(|name| params.contains_key(*name)),
        _ => false,
    }
}

pub(crate) type Parse = for<'a> fn(Parser<'a>) -> Parsed<'a>;

/// The signs of the kinds of chats.
const CHATS: &str = "@#*:";

const DELETE_MODE: &str = "chatDeleteMode";

/// The documented commands, and `AddContact`, which is `/connect` without a link.
const COMMANDS: &[(&str, Parse)] = &[
    ("APICreateMyAddress", |p| {
        p.text("/_address ")?.number("userId")
    }),
    ("APIDeleteMyAddress", |p| {
        p.text("/_delete_address ")?.number("userId")
    }),
    ("APIShowMyAddress", |p| {
        p.text("/_show_address ")?.number("userId")
    }),
    ("APISetProfileAddress", |p| {
        p.text("/_profile_address ")?
            .number("userId")?
            .whitespace()?
            .on_off("enable")
    }),
    ("APISetAddressSettings", |p| {
        let p = p
            .text("/_address_settings ")?
            .number("userId")?
            .whitespace()?;
        p.json("settings", "AddressSettings")
    }),
    ("APISendMessages", send_messages),
    ("APIUpdateChatItem", update_chat_item),
    ("APIDeleteChatItem", |p| {
        let p = p
            .text("/_delete item ")?
            .chat("chatRef", CHATS)?
            .whitespace()?;
        let modes = ["broadcast", "internal", "internalMark", "history"];
        p.number_list("chatItemIds")?
            .whitespace()?
            .whole_keyword("deleteMode", &modes)
    }),
    ("APIDeleteMemberChatItem", |p| {
        let p = p
            .text("/_delete member item #")?
            .number("groupId")?
            .whitespace()?;
        p.number_list("chatItemIds")
    }),
    ("APIChatItemReaction", |p| {
        let p = p
            .text("/_reaction ")?
            .chat("chatRef", CHATS)?
            .whitespace()?;
        let p = p
            .number("chatItemId")?
            .whitespace()?
            .on_off("add")?
            .whitespace()?;
        p.json("reaction", "MsgReaction")
    }),
    ("ReceiveFile", |p| {
        let p = p.one_of(&["/freceive ", "/fr "])?.number("fileId")?;
        let p = p.flag(" approved_relays=", "userApprovedRelays", false)?;
        let p = p
            .option(" encrypt=", "storeEncrypted")?
            .option(" inline=", "fileInline")?;
        p.maybe(|p| p.whitespace()?.rest("filePath"))
    }),
    ("CancelFile", |p| {
        p.one_of(&["/fcancel ", "/fc "])?.number("fileId")
    }),
    ("APIAddMember", |p| {
        let p = p.text("/_add #")?.number("groupId")?.whitespace()?;
        p.number("contactId")?.role("memberRole")
    }),
    ("APIJoinGroup", |p| p.text("/_join #")?.number("groupId")),
    ("APIAcceptMember", |p| {
        let p = p
            .text("/_accept member #")?
            .number("groupId")?
            .whitespace()?;
        p.number("groupMemberId")?.role("memberRole")
    }),
    ("APIMembersRole", |p| {
        let p = p.text("/_member role #")?.number("groupId")?.whitespace()?;
        p.number_list("groupMemberIds")?.role("memberRole")
    }),
    ("APIBlockMembersForAll", |p| {
        let p = p.text("/_block #")?.number("groupId")?.whitespace()?;
        p.number_list("groupMemberIds")?
            .text(" blocked=")?
            .on_off("blocked")
    }),
    ("APIRemoveMembers", |p| {
        let p = p.text("/_remove #")?.number("groupId")?.whitespace()?;
        p.number_list("groupMemberIds")?
            .flag(" messages=", "withMessages", false)
    }),
    ("APILeaveGroup", |p| p.text("/_leave #")?.number("groupId")),
    ("APIListMembers", |p| {
        p.text("/_members #")?.number("groupId")
    }),
    ("APINewGroup", |p| {
        let p = p
            .text("/_group ")?
            .number("userId")?
            .incognito()?
            .whitespace()?;
        p.json("groupProfile", "GroupProfile")
    }),
    ("APINewPublicGroup", |p| {
        let p = p
            .text("/_public group ")?
            .number("userId")?
            .incognito()?
            .whitespace()?;
        p.number_list("relayIds")?
            .whitespace()?
            .json("groupProfile", "GroupProfile")
    }),
    ("APIGetGroupRelays", |p| {
        p.text("/_get relays #")?.number("groupId")
    }),
    ("APIAddGroupRelays", |p| {
        p.text("/_add relays #")?
            .number("groupId")?
            .whitespace()?
            .number_list("relayIds")
    }),
    ("APIAllowRelayGroup", |p| {
        p.text("/_relay allow #")?.number("groupId")
    }),
    ("APIUpdateGroupProfile", |p| {
        let p = p
            .text("/_group_profile #")?
            .number("groupId")?
            .whitespace()?;
        p.json("groupProfile", "GroupProfile")
    }),
    ("APICreateGroupLink", |p| {
        let p = p.text("/_create link #")?.number("groupId")?;
        p.with("memberRole", "member")
            .maybe(|p| p.role("memberRole"))
    }),
    ("APIGroupLinkMemberRole", |p| {
        p.text("/_set link role #")?
            .number("groupId")?
            .role("memberRole")
    }),
    ("APIDeleteGroupLink", |p| {
        p.text("/_delete link #")?.number("groupId")
    }),
    ("APIGetGroupLink", |p| {
        p.text("/_get link #")?.number("groupId")
    }),
    ("APIAddContact", |p| {
        p.text("/_connect ")?.number("userId")?.incognito()
    }),
    ("APIConnectPlan", |p| {
        let p = p
            .text("/_connect plan ")?
            .number("userId")?
            .whitespace()?
            .link("connectTarget")?;
        let p = p.maybe(|p| {
            p.text(" resolve=")?
                .whole_keyword("resolveMode", &["allGroups", "never"])
        })?;
        p.maybe(|p| p.text(" sig=")?.json("linkOwnerSig", "LinkOwnerSig"))
    }),
    ("APIConnect", |p| {
        let p = p
            .text("/_connect ")?
            .number("userId")?
            .incognito()?
            .whitespace()?;
        p.prepared_link("preparedLink_")
    }),
    ("Connect", |p| connect(p)?.whitespace()?.link("connTarget_")),
    ("AddContact", connect),
    ("APIAcceptContact", |p| {
        p.text("/_accept")?
            .incognito()?
            .whitespace()?
            .number("contactReqId")
    }),
    ("APIRejectContact", |p| {
        p.text("/_reject ")?.number("contactReqId")
    }),
    ("APIListContacts", |p| {
        p.text("/_contacts ")?.number("userId")
    }),
    ("APIListGroups", |p| groups_of(p.text("/_groups ")?)),
    ("APIGetChats", |p| {
        let p = p.text("/_get chats ")?.number("userId")?;
        let p = p.flag(" pcc=", "pendingConnections", false)?.maybe(page)?;
        p.maybe(|p| p.text(" ")?.json("query", "ChatListQuery"))
    }),
    ("APIDeleteChat", |p| {
        delete_mode(p.text("/_delete ")?.chat("chatRef", CHATS)?)
    }),
    ("APISetGroupCustomData", |p| {
        let p = p.text("/_set custom #")?.number("groupId")?;
        p.maybe(|p| p.whitespace()?.json("customData", "JSONObject"))
    }),
    ("APISetContactCustomData", |p| {
        let p = p.text("/_set custom @")?.number("contactId")?;
        p.maybe(|p| p.whitespace()?.json("customData", "JSONObject"))
    }),
    ("APISetUserAutoAcceptMemberContacts", |p| {
        let p = p.text("/_set accept member contacts ")?.number("userId")?;
        p.whitespace()?.on_off("onOff")
    }),
    ("ShowActiveUser", |p| p.one_of(&["/user", "/u"])),
    ("CreateActiveUser", |p| {
        let p = p.text("/_create user ")?.json("newUser", "NewUser")?;
        Some(p.map("newUser", new_user))
    }),
    ("ListUsers", |p| p.text("/users")),
    ("APISetActiveUser", |p| {
        p.text("/_user ")?.number("userId")?.maybe(password)
    }),
    ("APIDeleteUser", |p| {
        let p = p.text("/_delete user ")?.number("userId")?;
        p.text(" del_smp=")?.on_off("delSMPQueues")?.maybe(password)
    }),
    ("APIUpdateProfile", |p| {
        p.text("/_profile ")?
            .number("userId")?
            .whitespace()?
            .json("profile", "Profile")
    }),
    ("APISetContactPrefs", |p| {
        let p = p.text("/_set prefs @")?.number("contactId")?.whitespace()?;
        p.json("preferences", "Preferences")
    }),
    ("StartChat", |p| {
        p.text("/_start")?.maybe(|p| {
            let p = p.text(" main=")?.on_off("mainApp")?;
            p.option(" snd_files=", "enableSndFiles")
        })
    }),
    ("APIStopChat", |p| p.text("/_stop")),
];

fn list_groups_before_6_5(p: Parser<'_>) -> Parsed<'_> {
    groups_of(p.text("/_groups")?)
}

fn groups_of(p: Parser<'_>) -> Parsed<'_> {
    let p = p.number("userId")?;
    let p = p.maybe(|p| p.text(" @")?.number("contactId_"))?;
    p.maybe(|p| p.whitespace()?.rest("search"))
}

fn send_messages(p: Parser<'_>) -> Parsed<'_> {
    let p = p.text("/_send ")?.chat("sendRef", "@#")?;
    let p = p.flag(" live=", "liveMessage", false)?;
    let p = p.maybe(|p| {
        p.text(" ttl=")?
            .either(|p| p.number("ttl"), |p| p.keyword("ttl", &["default"]))
    })?;
    let p = p.flag(" sign=", "signMessages", false)?;
    p.either(
        |p| {
            let p = p.text(" json ")?;
            Some(
                p.json("composedMessages", "[ComposedMessage]")?
                    .map("composedMessages", composed),
            )
        },
        |p| p.text(" text ")?.rest("text"),
    )
}

/// Adds the fields of a user that may be missing.
fn new_user(user: &mut Value) {
    for name in ["userChatRelay", "clientService"] {
        if user.get(name).is_none_or(Value::is_null) {
            user[name] = false.into();
        }
    }
}

/// Adds the fields of messages that may be missing, and moves the path of a file to its field.
fn composed(messages: &mut Value) {
    for message in messages.as_array_mut().into_iter().flatten() {
        if message.get("mentions").is_none_or(Value::is_null) {
            message["mentions"] = json!({});
        }
        let path = message.get("filePath").filter(|path| path.is_string());
        if let Some(path) = path.cloned()
            && message.get("fileSource").is_none_or(Value::is_null)
        {
            message["fileSource"] = json!({"filePath": path});
            message.as_object_mut().map(|it| it.remove("filePath"));
        }
    }
}

fn update_chat_item(p: Parser<'_>) -> Parsed<'_> {
    let p = p
        .text("/_update item ")?
        .chat("chatRef", CHATS)?
        .whitespace()?;
    let p = p
        .number("chatItemId")?
        .flag(" live=", "liveMessage", false)?;
    p.either(
        |p| p.text(" json")?.json("updatedMessage", "UpdatedMessage"),
        |p| p.text(" text ")?.rest("text"),
    )
}

fn connect(p: Parser<'_>) -> Parsed<'_> {
    let p = p.one_of(&["/connect", "/c"])?.with("incognito", false);
    p.maybe(|p| {
        Some(
            p.whitespace()?
                .one_of(&["incognito", "i"])?
                .with("incognito", true),
        )
    })
}

fn password(p: Parser<'_>) -> Parsed<'_> {
    p.whitespace()?.json("viewPwd", "string")
}

/// A page of chats: the last ones, optionally after or before a time.
fn page(p: Parser<'_>) -> Parsed<'_> {
    let p = p.maybe(|p| {
        p.either(
            |p| p.text(" after=")?.until(b" ", "after"),
            |p| p.text(" before=")?.until(b" ", "before"),
        )
    })?;
    let (count, p) = p.text(" count=")?.take_number()?;
    Some(p.with("pagination", json!({"type": "last", "count": count})))
}

fn delete_mode(p: Parser<'_>) -> Parsed<'_> {
    let modes = [" full", " entity", " messages"];
    match modes.map(|mode| p.clone().text(mode)) {
        [_, Some(p), _] => with_notify(p, "entity"),
        [_, _, Some(p)] => Some(p.with(DELETE_MODE, json!({"type": "messages"}))),
        [full, ..] => with_notify(full.unwrap_or(p), "full"),
    }
}

/// Whether the contact or the group is notified of a deletion; by default it is.
fn with_notify<'a>(p: Parser<'a>, kind: &str) -> Parsed<'a> {
    let mode = |notify: bool| json!({"type": kind, "notify": notify});
    p.with(DELETE_MODE, mode(true)).either(
        |p| Some(p.text(" notify=off")?.with(DELETE_MODE, mode(false))),
        |p| p.maybe(|p| p.text(" notify=on")),
    )
}
