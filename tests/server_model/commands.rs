//! The commands as the server reads them: each a row of the table, in the words of [`Line`].
//!
//! Links that are none are understood as meant: the server says so. Of what is new in 7.0.2, whose
//! parser was not seen, it is the documented form.

use serde_json::{Map, Value, json};

use crate::lexis::{Line, Step};

/// A command and its parameters under the documentation's names.
pub(crate) type Reading = (&'static str, Map<String, Value>);

/// Which servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Server {
    Today,
    /// Those that have their own form of `/_groups`.
    Before6_5,
}

/// All ways in which the server could understand a line; it would take the first.
pub(crate) fn readings(text: &str, server: Server) -> Vec<Reading> {
    let read = |(name, parse): &(&'static str, Parse)| {
        let parse = match (server, *name) {
            (Server::Before6_5, "APIListGroups") => list_groups_before_6_5,
            _ => *parse,
        };
        let params = parse(Line::new(text))?.end()?;
        let is_known = server == Server::Today || !is_new(name, &params);
        is_known.then_some((*name, params))
    };
    COMMANDS.iter().filter_map(read).collect()
}

/// Whether this came after 6.4. Some commands did so to the documentation only.
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

pub(crate) type Parse = for<'a> fn(Line<'a>) -> Step<'a>;

/// The signs of chats.
const CHATS: &str = "@#*:";

/// What says how much of a chat is deleted.
const MODE: &str = "chatDeleteMode";

