//! Values that the server would read as something else are not encoded.

use simplex_api::command::{Command, EncodeError, EncodeErrorKind};
use simplex_api::commands::{
    ApiDeleteChat, ApiDeleteChatItem, ApiDeleteMemberChatItem, ApiListContacts, ApiListGroups,
    ApiSendMessages, ApiSetActiveUser,
};
use simplex_api::json::{self, Extra};
use simplex_api::types::{
    ChatDeleteMode, ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage, ContactId,
    GroupId, MsgContent, UserId,
};
use simplex_api::{api_type, command};

fn encode_error<C: Command>(command: &C) -> EncodeError {
    match command.encode() {
        Ok(text) => panic!("`{text}` was written"),
        Err(error) => error,
    }
}

/// Checks the parameter, the field of its value, and the message.
fn assert_not_encoded<C: Command>(command: &C, param: &str, member: Option<&str>, message: &str) {
    let error = encode_error(command);
    assert_eq!((error.param(), error.field()), (param, member));
    assert_eq!(error.to_string(), message);
}

fn contact() -> ChatRef {
    ChatRef::new(ChatType::Direct, 1)
}

fn search(text: &str) -> ApiListGroups {
    ApiListGroups::new(UserId(1)).search(text)
}

#[test]
fn an_empty_list() {
    let command = ApiDeleteMemberChatItem::new(GroupId(1), []);
    let message = "parameter `chatItemIds`: the list is empty, it needs at least one item";
    assert_not_encoded(&command, "chatItemIds", None, message);
}

#[test]
fn an_empty_list_of_messages() {
    let command = ApiSendMessages::new(contact(), []);
    let message = "parameter `composedMessages`: the list is empty, it needs at least one item";
    assert_not_encoded(&command, "composedMessages", None, message);
    let error = ApiSendMessages::decode("/_send @1 json []").unwrap_err();
    assert_eq!(
        error.to_string(),
        "column 18: expected a list that is not empty for `composedMessages`, found the end of the command"
    );
}

#[test]
fn a_negative_id() {
    let message = "parameter `userId`: -5 is negative, the server reads numbers without a sign";
    assert_not_encoded(&ApiListContacts::new(UserId(-5)), "userId", None, message);
}

#[test]
fn a_negative_id_in_a_list() {
    let command = ApiDeleteMemberChatItem::new(GroupId(1), [ChatItemId(3), ChatItemId(i64::MIN)]);
    let error = encode_error(&command);
    assert_eq!(error.param(), "chatItemIds");
    assert_eq!(
        error.kind(),
        &EncodeErrorKind::Negative(i64::MIN.to_string())
    );
}

#[test]
fn a_negative_id_inside_a_value() {
    let chat = ChatRef::new(ChatType::Group, -1);
    let command = ApiDeleteChat::new(chat, ChatDeleteMode::messages());
    let message = "parameter `chatRef` (its `chatId`): -1 is negative, the server reads numbers without a sign";
    assert_not_encoded(&command, "chatRef", Some("chatId"), message);
}

#[test]
fn a_negative_time() {
    let message = ComposedMessage::new(MsgContent::text("a"));
    let error = encode_error(&ApiSendMessages::new(contact(), [message]).ttl(-5));
    assert_eq!(
        (error.param(), error.kind()),
        ("ttl", &EncodeErrorKind::Negative("-5".to_owned()))
    );
}

#[test]
fn an_empty_string() {
    let message = "parameter `search`: the string is empty, so the server would read it as absent";
    assert_not_encoded(&search(""), "search", None, message);
}

#[test]
fn a_line_break_in_a_string() {
    let message = "parameter `search`: the string contains the control character '\\n'";
    assert_not_encoded(&search("a\nb"), "search", None, message);
}

#[test]
fn a_space_at_an_edge_of_a_string() {
    let message = "parameter `search`: the string starts or ends with a space, which would be lost";
    assert_not_encoded(&search(" a"), "search", None, message);
    assert_not_encoded(&search("a "), "search", None, message);
}

#[test]
fn a_search_that_reads_as_a_contact_id() {
    let error = encode_error(&search("@5 x"));
    assert_eq!(error.param(), "search");
    assert!(
        matches!(error.kind(), EncodeErrorKind::OtherParameter(_)),
        "{error}"
    );
    assert!(
        encode_error(&search("@5"))
            .to_string()
            .contains("reads as another parameter")
    );
    assert_eq!(encode_error(&search("@12abc")).param(), "search");
}

#[test]
fn a_search_for_a_name_is_encoded() {
    for name in ["@alice", "@", "@ 5", "@@5"] {
        let command = search(name);
        let text = command.encode().expect("a search");
        assert_eq!(text, format!("/_groups 1 {name}"));
        assert_eq!(ApiListGroups::decode(&text), Ok(command));
    }
}

