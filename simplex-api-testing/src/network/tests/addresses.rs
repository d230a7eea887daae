use super::*;
use crate::network::people::act::PersonError;
use simplex_api::commands::{
    ApiAcceptContact, ApiDeleteMyAddress, ApiListContacts, ApiSetProfileAddress, ApiShowMyAddress,
};
use simplex_api::events::ReceivedContactRequest;
use simplex_api::types::{BusinessChatType, ChatInfo, CiDirection, ConnStatus};

#[test]
fn a_user_has_one_address() {
    let mut network = Net::new(Some("bot"));
    let created = send(&mut network, &ApiCreateMyAddress::new(1)).unwrap();
    let error = not_stored(&mut network, &ApiCreateMyAddress::new(1));
    assert_eq!(error, StoreError::duplicate_contact_link());
    let shown = send(&mut network, &ApiShowMyAddress::new(1))
        .unwrap()
        .contact_link;
    assert_eq!(shown.conn_link_contact, created.conn_link_contact);
    assert_eq!(shown.address_settings, AddressSettings::new());
}

#[test]
fn address_commands_need_an_address() {
    let mut network = Net::new(Some("bot"));
    let network = &mut network;
    let settings = ApiSetAddressSettings::new(1, AddressSettings::new());
    for error in [
        not_stored(network, &ApiShowMyAddress::new(1)),
        not_stored(network, &ApiDeleteMyAddress::new(1)),
        not_stored(network, &ApiSetProfileAddress::new(1, true)),
        not_stored(network, &settings),
    ] {
        assert_eq!(error, StoreError::user_contact_link_not_found());
    }
    let error = refused(network, &ApiCreateMyAddress::new(2));
    assert_eq!(error, ChatErrorType::different_active_user(2, 1));
}

#[test]
fn the_profile_shows_the_address_until_it_is_deleted() {
    let (mut network, alice, _) = with_alice();
    let network = &mut network;
    let shown = |network: &mut Net| network.peer_profile(alice).clone().unwrap().contact_link;
    send(network, &ApiSetProfileAddress::new(1, true)).unwrap();
    let link = send(network, &ApiShowMyAddress::new(1))
        .unwrap()
        .contact_link;
    assert_eq!(shown(network), link.conn_link_contact.conn_short_link);
    let deleted = send(network, &ApiDeleteMyAddress::new(1)).unwrap();
    assert_eq!(deleted.user.profile.contact_link, None);
    assert_eq!(shown(network), None);
}

#[test]
fn incognito_needs_an_address_without_short_link() {
    let (mut network, _) = open_network(None);
    let accept = AutoAccept::new().accept_incognito(true);
    let settings = AddressSettings::new().auto_accept(accept);
    for settings in [settings.clone(), settings.business_address(true)] {
        let error = refused(&mut network, &ApiSetAddressSettings::new(1, settings));
        assert!(matches!(error, ChatErrorType::CommandError { .. }));
    }
    let link = send(&mut network, &ApiShowMyAddress::new(1))
        .unwrap()
        .contact_link;
    assert_eq!(link.address_settings.auto_accept, Some(AutoAccept::new()));
}

#[test]
fn an_auto_accepting_address_sends_its_reply() {
    let (mut network, link) = open_network(Some("hello"));
    let alice = network.person_named("alice");
    network.connect(alice, &link).unwrap();
    let events: Vec<_> = network.take_events();
    let events: Vec<_> = events
        .iter()
        .map(|json| Event::decode(json).unwrap())
        .collect();
    let [
        Event::AcceptingContactRequest(accepting),
        Event::ContactSndReady(_),
        Event::NewChatItems(greeting),
        Event::ChatItemsStatusesUpdated(_),
        Event::ContactConnected(connected),
        Event::ChatItemsStatusesUpdated(_),
    ] = &events[..]
    else {
        panic!("{events:#?}");
    };
    let status = |contact: &Contact| contact.active_conn.clone().unwrap().conn_status;
    assert_eq!(status(&accepting.contact), ConnStatus::new());
    assert_eq!(status(&connected.contact), ConnStatus::ready());
    assert_eq!(connected.contact.local_display_name, "alice");
    let item = &greeting.chat_items[0].chat_item;
    assert_eq!(item.chat_dir, CiDirection::direct_snd());
    assert_eq!(texts(&mut network, alice), ["hello"]);
    assert_eq!(network.connect(alice, &link), Err(PersonError::Connected));
}

