//! Types with a syntax: the documented ones, and other forms of unions.

use crate::api_type;
use crate::json::ApiType;
use crate::render::{type_javascript, type_python};
use crate::types::{
    ChatDeleteMode, ChatRef, ChatType, CreatedConnLink, GroupChatScope, PaginationByTime, Profile,
};

#[track_caller]
fn assert_type<T: ApiType>(javascript: &str, python: &str) {
    assert_eq!(type_javascript(T::SPEC).as_deref(), Some(javascript));
    assert_eq!(type_python(T::SPEC).as_deref(), Some(python));
}

#[test]
fn enums() {
    assert_type::<ChatType>(
        "self == 'direct' ? '@' : self == 'group' ? '#' : self == 'local' ? '*' : ''",
        "'@' if str(self) == 'direct' else '#' if str(self) == 'group' \
         else '*' if str(self) == 'local' else ''",
    );
}

#[test]
fn records() {
    assert_type::<ChatRef>(
        "chatType.toString() + chatId + (chatScope ? chatScope.toString() : '')",
        "str(chatType) + str(chatId) + ((str(chatScope)) if chatScope is not None else '')",
    );
    assert_type::<CreatedConnLink>(
        "connFullLink + (connShortLink ? ' ' + connShortLink : '')",
        "connFullLink + ((' ' + connShortLink) if connShortLink is not None else '')",
    );
}

#[test]
fn unions_of_one() {
    assert_type::<GroupChatScope>(
        "'(_support' + (groupMemberId_ ? ':' + groupMemberId_ : '') + ')'",
        "'(_support' + ((':' + str(groupMemberId_)) if groupMemberId_ is not None else '') + ')'",
    );
    assert_type::<PaginationByTime>("'count=' + count", "'count=' + str(count)");
}

#[test]
fn unions_written_as_their_tag() {
    assert_type::<ChatDeleteMode>(
        "type + (type == 'messages' ? '' : (!notify ? ' notify=off' : ''))",
        "str(type) + ('' if str(type) == 'messages' else (' notify=off' if not notify else ''))",
    );

    #[api_type(tag = "kind", syntax = "day|week")]
    enum Span {
        Day,
        Week,
    }
    assert_type::<Span>("kind", "str(kind)");
}

#[test]
fn unions_with_a_syntax_for_each_variant() {
    #[api_type(tag = "type")]
    enum Target {
        #[api(syntax = "@<contactId>")]
        Contact { contact_id: i64 },
        #[api(syntax = "#<groupId>")]
        Group { group_id: i64 },
    }
    assert_type::<Target>(
        "type == 'group' ? '#' + groupId : '@' + contactId",
        "'#' + str(groupId) if str(type) == 'group' else '@' + str(contactId)",
    );
}

#[test]
fn types_without_a_syntax_have_no_expression() {
    assert_eq!(type_javascript(Profile::SPEC), None);
}
