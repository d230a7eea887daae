//! Group commands for members.

use simplex_api::commands::{
    ApiAcceptMember, ApiAddMember, ApiBlockMembersForAll, ApiCreateGroupLink, ApiJoinGroup,
    ApiMembersRole, ApiNewGroup, ApiRemoveMembers, ApiSendMessages, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{
    GroupId, GroupMemberAdmission, GroupMemberId, GroupMemberRole, GroupMemberStatus, GroupProfile,
    MemberCriteria,
};

use crate::stage::{Stage, event, failed, last_group, members, ran, say};
use crate::table::Row;

/// A group in which new members wait for review, and the other client waits.
fn with_waiting(stage: &Stage) -> (GroupId, GroupMemberId) {
    let admission = GroupMemberAdmission::new().review(MemberCriteria::All);
    let profile = GroupProfile::new("team", "").member_admission(admission);
    let group = ran(&stage.bot, ApiNewGroup::new(1, profile))
        .group_info
        .group_id;
    let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    let link = ran(&stage.bot, link).group_link.conn_link_contact;
    ran(&stage.other, Connect::new(link.conn_full_link));
    stage.discard_events();
    (group, members(&stage.bot, group)[0].group_member_id)
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APIAcceptMember",
        works: |stage| {
            let (group, member) = with_waiting(stage);
            let there = last_group(&stage.other);
            let waits = there.membership.member_status;
            assert_eq!(waits, GroupMemberStatus::PendingReview);
            failed(
                &stage.other,
                ApiSendMessages::text(there.group_id, "let me in"),
            );
            let accept = ApiAcceptMember::new(group, member, GroupMemberRole::Member);
            let accepted = ran(&stage.bot, accept).member;
            assert_eq!(accepted.member_status, GroupMemberStatus::Connected);
            let there = last_group(&stage.other);
            assert_eq!(there.membership.member_status, GroupMemberStatus::Connected);
            say(&stage.other, there.group_id, "thanks");
        },
        fails: &[
            ("commandError", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                failed(
                    &stage.bot,
                    ApiAcceptMember::new(team.id, team.member, GroupMemberRole::Member),
                )
            }),
            ("groupMemberNotFound", |stage| {
                let group = stage.group();
                failed(
                    &stage.bot,
                    ApiAcceptMember::new(group, 77, GroupMemberRole::Member),
                )
            }),
        ],
    },
    Row {
        command: "APIMembersRole",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            stage.third_in(&team, GroupMemberRole::Member);
            let role = GroupMemberRole::Moderator;
            let set = ApiMembersRole::new(team.id, [team.member], role.clone());
            assert_eq!(ran(&stage.bot, set).members[0].member_role, role);
            for client in [&stage.other, &stage.third] {
                let seen = event(client, |event| match event {
                    Event::MemberRole(changed) => Some(changed),
                    _ => None,
                });
                let roles = (seen.from_role, seen.to_role);
                assert_eq!(roles, (GroupMemberRole::Member, role.clone()));
                assert_eq!(seen.member.member_profile.display_name, "other");
            }
        },
        fails: &[
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Moderator);
                let owner = members(&stage.other, team.there)[0].group_member_id;
                let role = GroupMemberRole::Observer;
                failed(&stage.other, ApiMembersRole::new(team.there, [owner], role))
            }),
            ("groupMemberNotFound", |stage| {
                let group = stage.group();
                failed(
                    &stage.bot,
                    ApiMembersRole::new(group, [77.into()], GroupMemberRole::Admin),
                )
            }),
        ],
    },
    Row {
        command: "APIBlockMembersForAll",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            stage.third_in(&team, GroupMemberRole::Member);
            let block = ApiBlockMembersForAll::new(team.id, [team.member], true);
            assert!(ran(&stage.bot, block).members[0].blocked_by_admin);
            let seen = event(&stage.third, |event| match event {
                Event::MemberBlockedForAll(blocked) => Some(blocked),
                _ => None,
            });
            assert!(seen.blocked && seen.member.blocked_by_admin);
            assert!(
                stage.other.take_events().is_empty(),
                "the blocked member gets no event"
            );
        },
        fails: &[
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let owner = members(&stage.other, team.there)[0].group_member_id;
                failed(
                    &stage.other,
                    ApiBlockMembersForAll::new(team.there, [owner], true),
                )
            }),
            ("groupMemberNotFound", |stage| {
                let group = stage.group();
                failed(
                    &stage.bot,
                    ApiBlockMembersForAll::new(group, [77.into()], true),
                )
            }),
        ],
    },
    Row {
        command: "APIRemoveMembers",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            stage.third_in(&team, GroupMemberRole::Member);
            say(&stage.other, team.there, "spam");
            stage.discard_events();
            let remove = ApiRemoveMembers::new(team.id, [team.member]).with_messages(true);
            let removed = ran(&stage.bot, remove).members;
            assert_eq!(removed[0].member_status, GroupMemberStatus::Removed);
            let events = stage.third.take_events();
            // The item about it comes first.
            assert!(matches!(
                &events[..],
                [Event::NewChatItems(_), Event::DeletedMember(gone)] if gone.with_messages
            ));
            let out = stage.other.take_events();
            assert!(matches!(&out[1], Event::DeletedMemberUser(_)), "{out:?}");
            failed(&stage.other, ApiSendMessages::text(team.there, "hello?"));
            a_removed_invitee_cannot_join(stage);
        },
        fails: &[
            ("groupMemberNotFound", |stage| {
                let group = stage.group();
                failed(&stage.bot, ApiRemoveMembers::new(group, [77.into()]))
            }),
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Moderator);
                let owner = members(&stage.other, team.there)[0].group_member_id;
                failed(&stage.other, ApiRemoveMembers::new(team.there, [owner]))
            }),
        ],
    },
];

/// A member who is removed before accepting the invitation.
fn a_removed_invitee_cannot_join(stage: &Stage) {
    let (contact, _) = stage.befriend();
    let group = stage.group();
    let add = ApiAddMember::new(group, contact, GroupMemberRole::Member);
    let member = ran(&stage.bot, add).member.group_member_id;
    ran(&stage.bot, ApiRemoveMembers::new(group, [member]));
    ran(
        &stage.other,
        ApiJoinGroup::new(last_group(&stage.other).group_id),
    );
    let status = members(&stage.bot, group).remove(0).member_status;
    assert_eq!(status, GroupMemberStatus::Removed);
}
