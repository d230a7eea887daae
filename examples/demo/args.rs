//! The command line arguments of the example programs.

use std::fmt::Display;
use std::str::FromStr;

use crate::BoxError;

/// The server that the bot runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The embedded server. With `interactive`, the user continues the conversation.
    Embedded { interactive: bool },
    /// A running server with this URL.
    Server(String),
}

/// The parsed arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Args<T> {
    Help,
    /// Run the bot, with the parameter of the program if it has one.
    Run(Target, Option<T>),
}

impl<T: FromStr<Err: Display>> Args<T> {
    /// Parses the arguments. `parameter` is the name of the value that the program needs on a running server.
    ///
    /// # Errors
    /// If an argument is unknown or missing.
    pub(crate) fn parse(
        args: impl IntoIterator<Item = String>,
        parameter: Option<&str>,
    ) -> Result<Self, BoxError> {
        let args: Vec<String> = args.into_iter().collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Ok(match (args.as_slice(), parameter) {
            (["--help" | "-h"], _) => Self::Help,
            ([], _) => Self::Run(Target::Embedded { interactive: false }, None),
            (["--interactive"], _) => Self::Run(Target::Embedded { interactive: true }, None),
            (["--url", url], None) => Self::Run(Target::Server((*url).to_owned()), None),
            (["--url", url, value], Some(name)) => {
                let invalid = |error| format!("invalid {name} `{value}`: {error}");
                let value = value.parse().map_err(invalid)?;
                Self::Run(Target::Server((*url).to_owned()), Some(value))
            }
            (["--url"], _) => return Err("`--url` needs the URL of a server".into()),
            (["--url", _], Some(name)) => {
                return Err(format!("{name} is missing after the URL of the server").into());
            }
            (["--url", _, rest @ ..] | ["--interactive", rest @ ..] | rest, _) => {
                let unknown = rest.first().or(args.first()).copied().unwrap_or_default();
                return Err(format!("unknown argument `{unknown}`; see `--help`").into());
            }
        })
    }
}

/// The output of `--help`.
pub(crate) fn usage(parameter: Option<&str>) -> String {
    let parameter = parameter.map(|name| format!(" {name}")).unwrap_or_default();
    format!(
        "without arguments   runs a conversation on an embedded server\n\
         --interactive       the same, and then you can write to the bot\n\
         --url URL{parameter}\n                    \
         runs on a server that was started with `simplex-chat -p 5225`, until Ctrl-C;\n                    \
         its URL is ws://127.0.0.1:5225\n\
         --help              prints this help"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str], parameter: Option<&str>) -> Result<Args<u8>, String> {
        let args = args.iter().map(|&arg| arg.to_owned());
        Args::parse(args, parameter).map_err(|error| error.to_string())
    }

    #[test]
    fn valid_arguments_are_parsed() {
        let embedded = |interactive| Args::Run(Target::Embedded { interactive }, None);
        let server = |value| Args::Run(Target::Server("ws://x".to_owned()), value);
        for (args, parameter, expected) in [
            (&[][..], None, embedded(false)),
            (&["--interactive"], Some("AGE"), embedded(true)),
            (&["--url", "ws://x"], None, server(None)),
            (&["--url", "ws://x", "7"], Some("AGE"), server(Some(7))),
            (&["--help"], None, Args::Help),
        ] {
            assert_eq!(parse(args, parameter), Ok(expected), "{args:?}");
        }
    }

    #[test]
    fn invalid_arguments_are_errors() {
        for (args, parameter, expected) in [
            (
                &["--uri"][..],
                None,
                "unknown argument `--uri`; see `--help`",
            ),
            (
                &["--interactive", "x"],
                None,
                "unknown argument `x`; see `--help`",
            ),
            (&["--url"], None, "`--url` needs the URL of a server"),
            (
                &["--url", "ws://x", "7"],
                None,
                "unknown argument `7`; see `--help`",
            ),
            (
                &["--url", "ws://x"],
                Some("AGE"),
                "AGE is missing after the URL of the server",
            ),
            (
                &["--url", "ws://x", "seven"],
                Some("AGE"),
                "invalid AGE `seven`: invalid digit found in string",
            ),
        ] {
            assert_eq!(parse(args, parameter), Err(expected.to_owned()), "{args:?}");
        }
    }
}