/// The documented commands, and `AddContact`, which `/connect` is without a link.
const COMMANDS: &[(&str, Parse)] = &[
    ("APICreateMyAddress", |l| {
        l.text("/_address ")?.nat("userId")
    }),
    ("APIDeleteMyAddress", |l| {
        l.text("/_delete_address ")?.nat("userId")
    }),
    ("APIShowMyAddress", |l| {
        l.text("/_show_address ")?.nat("userId")
    }),
    ("APISetProfileAddress", |l| {
        l.text("/_profile_address ")?
            .nat("userId")?
            .ws()?
            .onoff("enable")
    }),
    ("APISetAddressSettings", |l| {
        let l = l.text("/_address_settings ")?.nat("userId")?.ws()?;
        l.json("settings", "AddressSettings")
    }),
    ("APISendMessages", send_messages),
    ("APIUpdateChatItem", update_chat_item),
    ("APIDeleteChatItem", |l| {
        let l = l.text("/_delete item ")?.chat("chatRef", CHATS)?.ws()?;
        let modes = ["broadcast", "internal", "internalMark", "history"];
        l.natlist("chatItemIds")?
            .ws()?
            .whole_word("deleteMode", &modes)
    }),
    ("APIDeleteMemberChatItem", |l| {
        let l = l.text("/_delete member item #")?.nat("groupId")?.ws()?;
        l.natlist("chatItemIds")
    }),
    ("APIChatItemReaction", |l| {
        let l = l.text("/_reaction ")?.chat("chatRef", CHATS)?.ws()?;
        let l = l.nat("chatItemId")?.ws()?.onoff("add")?.ws()?;
        l.json("reaction", "MsgReaction")
    }),
    ("ReceiveFile", |l| {
        let l = l.one_of(&["/freceive ", "/fr "])?.nat("fileId")?;
        let l = l.flag(" approved_relays=", "userApprovedRelays", false)?;
        let l = l
            .option(" encrypt=", "storeEncrypted")?
            .option(" inline=", "fileInline")?;
        l.maybe(|l| l.ws()?.rest("filePath"))
    }),
    ("CancelFile", |l| {
        l.one_of(&["/fcancel ", "/fc "])?.nat("fileId")
    }),
    ("APIAddMember", |l| {
        let l = l.text("/_add #")?.nat("groupId")?.ws()?;
        l.nat("contactId")?.role("memberRole")
    }),
    ("APIJoinGroup", |l| l.text("/_join #")?.nat("groupId")),
    ("APIAcceptMember", |l| {
        let l = l.text("/_accept member #")?.nat("groupId")?.ws()?;
        l.nat("groupMemberId")?.role("memberRole")
    }),
    ("APIMembersRole", |l| {
        let l = l.text("/_member role #")?.nat("groupId")?.ws()?;
        l.natlist("groupMemberIds")?.role("memberRole")
    }),
    ("APIBlockMembersForAll", |l| {
        let l = l.text("/_block #")?.nat("groupId")?.ws()?;
        l.natlist("groupMemberIds")?
            .text(" blocked=")?
            .onoff("blocked")
    }),
    ("APIRemoveMembers", |l| {
        let l = l.text("/_remove #")?.nat("groupId")?.ws()?;
        l.natlist("groupMemberIds")?
            .flag(" messages=", "withMessages", false)
    }),
    ("APILeaveGroup", |l| l.text("/_leave #")?.nat("groupId")),
    ("APIListMembers", |l| l.text("/_members #")?.nat("groupId")),
    ("APINewGroup", |l| {
        let l = l.text("/_group ")?.nat("userId")?.incognito()?.ws()?;
        l.json("groupProfile", "GroupProfile")
    }),
    ("APINewPublicGroup", |l| {
        let l = l
            .text("/_public group ")?
            .nat("userId")?
            .incognito()?
            .ws()?;
        l.natlist("relayIds")?
            .ws()?
            .json("groupProfile", "GroupProfile")
    }),
    ("APIGetGroupRelays", |l| {
        l.text("/_get relays #")?.nat("groupId")
    }),
    ("APIAddGroupRelays", |l| {
        l.text("/_add relays #")?
            .nat("groupId")?
            .ws()?
            .natlist("relayIds")
    }),
    ("APIAllowRelayGroup", |l| {
        l.text("/_relay allow #")?.nat("groupId")
    }),
    ("APIUpdateGroupProfile", |l| {
        let l = l.text("/_group_profile #")?.nat("groupId")?.ws()?;
        l.json("groupProfile", "GroupProfile")
    }),
    ("APICreateGroupLink", |l| {
        let l = l.text("/_create link #")?.nat("groupId")?;
        l.with("memberRole", "member")
            .maybe(|l| l.role("memberRole"))
    }),
    ("APIGroupLinkMemberRole", |l| {
        l.text("/_set link role #")?
            .nat("groupId")?
            .role("memberRole")
    }),
    ("APIDeleteGroupLink", |l| {
        l.text("/_delete link #")?.nat("groupId")
    }),
    ("APIGetGroupLink", |l| {
        l.text("/_get link #")?.nat("groupId")
    }),
    ("APIAddContact", |l| {
        l.text("/_connect ")?.nat("userId")?.incognito()
    }),
    ("APIConnectPlan", |l| {
        let l = l
            .text("/_connect plan ")?
            .nat("userId")?
            .ws()?
            .link("connectTarget")?;
        let l = l.maybe(|l| {
            l.text(" resolve=")?
                .whole_word("resolveMode", &["allGroups", "never"])
        })?;
        l.maybe(|l| l.text(" sig=")?.json("linkOwnerSig", "LinkOwnerSig"))
    }),
    ("APIConnect", |l| {
        let l = l.text("/_connect ")?.nat("userId")?.incognito()?.ws()?;
        l.prepared_link("preparedLink_")
    }),
    ("Connect", |l| connect(l)?.ws()?.link("connTarget_")),
    ("AddContact", connect),
    ("APIAcceptContact", |l| {
        l.text("/_accept")?.incognito()?.ws()?.nat("contactReqId")
    }),
    ("APIRejectContact", |l| {
        l.text("/_reject ")?.nat("contactReqId")
    }),
    ("APIListContacts", |l| l.text("/_contacts ")?.nat("userId")),
    ("APIListGroups", |l| groups_of(l.text("/_groups ")?)),
    ("APIGetChats", |l| {
        let l = l.text("/_get chats ")?.nat("userId")?;
        let l = l.flag(" pcc=", "pendingConnections", false)?.maybe(page)?;
        l.maybe(|l| l.text(" ")?.json("query", "ChatListQuery"))
    }),
    ("APIDeleteChat", |l| {
        delete_mode(l.text("/_delete ")?.chat("chatRef", CHATS)?)
    }),
    ("APISetGroupCustomData", |l| {
        let l = l.text("/_set custom #")?.nat("groupId")?;
        l.maybe(|l| l.ws()?.json("customData", "JSONObject"))
    }),
    ("APISetContactCustomData", |l| {
        let l = l.text("/_set custom @")?.nat("contactId")?;
        l.maybe(|l| l.ws()?.json("customData", "JSONObject"))
    }),
    ("APISetUserAutoAcceptMemberContacts", |l| {
        let l = l.text("/_set accept member contacts ")?.nat("userId")?;
        l.ws()?.onoff("onOff")
    }),
    ("ShowActiveUser", |l| l.one_of(&["/user", "/u"])),
    ("CreateActiveUser", |l| {
        let l = l.text("/_create user ")?.json("newUser", "NewUser")?;
        Some(l.map("newUser", new_user))
    }),
    ("ListUsers", |l| l.text("/users")),
    ("APISetActiveUser", |l| {
        l.text("/_user ")?.nat("userId")?.maybe(password)
    }),
    ("APIDeleteUser", |l| {
        let l = l.text("/_delete user ")?.nat("userId")?;
        l.text(" del_smp=")?.onoff("delSMPQueues")?.maybe(password)
    }),
    ("APIUpdateProfile", |l| {
        l.text("/_profile ")?
            .nat("userId")?
            .ws()?
            .json("profile", "Profile")
    }),
    ("APISetContactPrefs", |l| {
        let l = l.text("/_set prefs @")?.nat("contactId")?.ws()?;
        l.json("preferences", "Preferences")
    }),
    ("StartChat", |l| {
        l.text("/_start")?.maybe(|l| {
            let l = l.text(" main=")?.onoff("mainApp")?;
            l.option(" snd_files=", "enableSndFiles")
        })
    }),
    ("APIStopChat", |l| l.text("/_stop")),
];

