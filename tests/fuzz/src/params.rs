use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;

use super::commands::check_params;

/// The parameters of a command are encoded to a text that decodes to the same command, or encoding fails because of one of the
/// parameters.
///
/// # Panics
/// If the property is violated.
pub fn params(text: &str) {
    let Ok(params) = serde_json::from_str::<JsonObject>(text) else {
        return;
    };
    for member in AnyCommand::COMMANDS {
        match member.from_params(params.clone()) {
            Ok(command) => check(&command),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn check(command: &AnyCommand) {
    check_params(command);
    match command.encode() {
        Ok(text) => assert_eq!(AnyCommand::decode(&text).as_ref(), Ok(command), "{text}"),
        Err(error) => {
            let params = command.spec().params;
            let is_param = params.iter().any(|param| param.name == error.param());
            assert!(is_param, "{error}");
        }
    }
}
