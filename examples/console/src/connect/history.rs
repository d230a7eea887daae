//! The history of typed lines, also of earlier runs. It never contains a line that may have a secret in it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::spec::Part;

use super::meta_command;

/// How many lines the history has at most.
pub(super) const MAX_LINES: usize = 1_000;

/// The history file.
#[derive(Debug)]
pub(super) struct History {
    /// `None` if there is no folder for it, or after an error, which was printed.
    file: Option<PathBuf>,
    last: String,
}

/// How long the history has a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Retention {
    Never,
    /// Until the console ends.
    Session,
    /// Also in later runs.
    File,
}

impl History {
    /// Opens the history and reads its lines, the latest last.
    pub(super) fn open() -> (Self, io::Result<Vec<String>>) {
        let file = file_path(env::var_os("XDG_STATE_HOME"), env::home_dir());
        let lines = file.as_deref().map_or(Ok(Vec::new()), read);
        let history = Self {
            file: file.filter(|_| lines.is_ok()),
            last: String::new(),
        };
        (history, lines)
    }

    /// Appends a line to the file. After an error, later lines are not appended.
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

/// The path of the file, as the XDG base directory specification defines it for state.
fn file_path(state_home: Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let state = state_home
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let state = state.or_else(|| home.map(|home| home.join(".local/state")))?;
    Some(state.join("simplex-api/console_history"))
}

/// Reads the latest lines of the file, and drops the others from a file that is too long.
fn read(file: &Path) -> io::Result<Vec<String>> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let latest = lines[lines.len().saturating_sub(MAX_LINES)..].to_vec();
    if lines.len() > 2 * MAX_LINES {
        fs::write(file, latest.join("\n") + "\n")?;
    }
    Ok(latest)
}

/// Appends in a single write, so that lines of two consoles do not mix.
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

/// How long to keep a line. An invalid line is kept to be corrected; it may contain anything, so it is not written to
/// the file.
pub(super) fn retention(line: &str) -> Retention {
    let text = line.strip_prefix('!').unwrap_or(line).trim_start();
    let is_valid = || AnyCommand::decode(text).is_ok() || meta_command::parse(line).is_ok();
    if text.is_empty() || line.contains(char::is_control) || is_secret(text) {
        Retention::Never
    } else if is_valid() {
        Retention::File
    } else {
        Retention::Session
    }
}

/// Whether it starts like a command with a secret parameter.
fn is_secret(text: &str) -> bool {
    let commands = AnyCommand::COMMANDS.iter().map(|member| &member.spec);
    let secret = commands.filter(|spec| spec.params.iter().any(|param| param.secret));
    let older = |spec: &simplex_api::spec::CommandSpec| spec.older.map(|older| older.parts);
    secret
        .flat_map(|spec| [Some(spec.parts), older(spec)])
        .flatten()
        .any(|parts| starts_like(text, parts))
}

fn starts_like(text: &str, parts: &[Part]) -> bool {
    match parts.first() {
        Some(Part::Literal(head)) => text.starts_with(head.trim_end()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_never_kept() {
        let table = [
            ("/_user 1 \"secret\"", Retention::Never),
            ("/_user 1 secret", Retention::Never),
            ("/_user one", Retention::Never),
            ("!/_user 1 \"secret\"", Retention::Never),
            ("! /_delete user 1 del_smp=on \"secret\"", Retention::Never),
            ("/_delete user", Retention::Never),
            ("/_delete @1 full", Retention::File),
            ("/user", Retention::File),
            ("!/user", Retention::File),
            (":say alice hello", Retention::File),
            (":nonsense", Retention::Session),
            ("/_usre 1 \"secret\"", Retention::Session),
            ("!/create user alice", Retention::Session),
            ("", Retention::Never),
        ];
        for (line, expected) in table {
            assert_eq!(retention(line), expected, "{line}");
        }
    }

    #[test]
    fn the_file_is_in_the_folder_for_state() {
        let home = || Some(PathBuf::from("/home/a"));
        let of = |state: Option<&str>, home| file_path(state.map(OsString::from), home);
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
        for line in 0..2 * MAX_LINES {
            history.add(&line.to_string()).unwrap();
        }
        let lines = read(&file).unwrap();
        assert_eq!((lines.len(), lines[0].as_str()), (MAX_LINES, "1000"));
        assert_eq!(
            fs::read_to_string(&file).unwrap().lines().count(),
            MAX_LINES
        );
        // A folder cannot be written to as a file.
        history.file = Some(folder.clone());
        assert!(history.add("/_stop").is_err());
        assert!(history.add("/_start").is_ok());
        fs::remove_dir_all(folder).unwrap();
    }
}