fn list_groups_before_6_5(l: Line<'_>) -> Step<'_> {
    groups_of(l.text("/_groups")?)
}

fn groups_of(l: Line<'_>) -> Step<'_> {
    let l = l.nat("userId")?;
    let l = l.maybe(|l| l.text(" @")?.nat("contactId_"))?;
    l.maybe(|l| l.ws()?.rest("search"))
}

fn send_messages(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_send ")?.chat("sendRef", "@#")?;
    let l = l.flag(" live=", "liveMessage", false)?;
    let l = l.maybe(|l| {
        l.text(" ttl=")?
            .either(|l| l.nat("ttl"), |l| l.word("ttl", &["default"]))
    })?;
    let l = l.flag(" sign=", "signMessages", false)?;
    l.either(
        |l| {
            let l = l.text(" json ")?;
            Some(
                l.json("composedMessages", "[ComposedMessage]")?
                    .map("composedMessages", composed),
            )
        },
        |l| l.text(" text ")?.rest("text"),
    )
}

/// A user with what may be left out of it.
fn new_user(user: &mut Value) {
    for name in ["userChatRelay", "clientService"] {
        if user.get(name).is_none_or(Value::is_null) {
            user[name] = false.into();
        }
    }
}

/// Messages with what may be left out of them, and with the path of a file in its place.
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

fn update_chat_item(l: Line<'_>) -> Step<'_> {
    let l = l.text("/_update item ")?.chat("chatRef", CHATS)?.ws()?;
    let l = l.nat("chatItemId")?.flag(" live=", "liveMessage", false)?;
    l.either(
        |l| l.text(" json")?.json("updatedMessage", "UpdatedMessage"),
        |l| l.text(" text ")?.rest("text"),
    )
}

fn connect(l: Line<'_>) -> Step<'_> {
    let l = l.one_of(&["/connect", "/c"])?.with("incognito", false);
    l.maybe(|l| Some(l.ws()?.one_of(&["incognito", "i"])?.with("incognito", true)))
}

fn password(l: Line<'_>) -> Step<'_> {
    l.ws()?.json("viewPwd", "string")
}

/// What is read last of three: all, after a time, before one.
fn page(l: Line<'_>) -> Step<'_> {
    let l = l.maybe(|l| {
        l.either(
            |l| l.text(" after=")?.until(b" ", "after"),
            |l| l.text(" before=")?.until(b" ", "before"),
        )
    })?;
    let (count, l) = l.text(" count=")?.number()?;
    Some(l.with("pagination", json!({"type": "last", "count": count})))
}

fn delete_mode(l: Line<'_>) -> Step<'_> {
    let modes = [" full", " entity", " messages"];
    match modes.map(|mode| l.clone().text(mode)) {
        [_, Some(l), _] => told(l, "entity"),
        [_, _, Some(l)] => Some(l.with(MODE, json!({"type": "messages"}))),
        [full, ..] => told(full.unwrap_or(l), "full"),
    }
}

/// Whether the other side is told of a deletion: yes, if nothing is said.
fn told<'a>(l: Line<'a>, mode: &str) -> Step<'a> {
    let said = |notify: bool| json!({"type": mode, "notify": notify});
    l.with(MODE, said(true)).either(
        |l| Some(l.text(" notify=off")?.with(MODE, said(false))),
        |l| l.maybe(|l| l.text(" notify=on")),
    )
}
