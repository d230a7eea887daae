//! Invented texts in the shapes of the documentation.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A direct message in `newChatItems`, of 4 KB.
const DIRECT: &str = include_str!("../fixtures/direct.json");

/// A group message in `newChatItems`, of 6.7 KB: markdown, a link with its preview, a quote, a mention and a
/// reaction.
const GROUP: &str = include_str!("../fixtures/group.json");

/// A text from the server.
pub struct Received {
    /// The whole frame.
    pub frame: &'static str,
    /// The event or response in the frame.
    pub body: &'static str,
}

impl Received {
    fn new(body: &str) -> Self {
        const HEAD: &str = r#"{"resp":"#;
        let frame = format!("{HEAD}{body}}}").leak();
        let body = &frame[HEAD.len()..frame.len() - 1];
        Self { frame, body }
    }
}

/// A direct message.
pub fn direct() -> Received {
    Received::new(DIRECT.trim_end())
}

/// A group message.
pub fn group() -> Received {
    Received::new(GROUP.trim_end())
}

/// A list of 30 chats, of 130 KB: the chats of the two messages, alternately.
pub fn chats() -> Received {
    let [direct, group] = [DIRECT, GROUP].map(Event::read);
    let two = [&direct, &group].map(Event::chat).join(",");
    let chats = [two.as_str(); 15].join(",");
    let user = direct.user;
    Received::new(&format!(
        r#"{{"type":"apiChats","user":{user},"chats":[{chats}]}}"#
    ))
}

/// The parts of a `newChatItems` as text, so that the order of fields is kept.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    #[serde(borrow)]
    user: &'a RawValue,
    #[serde(borrow)]
    chat_items: [Item<'a>; 1],
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(borrow)]
    chat_info: &'a RawValue,
    #[serde(borrow)]
    chat_item: &'a RawValue,
}

impl<'a> Event<'a> {
    fn read(text: &'a str) -> Self {
        serde_json::from_str(text).expect("a `newChatItems`")
    }

    fn chat(&self) -> String {
        let [
            Item {
                chat_info,
                chat_item,
            },
        ] = &self.chat_items;
        let stats = r#"{"unreadCount":1,"unreadMentions":0,"reportsCount":0,"minUnreadItemId":812,"unreadChat":false}"#;
        format!(r#"{{"chatInfo":{chat_info},"chatItems":[{chat_item}],"chatStats":{stats}}}"#)
    }
}
