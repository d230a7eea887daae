//! What the arguments of a program ask for.

use std::fmt::Display;
use std::str::FromStr;

use crate::BoxError;

/// Where the bot plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the embedded server; afterwards you can be alice.
    Embedded { interactive: bool },
    /// On a server that runs.
    Server(String),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Args<T> {
    Help,
    /// To play there, with the parameter of the program if it has one.
    Play(Place, Option<T>),
}

impl<T: FromStr<Err: Display>> Args<T> {
    /// Reads the arguments. `parameter` is what the program needs to know on a server that runs.
    ///
    /// # Errors
    /// If they are others.
    pub(crate) fn read(
        args: impl IntoIterator<Item = String>,
        parameter: Option<&str>,
    ) -> Result<Self, BoxError> {
        let args: Vec<String> = args.into_iter().collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Ok(match (args.as_slice(), parameter) {
            (["--help" | "-h"], _) => Self::Help,
            ([], _) => Self::Play(Place::Embedded { interactive: false }, None),
            (["--interactive"], _) => Self::Play(Place::Embedded { interactive: true }, None),
            (["--url", url], None) => Self::Play(Place::Server((*url).to_owned()), None),
            (["--url", url, value], Some(name)) => {
                let wrong = |error| format!("`{value}` is no {name}: {error}");
                let value = value.parse().map_err(wrong)?;
                Self::Play(Place::Server((*url).to_owned()), Some(value))
            }
            (["--url"], _) => return Err("`--url` wants the address of a server".into()),
            (["--url", _], Some(name)) => {
                return Err(format!("after the address of the server comes {name}").into());
            }
            (["--url", _, rest @ ..] | ["--interactive", rest @ ..] | rest, _) => {
                let strange = rest.first().or(args.first()).copied().unwrap_or_default();
                return Err(format!("what is `{strange}`? `--help` tells the arguments").into());
            }
        })
    }
}

/// What `--help` says.
pub(crate) fn usage(parameter: Option<&str>) -> String {
    let parameter = parameter.map(|name| format!(" {name}")).unwrap_or_default();
    format!(
        "without arguments   plays on an embedded server\n\
         --interactive       the same, and then you can write to the bot\n\
         --url URL{parameter}\n                    \
         runs on a server started with `simplex-chat -p 5225`, until Ctrl-C;\n                    \
         its URL is ws://127.0.0.1:5225\n\
         --help              says this"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str], parameter: Option<&str>) -> Result<Args<u8>, String> {
        let args = args.iter().map(|&arg| arg.to_owned());
        Args::read(args, parameter).map_err(|error| error.to_string())
    }

    #[test]
    fn arguments_say_where_to_play() {
        let embedded = |interactive| Args::Play(Place::Embedded { interactive }, None);
        let server = |value| Args::Play(Place::Server("ws://x".to_owned()), value);
        for (args, parameter, expected) in [
            (&[][..], None, embedded(false)),
            (&["--interactive"], Some("AGE"), embedded(true)),
            (&["--url", "ws://x"], None, server(None)),
            (&["--url", "ws://x", "7"], Some("AGE"), server(Some(7))),
            (&["--help"], None, Args::Help),
        ] {
            assert_eq!(read(args, parameter), Ok(expected), "{args:?}");
        }
    }

    #[test]
    fn other_arguments_are_told() {
        for (args, parameter, expected) in [
            (
                &["--uri"][..],
                None,
                "what is `--uri`? `--help` tells the arguments",
            ),
            (
                &["--interactive", "x"],
                None,
                "what is `x`? `--help` tells the arguments",
            ),
            (&["--url"], None, "`--url` wants the address of a server"),
            (
                &["--url", "ws://x", "7"],
                None,
                "what is `7`? `--help` tells the arguments",
            ),
            (
                &["--url", "ws://x"],
                Some("AGE"),
                "after the address of the server comes AGE",
            ),
            (
                &["--url", "ws://x", "seven"],
                Some("AGE"),
                "`seven` is no AGE: invalid digit found in string",
            ),
        ] {
            assert_eq!(read(args, parameter), Err(expected.to_owned()), "{args:?}");
        }
    }
}
