//! The lines that the server accepts in several spellings. All other commands have one spelling.

use crate::server::spelling::part::Part;
use crate::server::spelling::part::Part::{
    Alias, Digits, End, FirstOf, Insert, JsonString, Literal, Numbers, OneOf, Optional, Skip,
    Whitespace, WhitespaceUnless,
};

const SWITCH: Part = OneOf(&["on", "off"]);
const INCOGNITO: Part = Optional(&[Whitespace, Literal("incognito="), SWITCH]);
const LIVE: Part = Optional(&[Literal(" live="), SWITCH]);
const SCOPE: Part = Optional(&[
    Literal("(_support"),
    Optional(&[Literal(":"), Digits]),
    Literal(")"),
]);
const CHAT: Part = FirstOf(&[
    &[Literal("#"), Digits, SCOPE],
    &[OneOf(&["@", "*", ":"]), Digits],
]);

/// The receiver of messages: a contact or a group. Messages to a group can be sent in the name of the group, if this
/// is `on`.
const SEND_REF: Part = FirstOf(&[
    &[
        Literal("#"),
        Digits,
        SCOPE,
        Optional(&[Skip(&[Literal("(as_group=off)")])]),
    ],
    &[Literal("@"), Digits],
]);

/// The rest of each line is not changed.
pub(crate) const LINES: &[&[Part]] = &[
    &[Literal("/_profile_address "), Digits, Whitespace],
    &[Literal("/_address_settings "), Digits, Whitespace],
    &[
        Literal("/_send "),
        SEND_REF,
        LIVE,
        Optional(&[FirstOf(&[
            &[Skip(&[Literal(" ttl=default")])],
            &[Literal(" ttl="), Digits],
        ])]),
        Optional(&[Literal(" sign="), SWITCH]),
        Optional(&[
            Alias(
                &[" text "],
                r#" json [{"msgContent":{"type":"text","text":"#,
            ),
            JsonString,
            Insert("}}]"),
        ]),
    ],
    &[
        Literal("/_update item "),
        CHAT,
        Whitespace,
        Digits,
        LIVE,
        FirstOf(&[
            &[Alias(&[" json"], " json ")],
            &[
                Alias(&[" text "], r#" json {"msgContent":{"type":"text","text":"#),
                JsonString,
                Insert(r#"},"mentions":{}}"#),
            ],
        ]),
    ],
    &[
        Literal("/_delete item "),
        CHAT,
        Whitespace,
        Numbers,
        Whitespace,
    ],
    &[Literal("/_delete member item #"), Digits, Whitespace],
    &[
        Literal("/_reaction "),
        CHAT,
        Whitespace,
        Digits,
        Whitespace,
        SWITCH,
        Whitespace,
    ],
    &[
        Alias(&["/freceive ", "/fr "], "/freceive "),
        Digits,
        Optional(&[Literal(" approved_relays="), SWITCH]),
        Optional(&[Literal(" encrypt="), SWITCH]),
        Optional(&[Literal(" inline="), SWITCH]),
        Optional(&[WhitespaceUnless(&[
            "approved_relays=",
            "encrypt=",
            "inline=",
        ])]),
    ],
    &[Alias(&["/fcancel ", "/fc "], "/fcancel ")],
    &[Literal("/_add #"), Digits, Whitespace],
    &[Literal("/_accept member #"), Digits, Whitespace],
    &[Literal("/_member role #"), Digits, Whitespace],
    &[Literal("/_block #"), Digits, Whitespace],
    &[Literal("/_remove #"), Digits, Whitespace],
    &[Literal("/_group "), Digits, INCOGNITO, Whitespace],
    &[
        Literal("/_public group "),
        Digits,
        INCOGNITO,
        Whitespace,
        Numbers,
        Whitespace,
    ],
    &[Literal("/_add relays #"), Digits, Whitespace],
    &[Literal("/_group_profile #"), Digits, Whitespace],
    &[Literal("/_create link #"), Digits, End, Insert(" member")],
    &[Literal("/_connect plan "), Digits, Whitespace],
    // The full link ends where a list of numbers would.
    &[
        Literal("/_connect "),
        Digits,
        INCOGNITO,
        Optional(&[Whitespace, Numbers, Optional(&[Whitespace])]),
    ],
    &[
        Alias(&["/connect", "/c"], "/connect"),
        Optional(&[Whitespace, Alias(&["incognito", "i"], "incognito")]),
        FirstOf(&[&[End], &[Whitespace]]),
    ],
    &[
        Literal("/_accept"),
        FirstOf(&[
            &[Skip(&[Whitespace, Literal("incognito=off")])],
            &[Whitespace, Literal("incognito=on")],
            &[],
        ]),
        Whitespace,
    ],
    &[
        Literal("/_groups"),
        Optional(&[Literal(" ")]),
        Digits,
        Optional(&[Literal(" @"), Digits]),
        Optional(&[WhitespaceUnless(&["@"])]),
    ],
    &[
        Literal("/_get chats "),
        Digits,
        Optional(&[Literal(" pcc="), SWITCH]),
        FirstOf(&[
            &[Whitespace, Literal("count="), Digits],
            &[Insert(" count=5000")],
        ]),
        FirstOf(&[
            &[
                End,
                Insert(r#" {"type":"filters","favorite":false,"unread":false}"#),
            ],
            &[Whitespace],
        ]),
    ],
    &[
        Literal("/_delete "),
        CHAT,
        FirstOf(&[
            &[OneOf(&[" full", " entity", " messages"])],
            &[Insert(" full")],
        ]),
    ],
    &[
        OneOf(&["/_set custom #", "/_set custom @"]),
        Digits,
        Whitespace,
    ],
    &[Literal("/_set accept member contacts "), Digits, Whitespace],
    &[Alias(&["/user", "/u"], "/user"), End],
    &[Alias(&["/version", "/v"], "/v"), End],
    &[Literal("/_user "), Digits, Whitespace],
    &[
        Literal("/_delete user "),
        Digits,
        Literal(" del_smp="),
        SWITCH,
        Whitespace,
    ],
    &[Literal("/_profile "), Digits, Whitespace],
    &[Literal("/_set prefs @"), Digits, Whitespace],
];
