//! The end of what a process prints on one of its outputs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::task::JoinHandle;

use super::remedy::is_prompt;

/// How many bytes are kept.
const KEPT: usize = 2 << 10;

/// How long to wait for the rest when the process has ended: one of its own children can hold the pipe.
const REST: Duration = Duration::from_secs(1);

/// How long a line has to stand to be a prompt.
const PROMPT: Duration = Duration::from_millis(500);

/// What a line begins with that repeats a command, and the passwords in it.
const COMMAND: &[u8] = b"received command";

/// Reads all the time, so that the process is never blocked.
pub(super) struct Output {
    lines: Arc<Mutex<Lines>>,
    reader: JoinHandle<()>,
}

/// The last lines, but for those that repeat commands.
#[derive(Default)]
struct Lines {
    whole: VecDeque<Vec<u8>>,
    /// How many bytes the whole lines have, with their ends.
    bytes: usize,
    /// The beginning of the line that has not ended.
    last: Vec<u8>,
}

impl Output {
    pub(super) fn of(pipe: Option<impl AsyncRead + Send + Unpin + 'static>) -> Self {
        let lines = Arc::default();
        let reader = tokio::spawn(read(pipe, Arc::clone(&lines)));
        Self { lines, reader }
    }

    /// The last lines of a process that has ended.
    pub(super) async fn rest(&mut self) -> String {
        if !self.reader.is_finished() {
            // What is there by then has to do.
            let _ = tokio::time::timeout(REST, &mut self.reader).await;
        }
        lock(&self.lines).text()
    }

    /// Waits until the process asks for something and prints nothing more; what it asks.
    pub(super) fn prompt(&self) -> impl Future<Output = String> + use<> {
        let lines = Arc::clone(&self.lines);
        async move {
            let mut before = String::new();
            loop {
                tokio::time::sleep(PROMPT).await;
                let line = String::from_utf8_lossy(&lock(&lines).last).into_owned();
                if line == before && is_prompt(&line) {
                    return line.trim_end().to_owned();
                }
                before = line;
            }
        }
    }
}

fn lock(lines: &Mutex<Lines>) -> MutexGuard<'_, Lines> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Output {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

impl Lines {
    fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let room = KEPT - self.last.len();
            self.last.extend_from_slice(&piece[..piece.len().min(room)]);
            if piece.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.last);
        line.truncate(line.trim_ascii_end().len());
        if line.starts_with(COMMAND) {
            return;
        }
        self.bytes += line.len() + 1;
        self.whole.push_back(line);
        while self.bytes > KEPT {
            self.bytes -= self
                .whole
                .pop_front()
                .map_or(self.bytes, |line| line.len() + 1);
        }
    }

    fn text(&self) -> String {
        let whole = self.whole.iter().map(Vec::as_slice);
        let last = Some(self.last.as_slice()).filter(|last| !last.starts_with(COMMAND));
        let lines: Vec<_> = whole.chain(last).map(String::from_utf8_lossy).collect();
        lines.join("\n").trim_end().to_owned()
    }
}

async fn read(pipe: Option<impl AsyncRead + Unpin>, lines: Arc<Mutex<Lines>>) {
    let Some(mut pipe) = pipe else { return };
    let mut buffer = [0; KEPT];
    // A pipe that fails has ended.
    while let Ok(read @ 1..) = pipe.read(&mut buffer).await {
        lock(&lines).push(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of an output that is read in pieces of this many bytes.
    fn kept(output: &str, piece: usize) -> String {
        let mut lines = Lines::default();
        output
            .as_bytes()
            .chunks(piece)
            .for_each(|bytes| lines.push(bytes));
        assert!(lines.bytes <= KEPT && lines.last.len() <= KEPT);
        lines.text()
    }

    #[test]
    fn lines_that_repeat_commands_are_not_kept() {
        let long = "pass-word ".repeat(1000);
        let output = format!(
            "starting\r\nreceived command \"1\" : \"/_user 1 pass-word\"\nlate\n\
             received command \"2\" : \"{long}\"\nlater\nreceived command \"3\" : \"{long}"
        );
        for piece in [1, 7, 1000, output.len()] {
            assert_eq!(kept(&output, piece), "starting\nlate\nlater");
        }
    }

    #[test]
    fn whole_lines_are_kept_and_a_prompt() {
        let lines: String = (0..1000).map(|line| format!("line {line:05}\n")).collect();
        let text = kept(&(lines + "name: "), 100);
        assert!(
            text.starts_with("line 00") && text.ends_with("line 00999\nname:"),
            "{text}"
        );
        assert!(
            (KEPT - 20..=KEPT + 5).contains(&text.len()),
            "{}",
            text.len()
        );
        assert_eq!(kept(&"x".repeat(10_000), 100).len(), KEPT);
        assert_eq!(kept("", 1), "");
    }
}
