//! Group commands: groups as a whole, joining and leaving.

use simplex_api::commands::{
    ApiAddMember, ApiCreateGroupLink, ApiJoinGroup, ApiLeaveGroup, ApiListMembers, ApiNewGroup,
    ApiUpdateGroupProfile, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{GroupMemberRole, GroupMemberStatus, GroupProfile};

use crate::stage::{event, failed, last_group, members, ran};
use crate::table::Row;

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APINewGroup",
        works: |stage| {
            let profile = GroupProfile::new("team", "The Team");
            let created = ran(&stage.bot, ApiNewGroup::new(1, profile.clone())).group_info;
            assert_eq!(created.group_profile, profile);
            assert_eq!(created.membership.member_role, GroupMemberRole::Owner);
            assert_eq!(created.group_summary.unwrap().current_members, 1);
        },
        fails: &[
            ("invalidDisplayName", |stage| {
                failed(&stage.bot, ApiNewGroup::new(1, GroupProfile::new("#a", "")))
            }),
            ("differentActiveUser", |stage| {
                failed(&stage.bot, ApiNewGroup::new(2, GroupProfile::new("a", "")))
            }),
        ],
    },
    Row {
        command: "APIListMembers",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let (id, there) = stage.third_in(&team, GroupMemberRole::Admin);
            let names = |members: Vec<simplex_api::types::GroupMember>| {
                let names = members.into_iter().map(|m| m.member_profile.display_name);
                let mut names: Vec<_> = names.collect();
                names.sort();
                names
            };
            let here = members(&stage.bot, team.id);
            assert_eq!(here[1].group_member_id, id);
            assert_eq!(names(here), ["other", "third"]);
            assert_eq!(names(members(&stage.other, team.there)), ["bot", "third"]);
            assert_eq!(names(members(&stage.third, there)), ["bot", "other"]);
        },
        fails: &[("groupNotFound", |stage| {
            failed(&stage.bot, ApiListMembers::new(9))
        })],
    },
    Row {
        command: "APIAddMember",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let group = stage.group();
            let role = GroupMemberRole::Admin;
            let sent = ran(&stage.bot, ApiAddMember::new(group, contact, role.clone()));
            assert_eq!(sent.member.member_status, GroupMemberStatus::Invited);
            let received = event(&stage.other, |event| match event {
                Event::ReceivedGroupInvitation(received) => Some(received),
                _ => None,
            });
            assert_eq!(
                (received.member_role, received.from_member_role),
                (role, GroupMemberRole::Owner)
            );
        },
        fails: &[
            ("groupNotFound", |stage| {
                let (contact, _) = stage.befriend();
                failed(
                    &stage.bot,
                    ApiAddMember::new(9, contact, GroupMemberRole::Member),
                )
            }),
            ("contactNotFound", |stage| {
                let group = stage.group();
                failed(
                    &stage.bot,
                    ApiAddMember::new(group, 9, GroupMemberRole::Member),
                )
            }),
            ("groupDuplicateMember", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let contact = crate::stage::last_contact(&stage.bot);
                failed(
                    &stage.bot,
                    ApiAddMember::new(team.id, contact, GroupMemberRole::Member),
                )
            }),
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let (contact, _) = crate::stage::befriend(&stage.other, &stage.third);
                failed(
                    &stage.other,
                    ApiAddMember::new(team.there, contact, GroupMemberRole::Member),
                )
            }),
            ("groupIncognitoCantInvite", |stage| {
                let (contact, _) = stage.befriend();
                let new = ApiNewGroup::new(1, GroupProfile::new("team", "")).incognito(true);
                let group = ran(&stage.bot, new).group_info.group_id;
                failed(
                    &stage.bot,
                    ApiAddMember::new(group, contact, GroupMemberRole::Member),
                )
            }),
        ],
    },
    Row {
        command: "APIJoinGroup",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let group = stage.group();
            ran(
                &stage.bot,
                ApiAddMember::new(group, contact, GroupMemberRole::Member),
            );
            stage.discard_events();
            let there = last_group(&stage.other).group_id;
            let sent = ran(&stage.other, ApiJoinGroup::new(there));
            assert_eq!(sent.host_contact, None);
            let joined = event(&stage.bot, |event| match event {
                Event::JoinedGroupMember(joined) => Some(joined.member),
                _ => None,
            });
            assert_eq!(joined.member_status, GroupMemberStatus::Connected);
            let joined = event(&stage.other, |event| match event {
                Event::UserJoinedGroup(joined) => Some(joined),
                _ => None,
            });
            let status = joined.group_info.membership.member_status;
            assert_eq!(status, GroupMemberStatus::Connected);
            assert_eq!(joined.host_member.member_profile.display_name, "bot");
        },
        fails: &[
            ("groupNotFound", |stage| {
                failed(&stage.bot, ApiJoinGroup::new(9))
            }),
            ("groupAlreadyJoined", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                failed(&stage.other, ApiJoinGroup::new(team.there))
            }),
        ],
    },
    Row {
        command: "APILeaveGroup",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let left = ran(&stage.other, ApiLeaveGroup::new(team.there));
            let status = left.group_info.membership.member_status;
            assert_eq!(status, GroupMemberStatus::Left);
            let seen = event(&stage.bot, |event| match event {
                Event::LeftMember(left) => Some(left.member),
                _ => None,
            });
            assert_eq!(seen.group_member_id, team.member);
        },
        fails: &[("groupNotFound", |stage| {
            failed(&stage.bot, ApiLeaveGroup::new(9))
        })],
    },
    Row {
        command: "APIUpdateGroupProfile",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let link = ApiCreateGroupLink::new(team.id, GroupMemberRole::Member);
            let link = ran(&stage.bot, link).group_link.conn_link_contact;
            let profile = GroupProfile::new("crew", "").description("Welcome aboard");
            let update = ApiUpdateGroupProfile::new(team.id, profile.clone());
            assert_eq!(ran(&stage.bot, update).to_group.group_profile, profile);
            let seen = event(&stage.other, |event| match event {
                Event::GroupUpdated(updated) => Some(updated),
                _ => None,
            });
            assert_eq!(seen.from_group.local_display_name, "team");
            assert_eq!(seen.to_group.group_profile, profile);
            ran(&stage.third, Connect::new(link.conn_full_link));
            assert_eq!(last_group(&stage.third).group_profile, profile);
        },
        fails: &[
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Admin);
                let profile = GroupProfile::new("mine", "");
                failed(
                    &stage.other,
                    ApiUpdateGroupProfile::new(team.there, profile),
                )
            }),
            ("invalidDisplayName", |stage| {
                let group = stage.group();
                let profile = GroupProfile::new("@", "");
                failed(&stage.bot, ApiUpdateGroupProfile::new(group, profile))
            }),
        ],
    },
];