#[test]
fn without_auto_accept_the_bot_gets_a_request() {
    let mut network = Net::new(Some("bot"));
    let created = send(&mut network, &ApiCreateMyAddress::new(1)).unwrap();
    let link = created.conn_link_contact.conn_short_link.unwrap();
    let alice = network.person_named("alice");
    network.connect(alice, &link).unwrap();
    let first = event::<ReceivedContactRequest>(&mut network).contact_request;
    assert_eq!(first.profile.display_name, "alice");
    let profile_id = first.profile.extra.get("profileId");
    assert_eq!(profile_id, Some(&first.profile_id.into()));
    assert!(!network.is_connected(alice));
    network.connect(alice, &link).unwrap();
    let again = event::<ReceivedContactRequest>(&mut network).contact_request;
    assert_eq!(again, first);
    assert!(
        send(&mut network, &ApiListContacts::new(1))
            .unwrap()
            .contacts
            .is_empty()
    );
    assert_eq!(
        network.say(alice, MsgContent::text("hi"), None),
        Err(PersonError::NotConnected)
    );
    let accept = ApiAcceptContact::new(first.contact_request_id);
    let accepted = send(&mut network, &accept).unwrap().contact;
    assert!(accepted.profile.extra.is_empty());
}

#[test]
fn unknown_links_are_rejected() {
    let (mut network, link) = open_network(None);
    let alice = network.person_named("alice");
    for nowhere in ["", "simplex:/contact#/?v=2", &link[..link.len() - 1]] {
        assert_eq!(
            network.connect(alice, nowhere),
            Err(PersonError::UnknownLink)
        );
    }
    send(&mut network, &ApiDeleteMyAddress::new(1)).unwrap();
    assert_eq!(network.connect(alice, &link), Err(PersonError::UnknownLink));
}

#[test]
fn a_business_gives_each_customer_a_group() {
    let (mut network, link) = open_network(Some("hello"));
    let settings = AddressSettings::new()
        .business_address(true)
        .auto_accept(AutoAccept::new())
        .auto_reply(MsgContent::text("What can we do for you?"));
    send(&mut network, &ApiSetAddressSettings::new(1, settings)).unwrap();
    let alice = network.person_named("alice");
    network.connect(alice, &link).unwrap();
    let tags = tags(&mut network);
    assert_eq!(
        tags[..3],
        ["newChatItems", "newChatItems", "acceptingBusinessRequest"]
    );
    assert!(tags.contains(&"joinedGroupMember".to_owned()), "{tags:?}");
    assert_eq!(texts(&mut network, alice), ["What can we do for you?"]);
    network.say(alice, MsgContent::text("hi"), None).unwrap();
    let event = event::<simplex_api::events::NewChatItems>(&mut network);
    let ChatInfo::Group { group_info, .. } = &event.chat_items[0].chat_info else {
        panic!("{event:?}");
    };
    let business = group_info.business_chat.as_ref().unwrap();
    assert_eq!(business.chat_type, BusinessChatType::Customer);
    assert_eq!(group_info.local_display_name, "alice");
}

#[test]
fn names_of_contacts_are_made_unique() {
    let (mut network, link) = open_network(None);
    let bot = network.person_named("bot");
    network.connect(bot, &link).unwrap();
    let contacts = send(&mut network, &ApiListContacts::new(1))
        .unwrap()
        .contacts;
    assert_eq!(contacts[0].local_display_name, "bot_1");
    assert_eq!(contacts[0].profile.display_name, "bot");
}

#[test]
fn runs_are_reproducible() {
    let act = || {
        let (mut network, link) = open_network(Some("hello"));
        let alice = network.person_named("alice");
        network.connect(alice, &link).unwrap();
        network.say(alice, MsgContent::text("hi"), None).unwrap();
        network.take_events()
    };
    assert_eq!(act(), act());
}
