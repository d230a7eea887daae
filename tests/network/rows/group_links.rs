//! Group link commands.

use simplex_api::commands::{
    ApiCreateGroupLink, ApiDeleteGroupLink, ApiGetGroupLink, ApiGroupLinkMemberRole, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{GroupId, GroupMemberRole};

use crate::stage::{Stage, failed, last_group, members, ran};
use crate::table::Row;

fn create(stage: &Stage, group: GroupId) -> String {
    let create = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    let link = ran(&stage.bot, create).group_link.conn_link_contact;
    link.conn_full_link
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APICreateGroupLink",
        works: |stage| {
            let group = stage.group();
            let link = create(stage, group);
            ran(&stage.other, Connect::new(link));
            let joined = stage.other.take_events();
            assert!(
                matches!(&joined[0], Event::GroupLinkConnecting(_)),
                "{joined:?}"
            );
            assert!(
                matches!(&joined[1], Event::UserJoinedGroup(_)),
                "{joined:?}"
            );
            let seen = stage.bot.take_events();
            let is_joined = |event: &Event| matches!(event, Event::JoinedGroupMember(_));
            assert!(seen.iter().any(is_joined), "{seen:?}");
            let member = members(&stage.bot, group).remove(0);
            assert_eq!(member.member_role, GroupMemberRole::Member);
        },
        fails: &[
            ("duplicateGroupLink", |stage| {
                let group = stage.group();
                create(stage, group);
                failed(
                    &stage.bot,
                    ApiCreateGroupLink::new(group, GroupMemberRole::Member),
                )
            }),
            ("groupMemberInitialRole", |stage| {
                let group = stage.group();
                failed(
                    &stage.bot,
                    ApiCreateGroupLink::new(group, GroupMemberRole::Admin),
                )
            }),
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let role = GroupMemberRole::Member;
                failed(&stage.other, ApiCreateGroupLink::new(team.there, role))
            }),
        ],
    },
    Row {
        command: "APIGroupLinkMemberRole",
        works: |stage| {
            let group = stage.group();
            let link = create(stage, group);
            let role = GroupMemberRole::Observer;
            let set = ApiGroupLinkMemberRole::new(group, role.clone());
            assert_eq!(ran(&stage.bot, set).group_link.accept_member_role, role);
            ran(&stage.other, Connect::new(link));
            assert_eq!(last_group(&stage.other).membership.member_role, role);
        },
        fails: &[
            ("groupLinkNotFound", |stage| {
                let group = stage.group();
                let role = GroupMemberRole::Observer;
                failed(&stage.bot, ApiGroupLinkMemberRole::new(group, role))
            }),
            ("groupMemberInitialRole", |stage| {
                let group = stage.group();
                create(stage, group);
                failed(
                    &stage.bot,
                    ApiGroupLinkMemberRole::new(group, GroupMemberRole::Owner),
                )
            }),
        ],
    },
    Row {
        command: "APIDeleteGroupLink",
        works: |stage| {
            let group = stage.group();
            let link = create(stage, group);
            ran(&stage.bot, ApiDeleteGroupLink::new(group));
            failed(&stage.other, Connect::new(link));
        },
        fails: &[("groupLinkNotFound", |stage| {
            let group = stage.group();
            failed(&stage.bot, ApiDeleteGroupLink::new(group))
        })],
    },
    Row {
        command: "APIGetGroupLink",
        works: |stage| {
            let group = stage.group();
            let link = create(stage, group);
            let shown = ran(&stage.bot, ApiGetGroupLink::new(group)).group_link;
            assert_eq!(shown.conn_link_contact.conn_full_link, link);
        },
        fails: &[("groupLinkNotFound", |stage| {
            let group = stage.group();
            failed(&stage.bot, ApiGetGroupLink::new(group))
        })],
    },
];
