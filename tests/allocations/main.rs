//! Encoding a command allocates its string once, with the right capacity. It is a separate test binary because it
//! counts the allocations of the whole process.

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

/// How often each command is encoded. The test harness can allocate during some of the tries, but not during all.
const TRIES: usize = 10;

/// The number of allocations while a command is encoded.
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
fn encoding_allocates_once() {
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
