//! The lines that the server accepts in several spellings. All other commands have one spelling.

use crate::server::spelling::part::Part;
use crate::server::spelling::part::Part::{
    As, Drop, Either, End, Maybe, Number, Numbers, OneOf, Quoted, Text, White, WhiteBut, Write,
};

const SWITCH: Part = OneOf(&["on", "off"]);
const INCOGNITO: Part = Maybe(&[White, Text("incognito="), SWITCH]);
const LIVE: Part = Maybe(&[Text(" live="), SWITCH]);
const SCOPE: Part = Maybe(&[Text("(_support"), Maybe(&[Text(":"), Number]), Text(")")]);
const CHAT: Part = Either(&[
    &[Text("#"), Number, SCOPE],
    &[OneOf(&["@", "*", ":"]), Number],
]);

/// The receiver of messages: a contact or a group. Messages to a group can be sent in the name of the group, if this
/// is `on`.
const SEND_REF: Part = Either(&[
    &[
        Text("#"),
        Number,
        SCOPE,
        Maybe(&[Drop(&[Text("(as_group=off)")])]),
    ],
    &[Text("@"), Number],
]);

/// The rest of each line is not changed.
pub(crate) const LINES: &[&[Part]] = &[
    &[Text("/_profile_address "), Number, White],
    &[Text("/_address_settings "), Number, White],
    &[
        Text("/_send "),
        SEND_REF,
        LIVE,
        Maybe(&[Either(&[
            &[Drop(&[Text(" ttl=default")])],
            &[Text(" ttl="), Number],
        ])]),
        Maybe(&[Text(" sign="), SWITCH]),
        Maybe(&[
            As(
                &[" text "],
                r#" json [{"msgContent":{"type":"text","text":"#,
            ),
            Quoted,
            Write("}}]"),
        ]),
    ],
    &[
        Text("/_update item "),
        CHAT,
        White,
        Number,
        LIVE,
        Either(&[
            &[As(&[" json"], " json ")],
            &[
                As(&[" text "], r#" json {"msgContent":{"type":"text","text":"#),
                Quoted,
                Write(r#"},"mentions":{}}"#),
            ],
        ]),
    ],
    &[Text("/_delete item "), CHAT, White, Numbers, White],
    &[Text("/_delete member item #"), Number, White],
    &[
        Text("/_reaction "),
        CHAT,
        White,
        Number,
        White,
        SWITCH,
        White,
    ],
    &[
        As(&["/freceive ", "/fr "], "/freceive "),
        Number,
        Maybe(&[Text(" approved_relays="), SWITCH]),
        Maybe(&[Text(" encrypt="), SWITCH]),
        Maybe(&[Text(" inline="), SWITCH]),
        Maybe(&[WhiteBut(&["approved_relays=", "encrypt=", "inline="])]),
    ],
    &[As(&["/fcancel ", "/fc "], "/fcancel ")],
    &[Text("/_add #"), Number, White],
    &[Text("/_accept member #"), Number, White],
    &[Text("/_member role #"), Number, White],
    &[Text("/_block #"), Number, White],
    &[Text("/_remove #"), Number, White],
    &[Text("/_group "), Number, INCOGNITO, White],
    &[
        Text("/_public group "),
        Number,
        INCOGNITO,
        White,
        Numbers,
        White,
    ],
    &[Text("/_add relays #"), Number, White],
    &[Text("/_group_profile #"), Number, White],
    &[Text("/_create link #"), Number, End, Write(" member")],
    &[Text("/_connect plan "), Number, White],
    // The full link ends where a list of numbers would.
    &[
        Text("/_connect "),
        Number,
        INCOGNITO,
        Maybe(&[White, Numbers, Maybe(&[White])]),
    ],
    &[
        As(&["/connect", "/c"], "/connect"),
        Maybe(&[White, As(&["incognito", "i"], "incognito")]),
        Either(&[&[End], &[White]]),
    ],
    &[
        Text("/_accept"),
        Either(&[
            &[Drop(&[White, Text("incognito=off")])],
            &[White, Text("incognito=on")],
            &[],
        ]),
        White,
    ],
    &[
        Text("/_groups"),
        Maybe(&[Text(" ")]),
        Number,
        Maybe(&[Text(" @"), Number]),
        Maybe(&[WhiteBut(&["@"])]),
    ],
    &[
        Text("/_get chats "),
        Number,
        Maybe(&[Text(" pcc="), SWITCH]),
        Either(&[&[White, Text("count="), Number], &[Write(" count=5000")]]),
        Either(&[
            &[
                End,
                Write(r#" {"type":"filters","favorite":false,"unread":false}"#),
            ],
            &[White],
        ]),
    ],
    &[
        Text("/_delete "),
        CHAT,
        Either(&[
            &[OneOf(&[" full", " entity", " messages"])],
            &[Write(" full")],
        ]),
    ],
    &[OneOf(&["/_set custom #", "/_set custom @"]), Number, White],
    &[Text("/_set accept member contacts "), Number, White],
    &[As(&["/user", "/u"], "/user"), End],
    &[As(&["/version", "/v"], "/v"), End],
    &[Text("/_user "), Number, White],
    &[
        Text("/_delete user "),
        Number,
        Text(" del_smp="),
        SWITCH,
        White,
    ],
    &[Text("/_profile "), Number, White],
    &[Text("/_set prefs @"), Number, White],
];
