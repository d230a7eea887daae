//! What the library writes though the server reads it otherwise, or not at all.

use serde_json::{Map, Value};

use crate::links;
use crate::shape;

/// Commands that the library does not write well yet.
pub(crate) struct Gap {
    /// Their names.
    pub(crate) commands: &'static [&'static str],
    /// What the server does with them.
    pub(crate) reason: &'static str,
    /// Which of them are meant: no others may be misread, and all of these must be.
    pub(crate) holds: fn(&Value) -> bool,
    /// The parameters of one, for the first of the commands.
    pub(crate) example: &'static str,
}

impl Gap {
    /// Whether the command of this name with these parameters is one.
    pub(crate) fn has(&self, command: &str, params: &Map<String, Value>) -> bool {
        self.commands.contains(&command) && (self.holds)(&params.clone().into())
    }
}

const WITH_ROLE: &[&str] = &[
    "APIAddMember",
    "APIAcceptMember",
    "APIMembersRole",
    "APICreateGroupLink",
    "APIGroupLinkMemberRole",
];

/// All that are known. Whoever closes one takes out its row.
pub(crate) const GAPS: &[Gap] = &[
    Gap {
        commands: &["APISendMessages"],
        reason: "Messages are sent to contacts and groups; notes have another command.",
        holds: |params| params["sendRef"]["chatType"] == "local",
        example: r##"{"sendRef":{"chatType":"local","chatId":1},"composedMessages":[{"msgContent":{"type":"text","text":"a"}}]}"##,
    },
    Gap {
        commands: &[
            "APIDeleteChat",
            "APISendMessages",
            "APIUpdateChatItem",
            "APIDeleteChatItem",
            "APIChatItemReaction",
        ],
        reason: "Only groups have parts: the server does not read a scope after another chat.",
        holds: |params| {
            let chat = params.get("sendRef").unwrap_or(&params["chatRef"]);
            chat["chatType"] != "group" && !chat["chatScope"].is_null()
        },
        example: r##"{"chatRef":{"chatType":"direct","chatId":1,"chatScope":{"type":"memberSupport"}},"chatDeleteMode":{"type":"messages"}}"##,
    },
    Gap {
        commands: WITH_ROLE,
        reason: "The server has no word for this role.",
        holds: |params| params["memberRole"] == "author",
        example: r##"{"groupId":1,"contactId":2,"memberRole":"author"}"##,
    },
    Gap {
        commands: WITH_ROLE,
        reason: "The role is listed from 7.0 on, but no parser that knows it was seen.",
        holds: |params| params["memberRole"] == "relay",
        example: r##"{"groupId":1,"contactId":2,"memberRole":"relay"}"##,
    },
    Gap {
        commands: &["APIChatItemReaction"],
        reason: "The server reads its own eight reactions, and fails with any other.",
        holds: |params| !shape::fits("MsgReaction", &params["reaction"]),
        example: r##"{"chatRef":{"chatType":"direct","chatId":1},"chatItemId":2,"add":true,"reaction":{"type":"emoji","emoji":"❤️"}}"##,
    },
    Gap {
        commands: &[
            "APIListGroups",
            "ReceiveFile",
            "APIConnectPlan",
            "APIConnect",
            "Connect",
        ],
        reason: "The server takes a last byte 0xA0 for a blank, and with it half of the last letter.",
        holds: |params| last_text(params).is_some_and(|text| text.as_bytes().ends_with(&[0xa0])),
        example: r##"{"userId":1,"search":"voilà"}"##,
    },
    Gap {
        commands: &["Connect"],
        reason: "The server reads `i` as a short word for `incognito`, and fails at what follows.",
        holds: |params| {
            let target = params["connTarget_"].as_str().unwrap_or_default();
            params["incognito"] != true && target.starts_with('i')
        },
        example: r##"{"connTarget_":"invitation"}"##,
    },
    Gap {
        commands: &["Connect"],
        reason: "A target ends at the first blank, and the server fails at what follows.",
        holds: |params| {
            params["connTarget_"]
                .as_str()
                .is_some_and(|target| target.contains(' '))
        },
        example: r##"{"connTarget_":"simplex:/a simplex:/b"}"##,
    },
    Gap {
        commands: &["APIConnect"],
        reason: "The server reads a second link only if the first is a full one and the second its short one.",
        holds: |params| {
            let link = |name: &str| params["preparedLink_"][name].as_str().map(str::as_bytes);
            let full = link("connFullLink").and_then(links::full);
            link("connShortLink").is_some_and(|short| full.is_none() || links::short(short) != full)
        },
        example: r##"{"userId":1,"preparedLink_":{"connFullLink":"simplex:/a","connShortLink":"https://b"}}"##,
    },
];

/// The string at the end of the line.
fn last_text(params: &Value) -> Option<&str> {
    let texts = ["search", "filePath", "connTarget_", "connectTarget"].map(|name| &params[name]);
    let links = ["connShortLink", "connFullLink"].map(|name| &params["preparedLink_"][name]);
    let mut texts = texts.into_iter().chain(links);
    texts
        .find_map(Value::as_str)
        .filter(|_| params["resolveMode"].is_null())
}
