//! Compares the documented commands with handwritten expressions that follow the rules of the documentation.

use super::{assert_expressions, is_constant};
use crate::command::Command;
use crate::commands::*;

#[test]
fn constants_have_no_expression() {
    assert!(is_constant(&ShowActiveUser::SPEC));
    assert!(is_constant(&ListUsers::SPEC));
}

#[test]
fn a_number() {
    assert_expressions::<ApiCreateMyAddress>("'/_address ' + userId", "'/_address ' + str(userId)");
    assert_expressions::<ApiDeleteMyAddress>(
        "'/_delete_address ' + userId",
        "'/_delete_address ' + str(userId)",
    );
    assert_expressions::<ApiShowMyAddress>(
        "'/_show_address ' + userId",
        "'/_show_address ' + str(userId)",
    );
    assert_expressions::<ApiListContacts>("'/_contacts ' + userId", "'/_contacts ' + str(userId)");
}

#[test]
fn json() {
    assert_expressions::<ApiSetAddressSettings>(
        "'/_address_settings ' + userId + ' ' + JSON.stringify(settings)",
        "'/_address_settings ' + str(userId) + ' ' + json.dumps(settings)",
    );
    assert_expressions::<CreateActiveUser>(
        "'/_create user ' + JSON.stringify(newUser)",
        "'/_create user ' + json.dumps(newUser)",
    );
    assert_expressions::<ApiUpdateProfile>(
        "'/_profile ' + userId + ' ' + JSON.stringify(profile)",
        "'/_profile ' + str(userId) + ' ' + json.dumps(profile)",
    );
    assert_expressions::<ApiSetContactPrefs>(
        "'/_set prefs @' + contactId + ' ' + JSON.stringify(preferences)",
        "'/_set prefs @' + str(contactId) + ' ' + json.dumps(preferences)",
    );
}

#[test]
fn switches() {
    assert_expressions::<ApiSetProfileAddress>(
        "'/_profile_address ' + userId + ' ' + (enable ? 'on' : 'off')",
        "'/_profile_address ' + str(userId) + ' ' + ('on' if enable else 'off')",
    );
    assert_expressions::<ApiChatItemReaction>(
        "'/_reaction ' + chatRef.toString() + ' ' + chatItemId + ' ' + (add ? 'on' : 'off') \
         + ' ' + JSON.stringify(reaction)",
        "'/_reaction ' + str(chatRef) + ' ' + str(chatItemId) + ' ' + ('on' if add else 'off') \
         + ' ' + json.dumps(reaction)",
    );
}

#[test]
fn a_switch_with_a_key() {
    assert_expressions::<ApiDeleteUser>(
        "'/_delete user ' + userId + ' del_smp=' + (delSMPQueues ? 'on' : 'off') \
         + (viewPwd ? ' ' + JSON.stringify(viewPwd) : '')",
        "'/_delete user ' + str(userId) + ' del_smp=' + ('on' if delSMPQueues else 'off') \
         + ((' ' + json.dumps(viewPwd)) if viewPwd is not None else '')",
    );
}

#[test]
fn flags() {
    assert_expressions::<ApiSendMessages>(
        "'/_send ' + sendRef.toString() + (liveMessage ? ' live=on' : '') \
         + (ttl ? ' ttl=' + ttl : '') + (signMessages ? ' sign=on' : '') \
         + ' json ' + JSON.stringify(composedMessages)",
        "'/_send ' + str(sendRef) + (' live=on' if liveMessage else '') \
         + ((' ttl=' + str(ttl)) if ttl is not None else '') \
         + (' sign=on' if signMessages else '') + ' json ' + json.dumps(composedMessages)",
    );
    assert_expressions::<ApiUpdateChatItem>(
        "'/_update item ' + chatRef.toString() + ' ' + chatItemId \
         + (liveMessage ? ' live=on' : '') + ' json ' + JSON.stringify(updatedMessage)",
        "'/_update item ' + str(chatRef) + ' ' + str(chatItemId) \
         + (' live=on' if liveMessage else '') + ' json ' + json.dumps(updatedMessage)",
    );
}

#[test]
fn lists_and_keywords() {
    assert_expressions::<ApiDeleteChatItem>(
        "'/_delete item ' + chatRef.toString() + ' ' + chatItemIds.join(',') + ' ' + deleteMode",
        "'/_delete item ' + str(chatRef) + ' ' + ','.join(map(str, chatItemIds)) \
         + ' ' + str(deleteMode)",
    );
    assert_expressions::<ApiDeleteMemberChatItem>(
        "'/_delete member item #' + groupId + ' ' + chatItemIds.join(',')",
        "'/_delete member item #' + str(groupId) + ' ' + ','.join(map(str, chatItemIds))",
    );
}

#[test]
fn groups() {
    assert_expressions::<ApiListGroups>(
        "'/_groups ' + userId + (contactId_ ? ' @' + contactId_ : '') \
         + (search ? ' ' + search : '')",
        "'/_groups ' + str(userId) + ((' @' + str(contactId_)) if contactId_ is not None else '') \
         + ((' ' + search) if search is not None else '')",
    );
    assert_expressions::<ApiSetActiveUser>(
        "'/_user ' + userId + (viewPwd ? ' ' + JSON.stringify(viewPwd) : '')",
        "'/_user ' + str(userId) + ((' ' + json.dumps(viewPwd)) if viewPwd is not None else '')",
    );
}

#[test]
fn types_with_a_syntax() {
    assert_expressions::<ApiDeleteChat>(
        "'/_delete ' + chatRef.toString() + ' ' + chatDeleteMode.toString()",
        "'/_delete ' + str(chatRef) + ' ' + str(chatDeleteMode)",
    );
}
