//! Connection commands.

use simplex_api::commands::{
    ApiAcceptContact, ApiAddContact, ApiConnect, ApiConnectPlan, ApiConnectResponse,
    ApiCreateGroupLink, ApiRejectContact, Connect, ConnectResponse,
};
use simplex_api::events::Event;
use simplex_api::types::{
    ConnStatus, ConnectionPlan, ContactAddressPlan, ContactRequestId, GroupLinkPlan,
    GroupMemberRole, InvitationLinkPlan, PlanResolveMode,
};
use simplex_api_testing::ChatServer;

use crate::stage::{NOWHERE, Stage, address, event, failed, last_contact, ran, say};
use crate::table::Row;

fn plan(client: &ChatServer, link: &str) -> ConnectionPlan {
    ran(client, ApiConnectPlan::new(1, link)).connection_plan
}

/// The other client sends a request to the bot's address.
fn ask(stage: &Stage) -> ContactRequestId {
    let link = address(&stage.bot).conn_full_link;
    ran(&stage.other, Connect::new(link));
    event(&stage.bot, |event| match event {
        Event::ReceivedContactRequest(asked) => Some(asked.contact_request.contact_request_id),
        _ => None,
    })
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APIAddContact",
        works: |stage| {
            let invitation = ran(&stage.bot, ApiAddContact::new(1).incognito(true));
            assert_eq!(invitation.connection.pcc_conn_status, ConnStatus::new());
            let link = invitation.conn_link_invitation.conn_full_link;
            ran(&stage.other, Connect::new(link.clone()));
            let connected = event(&stage.bot, |event| match event {
                Event::ContactConnected(connected) => Some(connected),
                _ => None,
            });
            let incognito = connected.user_custom_profile.unwrap();
            let seen = event(&stage.other, |event| match event {
                Event::ContactConnected(connected) => Some(connected.contact),
                _ => None,
            });
            assert_eq!(seen.profile.display_name, incognito.display_name);
            failed(&stage.third, Connect::new(link));
        },
        fails: &[("differentActiveUser", |stage| {
            failed(&stage.bot, ApiAddContact::new(2))
        })],
    },
    Row {
        command: "APIConnectPlan",
        works: |stage| {
            invitations_are_planned(stage);
            addresses_are_planned(stage);
            group_links_are_planned(stage);
            let nowhere = plan(&stage.bot, NOWHERE);
            // A full link is not fetched.
            assert!(!matches!(nowhere, ConnectionPlan::Error { .. }));
        },
        fails: &[
            ("invalidConnReq", |stage| {
                failed(&stage.bot, ApiConnectPlan::new(1, "nonsense"))
            }),
            ("NO_NAME_SERVERS", |stage| {
                failed(&stage.bot, ApiConnectPlan::new(1, "@alice.simplex"))
            }),
            ("notResolvedLocally", |stage| {
                let link = address(&stage.other).conn_full_link;
                let plan = ApiConnectPlan::new(1, link).resolve_mode(PlanResolveMode::Never);
                failed(&stage.bot, plan)
            }),
        ],
    },
    Row {
        command: "APIConnect",
        works: |stage| {
            let link = ran(&stage.other, ApiAddContact::new(1)).conn_link_invitation;
            let sent = ran(&stage.bot, ApiConnect::new(1, link.clone()));
            assert!(matches!(sent, ApiConnectResponse::SentConfirmation(_)));
            let contact = last_contact(&stage.bot);
            say(&stage.bot, contact, "hi");

            let link = address(&stage.third);
            let sent = ran(&stage.bot, ApiConnect::new(1, link));
            assert!(matches!(sent, ApiConnectResponse::SentInvitation(_)));
        },
        fails: &[
            ("invalidConnReq", |stage| {
                let link = address(&stage.other).conn_short_link.unwrap();
                let link = simplex_api::types::CreatedConnLink::new(link);
                failed(&stage.bot, ApiConnect::new(1, link))
            }),
            ("groupAlreadyJoined", |stage| {
                let group = stage.group();
                let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
                let link = ran(&stage.bot, link).group_link.conn_link_contact;
                ran(&stage.other, ApiConnect::new(1, link.clone()));
                failed(&stage.other, ApiConnect::new(1, link))
            }),
        ],
    },
    Row {
        command: "Connect",
        works: |stage| {
            let request = ask(stage);
            ran(&stage.bot, ApiAcceptContact::new(request));
            let link = ran(&stage.bot, simplex_api::commands::ApiShowMyAddress::new(1));
            let link = link.contact_link.conn_link_contact.conn_short_link.unwrap();
            let again = ran(&stage.other, Connect::new(link));
            assert!(matches!(again, ConnectResponse::ContactAlreadyExists(_)));
        },
        fails: &[
            ("invalidConnReq", |stage| {
                failed(&stage.bot, Connect::new("x"))
            }),
            ("SMP", |stage| failed(&stage.bot, Connect::new(NOWHERE))),
        ],
    },
    Row {
        command: "APIAcceptContact",
        works: |stage| {
            let request = ask(stage);
            let accepting = ran(&stage.bot, ApiAcceptContact::new(request)).contact;
            for client in [&stage.bot, &stage.other] {
                event(client, |event| match event {
                    Event::ContactConnected(connected) => Some(connected),
                    _ => None,
                });
            }
            say(&stage.bot, accepting.contact_id, "welcome");
        },
        fails: &[
            ("contactRequestNotFound", |stage| {
                failed(&stage.bot, ApiAcceptContact::new(9))
            }),
            ("CMD", |stage| {
                let request = ask(stage);
                ran(&stage.bot, ApiAcceptContact::new(request));
                failed(&stage.bot, ApiAcceptContact::new(request))
            }),
        ],
    },
    Row {
        command: "APIRejectContact",
        works: |stage| {
            let request = ask(stage);
            stage.other.take_events();
            let rejected = ran(&stage.bot, ApiRejectContact::new(request));
            assert_eq!(rejected.contact_request.contact_request_id, request);
            assert!(
                stage.other.take_events().is_empty(),
                "the other client gets no event"
            );
            failed(&stage.bot, ApiAcceptContact::new(request));
        },
        fails: &[("contactRequestNotFound", |stage| {
            failed(&stage.bot, ApiRejectContact::new(9))
        })],
    },
];

