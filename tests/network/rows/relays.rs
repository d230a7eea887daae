//! Group commands: public groups and their relays.

use simplex_api::commands::{
    ApiAddGroupRelays, ApiAddGroupRelaysResponse, ApiAllowRelayGroup, ApiGetGroupRelays,
    ApiNewPublicGroup, ApiNewPublicGroupResponse, ApiSetAddressSettings, Connect, CreateActiveUser,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatRelayId, CreatedConnLink, GroupId, GroupProfile, NewUser,
    Profile, RelayStatus,
};
use simplex_api_testing::ChatServer;

use crate::stage::{NOWHERE, Stage, event, failed, last_group, ran};
use crate::table::Row;

/// Gives a client an address, and makes its user a relay if `is_one`.
fn relay(client: &ChatServer, is_one: bool) -> CreatedConnLink {
    let profile = Profile::new("relay", "");
    let user = NewUser::new().profile(profile).user_chat_relay(is_one);
    let user = ran(client, CreateActiveUser::new(user)).user.user_id;
    let created = ran(client, simplex_api::commands::ApiCreateMyAddress::new(user));
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    ran(client, ApiSetAddressSettings::new(user, settings));
    created.conn_link_contact
}

fn create(stage: &Stage, relay: ChatRelayId) -> GroupId {
    let new = ApiNewPublicGroup::new(1, [relay], GroupProfile::new("news", ""));
    match ran(&stage.bot, new) {
        ApiNewPublicGroupResponse::PublicGroupCreated(created) => created.group_info.group_id,
        other => panic!("{other:?}"),
    }
}

fn status(stage: &Stage, group: GroupId) -> RelayStatus {
    let relays = ran(&stage.bot, ApiGetGroupRelays::new(group)).group_relays;
    relays[0].relay_status.clone()
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APINewPublicGroup",
        works: |stage| {
            let there = relay(&stage.other, true);
            let id = stage.bot.add_relay("relay", &there);
            let group = create(stage, id);
            let events = stage.bot.take_events();
            assert!(
                matches!(&events[0], Event::GroupRelayUpdated(_)),
                "{events:?}"
            );
            assert!(
                matches!(&events[1], Event::GroupLinkDataUpdated(_)),
                "{events:?}"
            );
            assert_eq!(status(stage, group), RelayStatus::Active);
            let info = last_group(&stage.bot);
            let link = info.group_profile.public_group.unwrap().group_link;
            ran(&stage.third, Connect::new(link));
            assert!(last_group(&stage.third).use_relays);

            let nowhere = CreatedConnLink::new(NOWHERE);
            let id = stage.bot.add_relay("nobody", &nowhere);
            let new = ApiNewPublicGroup::new(1, [id], GroupProfile::new("more", ""));
            let ApiNewPublicGroupResponse::PublicGroupCreationFailed(failed) = ran(&stage.bot, new)
            else {
                panic!("it is created");
            };
            assert!(failed.add_relay_results[0].relay_error.is_some());
        },
        fails: &[("userChatRelayNotFound", |stage| {
            let profile = GroupProfile::new("news", "");
            failed(&stage.bot, ApiNewPublicGroup::new(1, [9.into()], profile))
        })],
    },
    Row {
        command: "APIGetGroupRelays",
        works: |stage| {
            let there = relay(&stage.other, false);
            let id = stage.bot.add_relay("relay", &there);
            let group = create(stage, id);
            assert_eq!(status(stage, group), RelayStatus::Rejected);
        },
        fails: &[("groupNotFound", |stage| {
            failed(&stage.bot, ApiGetGroupRelays::new(9))
        })],
    },
    Row {
        command: "APIAddGroupRelays",
        works: |stage| {
            let (first, second) = (relay(&stage.other, true), relay(&stage.third, true));
            let first = stage.bot.add_relay("first", &first);
            let second = stage.bot.add_relay("second", &second);
            let group = create(stage, first);
            let add = ApiAddGroupRelays::new(group, [second]);
            let ApiAddGroupRelaysResponse::GroupRelaysAdded(added) = ran(&stage.bot, add) else {
                panic!("not added");
            };
            assert_eq!(added.group_relays.len(), 2);
            let asked = ran(&stage.third, simplex_api::commands::ApiListGroups::new(2)).groups;
            assert!(asked[0].relay_own_status.is_some());
        },
        fails: &[
            ("groupLinkNotFound", |stage| {
                let group = stage.group();
                failed(&stage.bot, ApiAddGroupRelays::new(group, [1.into()]))
            }),
            ("groupNotFound", |stage| {
                failed(&stage.bot, ApiAddGroupRelays::new(9, [1.into()]))
            }),
        ],
    },
    Row {
        command: "APIAllowRelayGroup",
        works: |stage| {
            let there = relay(&stage.other, false);
            let id = stage.bot.add_relay("relay", &there);
            let group = create(stage, id);
            let asked = ran(&stage.other, simplex_api::commands::ApiListGroups::new(2)).groups;
            assert_eq!(asked[0].relay_own_status, Some(RelayStatus::Rejected));
            stage.discard_events();
            let allowed = ran(&stage.other, ApiAllowRelayGroup::new(asked[0].group_id));
            let own = allowed.group_info.relay_own_status;
            assert_eq!(own, Some(RelayStatus::Accepted));
            event(&stage.bot, |event| match event {
                Event::GroupRelayUpdated(updated) => Some(updated),
                _ => None,
            });
            assert_eq!(status(stage, group), RelayStatus::Active);
        },
        fails: &[("commandError", |stage| {
            let group = stage.group();
            failed(&stage.bot, ApiAllowRelayGroup::new(group))
        })],
    },
];
