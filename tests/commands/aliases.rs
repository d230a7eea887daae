//! Aliases of commands that people type, and hidden commands.

use simplex_api::command::{Command, CommandSet, CompletionItem};
use simplex_api::types::ChatBotCommand;
use simplex_api::{command, command_set};

/// The weather of the next days.
#[command(syntax = "/weather <city>[ days=<days>]", typed_by = people, aliases("/w", "/forecast for"))]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
}

#[command(syntax = "/write <text>", typed_by = people, aliases("/tell everybody"))]
pub struct Write {
    pub text: String,
}

#[command(syntax = "/log[ level=<level>]", typed_by = people, hidden, aliases("/trace"))]
pub struct Log {
    pub level: Option<u32>,
}

/// A command with a secret.
#[command(syntax = "/login <password>", typed_by = people, aliases("/signin"))]
pub struct Login {
    #[param(secret)]
    pub password: String,
}

command_set! {
    pub enum Request { Weather, Write, Log, Login }
}

#[test]
fn aliases_are_decoded_like_the_name_and_never_encoded() {
    let weather = Weather::new("Oslo").days(3);
    for text in [
        "/weather Oslo days=3",
        "/w Oslo days=3",
        " /W  Oslo DAYS=3",
        "/forecast  FOR Oslo days=3",
    ] {
        assert_eq!(Weather::decode(text), Ok(weather.clone()), "{text}");
        assert_eq!(Request::decode(text), Ok(weather.clone().into()), "{text}");
    }
    assert_eq!(weather.encode().unwrap(), "/weather Oslo days=3");
    let write = Request::from(Write::new("hello"));
    for text in ["/write hello", "/tell everybody hello"] {
        assert_eq!(Request::decode(text).as_ref(), Ok(&write));
    }
    for text in ["/ww Oslo", "/forecast Oslo", "/tell hello", "/wri hello"] {
        assert!(Request::decode(text).is_err(), "{text}");
    }
}

#[test]
fn aliases_are_in_the_metadata_and_in_completions() {
    assert_eq!(Weather::SPEC.aliases, ["/w", "/forecast for"]);
    let rests = |text| {
        let found = Request::completions(text);
        let next = found.iter().flat_map(|command| &command.next);
        let next = next.filter_map(|next| match next {
            CompletionItem::Literal { rest, .. } => Some(*rest),
            _ => None,
        });
        next.collect::<Vec<_>>()
    };
    assert_eq!(rests("/fore"), ["cast for "]);
    assert_eq!(rests("/w"), ["eather ", "rite "]);
    assert_eq!(rests("/forecast for Oslo "), ["days="]);
}

#[test]
fn hidden_commands_are_decoded_but_not_listed() {
    assert_eq!(
        Request::decode("/log level=2"),
        Ok(Log::new().level(2).into())
    );
    assert_eq!(Request::decode("/trace"), Ok(Log::new().into()));
    let shown = [
        "/weather <city> [days=<days>]",
        "/write <text>",
        "/login <password>",
    ];
    assert_eq!(Request::usage().collect::<Vec<_>>(), shown);
    assert_eq!(Request::help(), shown.join("\n"));
    let menu = format!("{:?}", ChatBotCommand::menu_of::<Request>());
    assert!(
        menu.contains("\"weather\"") && !menu.contains("log\""),
        "{menu}"
    );
    let error = Request::decode("/nothing").unwrap_err();
    assert_eq!(error.usage(), shown);
    let error = Request::decode("/lo").unwrap_err();
    assert!(!error.to_string().contains("/log`"), "{error}");
    assert!(
        Request::completions("/lo")
            .iter()
            .all(|found| found.spec.name != "Log")
    );
    // After its full name, it is completed.
    assert_eq!(Request::completions("/log").len(), 2);
    let error = Request::decode("/log level=x").unwrap_err();
    assert_eq!(error.usage(), ["/log [level=<level>]"]);
}

#[test]
fn parameters_after_an_alias_are_secret() {
    for text in ["/login", "/signin", "/signin   "] {
        let error = Request::decode(text).unwrap_err();
        assert!(!error.to_string().contains("signin  "), "{error}");
    }
    let error = Request::decode("/signin")
        .unwrap_err()
        .user_message()
        .to_string();
    assert!(error.ends_with("Usage: /login <password>"), "{error}");
}