fn invitations_are_planned(stage: &Stage) {
    let link = ran(&stage.bot, ApiAddContact::new(1)).conn_link_invitation;
    let plan_of = |client| match plan(client, link.conn_short_link.as_deref().unwrap()) {
        ConnectionPlan::InvitationLink {
            invitation_link_plan,
            ..
        } => invitation_link_plan,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        plan_of(&stage.bot),
        InvitationLinkPlan::OwnLink { .. }
    ));
    let InvitationLinkPlan::Ok {
        contact_s_link_data,
        ..
    } = plan_of(&stage.other)
    else {
        panic!("not ok");
    };
    assert_eq!(contact_s_link_data.unwrap().profile.display_name, "bot");
}

fn addresses_are_planned(stage: &Stage) {
    let link = address(&stage.bot);
    let plan_of = |client| match plan(client, link.conn_short_link.as_deref().unwrap()) {
        ConnectionPlan::ContactAddress {
            contact_address_plan,
            ..
        } => contact_address_plan,
        other => panic!("{other:?}"),
    };
    use ContactAddressPlan as Plan;
    assert!(matches!(plan_of(&stage.bot), Plan::OwnLink { .. }));
    assert!(matches!(plan_of(&stage.other), Plan::Ok { .. }));
    ran(&stage.other, Connect::new(link.conn_full_link.clone()));
    assert!(matches!(
        plan_of(&stage.other),
        Plan::ConnectingConfirmReconnect { .. }
    ));
    let asked = event(&stage.bot, |event| match event {
        Event::ReceivedContactRequest(asked) => Some(asked.contact_request.contact_request_id),
        _ => None,
    });
    ran(&stage.bot, ApiAcceptContact::new(asked));
    assert!(matches!(plan_of(&stage.other), Plan::Known { .. }));
}

fn group_links_are_planned(stage: &Stage) {
    let group = stage.group();
    let link = ApiCreateGroupLink::new(group, GroupMemberRole::Member);
    let link = ran(&stage.bot, link).group_link.conn_link_contact;
    let plan_of = |client| match plan(client, &link.conn_full_link) {
        ConnectionPlan::GroupLink {
            group_link_plan, ..
        } => group_link_plan,
        other => panic!("{other:?}"),
    };
    assert!(matches!(plan_of(&stage.bot), GroupLinkPlan::OwnLink { .. }));
    assert!(matches!(plan_of(&stage.other), GroupLinkPlan::Ok { .. }));
    ran(&stage.other, Connect::new(link.conn_full_link.clone()));
    assert!(matches!(plan_of(&stage.other), GroupLinkPlan::Known { .. }));
}
