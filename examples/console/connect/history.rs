//! The lines typed before, also in earlier runs; never one that can have a secret in it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::spec::Part;

use super::orders;

/// The lines that are kept.
pub(super) const MOST: usize = 1_000;

/// The file with the lines.
#[derive(Debug)]
pub(super) struct History {
    /// `None` if there is no place for it, or it has failed, which was told.
    file: Option<PathBuf>,
    last: String,
}

/// Where a line can be called back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Keep {
    Nowhere,
    /// Until the console ends.
    Here,
    /// Also in later runs.
    File,
}

impl History {
    /// The history, and the lines in it, the latest last.
    pub(super) fn open() -> (Self, io::Result<Vec<String>>) {
        let file = place(env::var_os("XDG_STATE_HOME"), env::home_dir());
        let lines = file.as_deref().map_or(Ok(Vec::new()), read);
        let history = Self {
            file: file.filter(|_| lines.is_ok()),
            last: String::new(),
        };
        (history, lines)
    }

    /// Keeps a line in the file. After an error it keeps no more.
    pub(super) fn add(&mut self, line: &str) -> io::Result<()> {
        if line == self.last {
            return Ok(());
        }
        line.clone_into(&mut self.last);
        let Some(file) = &self.file else {
            return Ok(());
        };
        let written = append(file, line);
        if written.is_err() {
            self.file = None;
        }
        written
    }
}

/// Where the file is: a place for the state of programs, by the rules of the XDG base directories.
fn place(state_home: Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let state = state_home
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let state = state.or_else(|| home.map(|home| home.join(".local/state")))?;
    Some(state.join("simplex-api/console_history"))
}

/// The lines of the file; if there are far too many, the file forgets.
fn read(file: &Path) -> io::Result<Vec<String>> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let latest = lines[lines.len().saturating_sub(MOST)..].to_vec();
    if lines.len() > 2 * MOST {
        fs::write(file, latest.join("\n") + "\n")?;
    }
    Ok(latest)
}

/// One write, so that two consoles do not mix their lines.
fn append(file: &Path, line: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(format!("{line}\n").as_bytes())
}

/// Where this line is kept. Mistakes are called back to be corrected; what they are is not known, so the
/// file does not have them.
pub(super) fn keeping(line: &str) -> Keep {
    let text = line.strip_prefix('!').unwrap_or(line).trim_start();
    let is_known = || AnyCommand::decode(text).is_ok() || orders::read(line).is_ok();
    if text.is_empty() || line.contains(char::is_control) || is_secret(text) {
        Keep::Nowhere
    } else if is_known() {
        Keep::File
    } else {
        Keep::Here
    }
}

/// Whether it begins as a command with a secret parameter does.
fn is_secret(text: &str) -> bool {
    let commands = AnyCommand::COMMANDS.iter().map(|member| &member.spec);
    let secret = commands.filter(|spec| spec.params.iter().any(|param| param.secret));
    let older = |spec: &simplex_api::spec::CommandSpec| spec.older.map(|older| older.parts);
    secret
        .flat_map(|spec| [Some(spec.parts), older(spec)])
        .flatten()
        .any(|parts| begins(text, parts))
}

fn begins(text: &str, parts: &[Part]) -> bool {
    match parts.first() {
        Some(Part::Literal(head)) => text.starts_with(head.trim_end()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_kept_nowhere() {
        let table = [
            ("/_user 1 \"secret\"", Keep::Nowhere),
            ("/_user 1 secret", Keep::Nowhere),
            ("/_user one", Keep::Nowhere),
            ("!/_user 1 \"secret\"", Keep::Nowhere),
            ("! /_delete user 1 del_smp=on \"secret\"", Keep::Nowhere),
            ("/_delete user", Keep::Nowhere),
            ("/_delete @1 full", Keep::File),
            ("/user", Keep::File),
            ("!/user", Keep::File),
            (":say alice hello", Keep::File),
            (":nonsense", Keep::Here),
            ("/_usre 1 \"secret\"", Keep::Here),
            ("!/create user alice", Keep::Here),
            ("", Keep::Nowhere),
        ];
        for (line, expected) in table {
            assert_eq!(keeping(line), expected, "{line}");
        }
    }

    #[test]
    fn the_file_is_in_the_place_for_state() {
        let home = || Some(PathBuf::from("/home/a"));
        let of = |state: Option<&str>, home| place(state.map(OsString::from), home);
        let file = |path: &str| Some(PathBuf::from(path));
        let state = file("/s/simplex-api/console_history");
        assert_eq!(of(Some("/s"), home()), state);
        let default = file("/home/a/.local/state/simplex-api/console_history");
        assert_eq!(of(None, home()), default);
        assert_eq!(of(Some("relative"), home()), default);
        assert_eq!(of(None, None), None);
    }

    #[test]
    fn the_file_keeps_the_latest_lines() {
        let folder = env::temp_dir().join(format!("simplex-api-history-{}", std::process::id()));
        let file = folder.join("deeper/history");
        assert_eq!(read(&file).unwrap(), Vec::<String>::new());
        let (mut history, _) = History::open();
        history.file = Some(file.clone());
        for line in ["/user", "/user", "/users"] {
            history.add(line).unwrap();
        }
        assert_eq!(read(&file).unwrap(), ["/user", "/users"]);
        for line in 0..2 * MOST {
            history.add(&line.to_string()).unwrap();
        }
        let lines = read(&file).unwrap();
        assert_eq!((lines.len(), lines[0].as_str()), (MOST, "1000"));
        assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), MOST);
        // A folder cannot be written to as a file.
        history.file = Some(folder.clone());
        assert!(history.add("/_stop").is_err());
        assert!(history.add("/_start").is_ok());
        fs::remove_dir_all(folder).unwrap();
    }
}
