//! Address commands.

use simplex_api::commands::{
    ApiConnectPlan, ApiCreateMyAddress, ApiDeleteMyAddress, ApiSetAddressSettings,
    ApiSetProfileAddress, ApiShowMyAddress, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{AddressSettings, AutoAccept, ConnectionPlan, ContactAddressPlan};

use crate::stage::{address, event, failed, ran, received, text};
use crate::table::Row;

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APICreateMyAddress",
        works: |stage| {
            let link = address(&stage.bot);
            ran(&stage.other, Connect::new(link.conn_full_link));
            let asked = event(&stage.bot, |event| match event {
                Event::ReceivedContactRequest(asked) => Some(asked.contact_request),
                _ => None,
            });
            assert_eq!(asked.profile.display_name, "other");
        },
        fails: &[
            ("duplicateContactLink", |stage| {
                address(&stage.bot);
                failed(&stage.bot, ApiCreateMyAddress::new(1))
            }),
            ("differentActiveUser", |stage| {
                failed(&stage.bot, ApiCreateMyAddress::new(2))
            }),
        ],
    },
    Row {
        command: "APIDeleteMyAddress",
        works: |stage| {
            let link = address(&stage.bot).conn_full_link;
            ran(&stage.bot, ApiDeleteMyAddress::new(1));
            failed(&stage.other, Connect::new(link));
        },
        fails: &[("userContactLinkNotFound", |stage| {
            failed(&stage.bot, ApiDeleteMyAddress::new(1))
        })],
    },
    Row {
        command: "APIShowMyAddress",
        works: |stage| {
            let link = address(&stage.bot);
            let shown = ran(&stage.bot, ApiShowMyAddress::new(1)).contact_link;
            assert_eq!(shown.conn_link_contact, link);
        },
        fails: &[("userContactLinkNotFound", |stage| {
            failed(&stage.bot, ApiShowMyAddress::new(1))
        })],
    },
    Row {
        command: "APISetProfileAddress",
        works: |stage| {
            let link = address(&stage.bot);
            stage.befriend();
            ran(&stage.bot, ApiSetProfileAddress::new(1, true));
            let seen = event(&stage.other, |event| match event {
                Event::ContactUpdated(updated) => Some(updated.to_contact.profile.contact_link),
                _ => None,
            });
            assert_eq!(seen, link.conn_short_link);
        },
        fails: &[("userContactLinkNotFound", |stage| {
            failed(&stage.bot, ApiSetProfileAddress::new(1, true))
        })],
    },
    Row {
        command: "APISetAddressSettings",
        works: |stage| {
            // The data is in the short link.
            let link = address(&stage.bot).conn_short_link.unwrap();
            let settings = AddressSettings::new()
                .auto_accept(AutoAccept::new())
                .auto_reply(text("hello"));
            ran(&stage.bot, ApiSetAddressSettings::new(1, settings));
            let plan = ran(&stage.other, ApiConnectPlan::new(1, link.clone()));
            let ConnectionPlan::ContactAddress {
                contact_address_plan:
                    ContactAddressPlan::Ok {
                        contact_s_link_data: Some(data),
                        ..
                    },
                ..
            } = plan.connection_plan
            else {
                panic!("{plan:?}");
            };
            assert_eq!(data.message, Some(text("hello")));
            ran(&stage.other, Connect::new(link));
            assert_eq!(received(&stage.other)[0].received_text(), Some("hello"));
        },
        fails: &[
            ("userContactLinkNotFound", |stage| {
                let settings = AddressSettings::new();
                failed(&stage.bot, ApiSetAddressSettings::new(1, settings))
            }),
            ("commandError", |stage| {
                address(&stage.bot);
                let accept = AutoAccept::new().accept_incognito(true);
                let settings = AddressSettings::new().auto_accept(accept);
                failed(&stage.bot, ApiSetAddressSettings::new(1, settings))
            }),
        ],
    },
];
