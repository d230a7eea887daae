//! Decoding of spellings that are never encoded, and of mistakes.

use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{
    AnyCommand, ApiChatItemReaction, ApiDeleteChat, ApiDeleteChatItem, ApiListContacts,
    ApiListGroups, ApiSendMessages, ApiSetProfileAddress, ApiUpdateProfile, ReceiveFile,
};
use simplex_api::types::{ChatDeleteMode, ChatRef, ChatType, ComposedMessage, MsgContent};

fn message() -> ApiSendMessages {
    let message = ComposedMessage::new(MsgContent::text("a"));
    ApiSendMessages::new(ChatRef::new(ChatType::Direct, 1), [message])
}

const JSON: &str = r#"json [{"msgContent":{"type":"text","text":"a"}}]"#;

#[test]
fn flags_can_be_spelled_off() {
    let text = format!("/_send @1 live=off sign=off {JSON}");
    assert_eq!(ApiSendMessages::decode(&text), Ok(message()));
    let text = format!("/_send @1 live=off ttl=5 sign=on {JSON}");
    assert_eq!(
        ApiSendMessages::decode(&text),
        Ok(message().ttl(5).sign_messages(true))
    );
}

#[test]
fn flags_can_be_spelled_on() {
    let chat = ChatRef::new(ChatType::Direct, 1);
    let expected = ApiDeleteChat::new(chat, ChatDeleteMode::entity(true));
    assert_eq!(
        ApiDeleteChat::decode("/_delete @1 entity notify=on"),
        Ok(expected.clone())
    );
    assert_eq!(ApiDeleteChat::decode("/_delete @1 entity"), Ok(expected));
}

#[test]
fn the_longest_keyword_is_decoded() {
    let command =
        ApiDeleteChatItem::decode("/_delete item #1 2,3 internalMark").expect("a command");
    assert_eq!(
        command.encode().as_deref(),
        Ok("/_delete item #1 2,3 internalMark")
    );
}

/// Checks the error for a string.
fn mistake<C: Command>(text: &str, expected: &str) {
    match C::decode(text) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => assert_eq!(error.to_string(), expected, "{text}"),
    }
}

#[test]
fn an_empty_string() {
    mistake::<ApiListContacts>(
        "",
        "column 1: expected `/_contacts `, found the end of the command",
    );
}

#[test]
fn another_command() {
    mistake::<ApiListContacts>(
        "/_contracts 1",
        "column 7: expected `acts ` of `/_contacts `, found `racts`",
    );
}

#[test]
fn a_number_is_missing() {
    let expected = "column 12: expected a number of at most 9223372036854775807 for `userId`, found the end of the command";
    mistake::<ApiListContacts>("/_contacts ", expected);
}

#[test]
fn a_number_has_a_sign() {
    let expected =
        "column 12: expected a number of at most 9223372036854775807 for `userId`, found `-1`";
    mistake::<ApiListContacts>("/_contacts -1", expected);
}

#[test]
fn a_number_is_too_large() {
    let expected = "column 12: expected a number of at most 9223372036854775807 for `userId`, found `9223372036854775808`";
    mistake::<ApiListContacts>("/_contacts 9223372036854775808", expected);
}

#[test]
fn text_after_the_command() {
    mistake::<ApiListContacts>(
        "/_contacts 1 ",
        "column 13: expected the end of the command, found ` `",
    );
}

#[test]
fn neither_on_nor_off() {
    let expected = "column 21: expected `on` or `off`, found `yes`";
    mistake::<ApiSetProfileAddress>("/_profile_address 1 yes", expected);
}

#[test]
fn an_unknown_keyword() {
    let expected =
        "column 20: expected `broadcast`, `internal`, `internalMark` or `history`, found `all`";
    mistake::<ApiDeleteChatItem>("/_delete item #1 2 all", expected);
}

#[test]
fn a_list_that_ends_with_its_separator() {
    let expected = "column 20: expected a number of at most 9223372036854775807 for `chatItemIds`, found ` internal`";
    mistake::<ApiDeleteChatItem>("/_delete item #1 2, internal", expected);
}

#[test]
fn a_chat_without_its_sign() {
    let error = ApiDeleteChat::decode("/_delete 1 full").expect_err("no sign");
    assert_eq!(error.column(), 10);
    assert_eq!(error.expected(), ["`@`", "`#`", "`*`"]);
}

#[test]
fn errors_list_all_options_that_could_follow() {
    let text = format!("/_send @1 tll=5 {JSON}");
    let error = ApiSendMessages::decode(&text).expect_err("no such option");
    assert_eq!(error.column(), 12);
    let others = ["`(_support`", "` live=on`", "` sign=on`", "` json `"];
    assert_eq!(error.expected()[0], "`tl=` of ` ttl=`");
    assert_eq!(error.expected()[1..], others);
    let error = ApiSendMessages::decode("/_send @1 text hello").expect_err("no such form");
    assert!(error.expected().contains(&"` json `".to_owned()), "{error}");
}

#[test]
fn a_path_with_a_control_character() {
    let control = "column 14: expected `pproved_relays=on` of ` approved_relays=on`, \
                   text for `filePath` (the string contains the control character '\\n'), \
                   ` encrypt=`, ` inline=` or the end of the command, found `\\nb`";
    mistake::<ReceiveFile>("/freceive 5 a\nb", control);
    let error = ReceiveFile::decode("/freceive 5 /a b\u{0}").expect_err("a control character");
    assert_eq!(error.column(), 17);
    let outer_space = "column 16: expected text for `filePath` (the string starts or ends with a space, which would be lost), found `  `";
    mistake::<ReceiveFile>("/freceive 5 /ab  ", outer_space);
}

#[test]
fn json_is_broken() {
    let error = ApiSendMessages::decode("/_send @1 json [{]").expect_err("broken JSON");
    assert_eq!(error.column(), 18);
    assert_eq!(error.expected().len(), 1, "{error}");
    assert!(
        error.expected()[0].starts_with("JSON for `composedMessages` ("),
        "{error}"
    );
}

#[test]
fn json_has_another_shape() {
    let error =
        ApiUpdateProfile::decode("/_profile 1 {\"displayName\":7}").expect_err("a wrong type");
    assert!(
        error.expected()[0].starts_with("JSON for `profile` ("),
        "{error}"
    );
    assert_eq!(error.column(), 28);
}

#[test]
fn columns_count_characters() {
    let text = "/_groups 1 Zoë ";
    let error = ApiListGroups::decode(text).expect_err("a space at the end");
    assert!(error.column() <= text.chars().count() + 1, "{error}");
    let text = r#"/_reaction @1 2 on {"type":"emoji","emoji":"❤"}x"#;
    let error = ApiChatItemReaction::decode(text).expect_err("more after the JSON");
    assert_eq!(error.column(), text.chars().count());
}

#[test]
fn sets_report_the_command_that_reads_furthest() {
    let error = AnyCommand::decode("/_delete item @1 2 all").expect_err("a bad word");
    assert_eq!(error.column(), 20);
    assert_eq!(error.expected().len(), 4, "{error}");
}

#[test]
fn sets_list_their_names_for_unknown_commands() {
    let error = AnyCommand::decode("hello").expect_err("no command");
    assert_eq!(error.column(), 1);
    assert!(
        error.expected().contains(&"`/_address `".to_owned()),
        "{error}"
    );
}
