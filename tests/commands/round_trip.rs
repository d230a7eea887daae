//! The law of encoding: an encoded command is decoded as the same command and as no other, or it is an error.

use proptest::prelude::*;
use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{
    AnyCommand, ApiConnect, ApiConnectPlan, ApiDeleteMemberChatItem, ApiListGroups,
    ApiSetActiveUser, Connect, ReceiveFile,
};
use simplex_api::types::{
    ChatItemId, ContactId, CreatedConnLink, FileId, GroupId, PlanResolveMode, UserId,
};
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::Generator;

/// Strings of which some look like parts of commands.
fn difficult_string() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@",
        "@5",
        " ",
        "5",
        "a",
        "é",
        "\n",
        "\u{0}",
        "\"",
        "\\",
        "on",
        "[",
        "{}",
        "json",
        "=",
        ",",
        "\u{a0}",
        "incognito",
        "=on",
        "inline=on",
        "encrypt=off",
        "resolve=never",
    ]);
    let made = prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat());
    prop_oneof![made, any::<String>()]
}

/// The encoded form of any declared command.
fn any_encoded_command() -> impl Strategy<Value = String> {
    (0..AnyCommand::COMMANDS.len(), any::<u64>()).prop_map(|(index, seed)| {
        let name = AnyCommand::COMMANDS[index].spec.name;
        let mut generator = Generator::new(Facts::v7_0(), seed);
        let mut forms = generator.every_sendable_form(&corrected(Facts::v7_0().command(name)));
        let params = forms.swap_remove(generator.below(forms.len()));
        let command = AnyCommand::from_params(name, params).expect("a declared command");
        command
            .expect("documented parameters")
            .encode()
            .expect("a text")
    })
}

fn round_trips(command: &AnyCommand) -> Result<(), TestCaseError> {
    if let Ok(text) = command.encode() {
        let again = AnyCommand::decode(&text);
        prop_assert_eq!(again.as_ref(), Ok(command), "{}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_search(contact in any::<Option<u32>>(), search in difficult_string()) {
        let mut command = ApiListGroups::new(UserId(1)).search(search);
        if let Some(id) = contact {
            command = command.contact_id(ContactId(id.into()));
        }
        if let Err(error) = command.encode() {
            prop_assert_eq!(error.param(), "search");
        }
        round_trips(&command.into())?;
    }

    #[test]
    fn any_password(password in difficult_string()) {
        let command = ApiSetActiveUser::new(UserId(1)).view_pwd(password);
        prop_assert!(command.encode().is_ok());
        round_trips(&command.into())?;
    }

    #[test]
    fn any_target(incognito in any::<bool>(), target in difficult_string()) {
        round_trips(&Connect::new(target.clone()).incognito(incognito).into())?;
        let plan = ApiConnectPlan::new(UserId(1), target);
        round_trips(&plan.clone().into())?;
        round_trips(&plan.resolve_mode(PlanResolveMode::Never).into())?;
    }

    #[test]
    fn any_path(relays in any::<bool>(), inline in any::<bool>(), path in difficult_string()) {
        let mut command = ReceiveFile::new(FileId(1)).file_path(path).user_approved_relays(relays);
        round_trips(&command.clone().into())?;
        command.file_inline = Some(inline);
        round_trips(&command.into())?;
    }

    #[test]
    fn any_ids(group in any::<i64>(), items in prop::collection::vec(any::<i64>(), 0..4)) {
        let fine = group >= 0 && !items.is_empty() && items.iter().all(|id| *id >= 0);
        let items: Vec<_> = items.into_iter().map(ChatItemId).collect();
        let command = ApiDeleteMemberChatItem::new(GroupId(group), items);
        prop_assert_eq!(command.encode().is_ok(), fine);
        round_trips(&command.into())?;
    }

    /// A decoded text encodes to a text that decodes to the same value. A failure has a column.
    #[test]
    fn any_change_of_a_text(text in any_encoded_command(), at in any::<prop::sample::Index>(), new in difficult_string()) {
        let mut characters: Vec<_> = text.chars().collect();
        let at = at.index(characters.len());
        characters.splice(at..=at, new.chars());
        let changed: String = characters.iter().collect();
        match AnyCommand::decode(&changed) {
            Ok(command) => {
                let again = command.encode();
                prop_assert!(again.is_ok(), "{} was read but not written", changed);
                round_trips(&command)?;
            }
            Err(error) => {
                prop_assert!((1..=characters.len() + 1).contains(&error.column()), "{}", error);
                prop_assert!(!error.expected().is_empty());
            }
        }
    }

    #[test]
    fn any_beginning_of_a_text(text in any_encoded_command(), length in any::<prop::sample::Index>()) {
        let length = length.index(text.chars().count());
        let beginning: String = text.chars().take(length).collect();
        if let Ok(command) = AnyCommand::decode(&beginning) {
            round_trips(&command)?;
        }
    }

    #[test]
    fn any_link(incognito in any::<bool>(), full in difficult_string(), short in difficult_string()) {
        let link = CreatedConnLink::new(full);
        for link in [link.clone(), link.conn_short_link(short)] {
            round_trips(&ApiConnect::new(UserId(1), link).incognito(incognito).into())?;
        }
    }
}
