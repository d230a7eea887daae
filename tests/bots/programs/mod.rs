//! The bots of the examples as programs: they print what the pages show.

mod output;
mod pages;
#[cfg(unix)]
mod refusals;
#[cfg(unix)]
mod served;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use simplex_api_tests::example::built;

/// The bots, and their output on the embedded server.
const BOTS: [(&str, &str); 6] = [
    ("broadcast_bot", include_str!("printed/broadcast_bot.txt")),
    ("extra_commands", include_str!("printed/extra_commands.txt")),
    ("file_bot", include_str!("printed/file_bot.txt")),
    ("moderator_bot", include_str!("printed/moderator_bot.txt")),
    ("squaring_bot", include_str!("printed/squaring_bot.txt")),
    ("support_bot", include_str!("printed/support_bot.txt")),
];

/// The paths of the programs.
static PATHS: LazyLock<BTreeMap<&str, PathBuf>> =
    LazyLock::new(|| BOTS.map(|(name, _)| (name, built(name))).into());

fn bot(name: &str, args: &[&str]) -> Command {
    let mut command = Command::new(&PATHS[name]);
    command.args(args);
    command
}