#[test]
fn spaces_and_signs_inside_a_search_are_encoded() {
    let command = search("böse @5 \"x\"");
    let text = command.encode().expect("a search");
    assert_eq!(text, "/_groups 1 böse @5 \"x\"");
    assert_eq!(ApiListGroups::decode(&text), Ok(command));
}

#[test]
fn a_search_after_a_contact() {
    let command = search("a b").contact_id(ContactId(5));
    let text = command.encode().expect("a contact and a search");
    assert_eq!(text, "/_groups 1 @5 a b");
    assert_eq!(ApiListGroups::decode(&text), Ok(command));
}

#[test]
fn an_undocumented_keyword() {
    let mode = CiDeleteMode::Undocumented("shred".into());
    let command = ApiDeleteChatItem::new(contact(), [ChatItemId(1)], mode);
    let message = "parameter `deleteMode`: the command does not accept \"shred\", \
                   only broadcast, internal, internalMark, history";
    assert_not_encoded(&command, "deleteMode", None, message);
}

#[test]
fn an_undocumented_keyword_of_a_type_with_a_syntax() {
    let chat = ChatRef::new(ChatType::Undocumented("channel".into()), 1);
    let command = ApiDeleteChat::new(chat, ChatDeleteMode::messages());
    let message = "parameter `chatRef` (its `chatType`): \"channel\" is not documented, so its syntax is not known";
    assert_not_encoded(&command, "chatRef", Some("chatType"), message);
}

#[test]
fn an_undocumented_variant() {
    let mode = simplex_api::json::decode(r#"{"type":"shred"}"#).expect("an unknown variant");
    let error = encode_error(&ApiDeleteChat::new(contact(), ChatDeleteMode::clone(&mode)));
    assert_eq!(error.param(), "chatDeleteMode");
    assert_eq!(
        error.kind(),
        &EncodeErrorKind::Undocumented("shred".to_owned())
    );
}

#[test]
fn fields_that_the_syntax_does_not_contain() {
    let mut chat = contact();
    chat.extra = Extra::from_iter([("newer", 1)]);
    let error = encode_error(&ApiDeleteChat::new(chat, ChatDeleteMode::messages()));
    assert_eq!(
        (error.param(), error.kind()),
        ("chatRef", &EncodeErrorKind::ExtraFields)
    );
}

#[test]
fn json_contains_extra_fields() {
    let command = ApiSetActiveUser::new(UserId(1)).view_pwd(" \n\"@5\u{0}");
    let text = command.encode().expect("a password as JSON");
    assert_eq!(text, r#"/_user 1 " \n\"@5\u0000""#);
    assert_eq!(ApiSetActiveUser::decode(&text), Ok(command));
}

#[test]
fn zero_is_a_value() {
    let message = ComposedMessage::new(MsgContent::text("a"));
    let text = ApiSendMessages::new(contact(), [message]).ttl(0).encode();
    assert!(
        text.expect("a command")
            .starts_with("/_send @1 ttl=0 json [")
    );
    assert_eq!(
        ApiListContacts::new(UserId(0)).encode().as_deref(),
        Ok("/_contacts 0")
    );
}

#[test]
fn errors_leave_the_buffer_unchanged() {
    let mut buffer = "before".to_owned();
    let command = ApiDeleteMemberChatItem::new(GroupId(1), [ChatItemId(3), ChatItemId(-3)]);
    command.encode_into(&mut buffer).expect_err("a negative id");
    assert_eq!(buffer, "before");
    ApiListContacts::new(UserId(2))
        .encode_into(&mut buffer)
        .expect("a command");
    assert_eq!(buffer, "before/_contacts 2");
}

#[api_type]
pub struct Place {
    pub height: Option<f64>,
}

#[command(syntax = "/place <json(places)>")]
pub struct PutPlaces {
    pub places: Vec<Place>,
}

#[test]
fn numbers_without_json() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let command = PutPlaces::new([Place::new().height(1.5), Place::new().height(number)]);
        let error = command.encode().unwrap_err();
        assert_eq!(error.param(), "places");
        assert!(matches!(error.kind(), EncodeErrorKind::Json(_)), "{error}");
        assert_eq!(json::encode(&command.places[1]), r#"{"height":null}"#);
    }
    let command = PutPlaces::new([Place::new().height(-1.5e300)]);
    let text = command.encode().expect("a text");
    assert_eq!(text, r#"/place [{"height":-1.5e+300}]"#);
    assert_eq!(PutPlaces::decode(&text), Ok(command));
}

#[api_type(syntax = "<hour> ")]
struct Hour {
    hour: i64,
}

#[command(syntax = "/at <str(hour)>[ loud=on]")]
struct At {
    hour: Hour,
    loud: bool,
}

#[test]
fn a_type_that_ends_in_a_space_at_the_end_of_the_line() {
    let at = At::new(Hour::new(7));
    assert_eq!((at.hour.hour, at.loud), (7, false));
    assert_eq!(encode_error(&at).kind(), &EncodeErrorKind::OuterSpace);
    assert_eq!(At::decode("/at 7 ").unwrap_err().column(), 6);
}
