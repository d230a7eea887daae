//! The text of a command is allocated once: none of these grows while it is written. It is a binary of its own, since
//! all of a program allocates in one place.

use std::alloc::System;
use std::hint::black_box;

use simplex_api::Command;
use simplex_api::commands::{
    ApiChatItemReaction, ApiDeleteChatItem, ApiListContacts, ApiSendMessages, ReceiveFile,
    ShowActiveUser,
};
use simplex_api::types::{
    ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage, GroupMemberId, MsgContent,
    MsgReaction,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOC: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often each command is written. What the test harness allocates meanwhile is not in all of them.
const TRIES: usize = 10;

/// How often the memory is asked for while the command is written.
fn allocations<C: Command>(command: &C) -> usize {
    let tries = (0..TRIES).map(|_| {
        let region = Region::new(ALLOC);
        let text = black_box(command).encode();
        let change = region.change();
        assert!(text.is_ok());
        change.allocations + change.reallocations
    });
    tries.min().unwrap_or_default()
}

#[test]
fn one_for_each_text() {
    let group = || ChatRef::new(ChatType::Group, 7);
    let line =
        "Rain until noon, 14 degrees, wind from the south-west; \"clearing\" in the afternoon.\n";
    let message = ComposedMessage::new(MsgContent::text(line.repeat(25)))
        .quoted_item_id(898)
        .mentions([("lewis".into(), GroupMemberId(35))]);
    let file = ReceiveFile::new(17)
        .user_approved_relays(true)
        .store_encrypted(true)
        .file_path("/home/bot/files/forecast-2026-03-14.pdf");
    let items = [901, 902, 903].map(ChatItemId);
    let delete = ApiDeleteChatItem::new(group(), items, CiDeleteMode::Broadcast);
    let reaction = ApiChatItemReaction::new(group(), 907, true, MsgReaction::emoji("👍"));
    let found = [
        allocations(&ShowActiveUser::new()),
        allocations(&ApiListContacts::new(1)),
        allocations(&file),
        allocations(&reaction),
        allocations(&delete),
        allocations(&ApiSendMessages::new(group(), [message]).ttl(86_400)),
    ];
    assert_eq!(found, [1; 6]);
}
