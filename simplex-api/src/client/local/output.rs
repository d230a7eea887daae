//! Captures the last lines that a process prints.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::task::JoinHandle;

use super::remedy::is_prompt;

/// How many bytes are kept.
const MAX_BYTES: usize = 2 << 10;

/// How long to wait for the end of the output after the process has exited. A child of the process can keep the pipe
/// open.
const FINISH_TIMEOUT: Duration = Duration::from_secs(1);

/// How long an unfinished line has to stay unchanged to count as a prompt.
const PROMPT_DELAY: Duration = Duration::from_millis(500);

/// The prefix of a line that repeats a command, which may contain passwords.
const COMMAND_PREFIX: &[u8] = b"received command";

/// Reads continuously, so that the process is never blocked.
pub(super) struct Output {
    lines: Arc<Mutex<Lines>>,
    reader: JoinHandle<()>,
}

/// The last lines, without those that repeat commands.
#[derive(Default)]
struct Lines {
    complete: VecDeque<Vec<u8>>,
    /// The bytes of the complete lines, with their line breaks.
    bytes: usize,
    /// The line that is not complete.
    unfinished: Vec<u8>,
}

impl Output {
    pub(super) fn capture(pipe: Option<impl AsyncRead + Send + Unpin + 'static>) -> Self {
        let lines = Arc::default();
        let reader = tokio::spawn(read(pipe, Arc::clone(&lines)));
        Self { lines, reader }
    }

    /// The last lines of a process that has exited.
    pub(super) async fn finish(&mut self) -> String {
        if !self.reader.is_finished() {
            // After the timeout, the lines so far are used.
            let _ = tokio::time::timeout(FINISH_TIMEOUT, &mut self.reader).await;
        }
        lock(&self.lines).text()
    }

    /// Waits until the process prints a prompt and nothing more. Returns the prompt.
    pub(super) fn prompt(&self) -> impl Future<Output = String> + use<> {
        let lines = Arc::clone(&self.lines);
        async move {
            let mut before = String::new();
            loop {
                tokio::time::sleep(PROMPT_DELAY).await;
                let line = String::from_utf8_lossy(&lock(&lines).unfinished).into_owned();
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
            let capacity = MAX_BYTES - self.unfinished.len();
            self.unfinished
                .extend_from_slice(&piece[..piece.len().min(capacity)]);
            if piece.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.unfinished);
        line.truncate(line.trim_ascii_end().len());
        if line.starts_with(COMMAND_PREFIX) {
            return;
        }
        self.bytes += line.len() + 1;
        self.complete.push_back(line);
        while self.bytes > MAX_BYTES {
            self.bytes -= self
                .complete
                .pop_front()
                .map_or(self.bytes, |line| line.len() + 1);
        }
    }

    fn text(&self) -> String {
        let complete = self.complete.iter().map(Vec::as_slice);
        let unfinished =
            Some(self.unfinished.as_slice()).filter(|line| !line.starts_with(COMMAND_PREFIX));
        let lines: Vec<_> = complete
            .chain(unfinished)
            .map(String::from_utf8_lossy)
            .collect();
        lines.join("\n").trim_end().to_owned()
    }
}

async fn read(pipe: Option<impl AsyncRead + Unpin>, lines: Arc<Mutex<Lines>>) {
    let Some(mut pipe) = pipe else { return };
    let mut buffer = [0; MAX_BYTES];
    // An error counts as the end of the pipe.
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
        assert!(lines.bytes <= MAX_BYTES && lines.unfinished.len() <= MAX_BYTES);
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
    fn complete_lines_and_a_prompt_are_kept() {
        let lines: String = (0..1000).map(|line| format!("line {line:05}\n")).collect();
        let text = kept(&(lines + "name: "), 100);
        assert!(
            text.starts_with("line 00") && text.ends_with("line 00999\nname:"),
            "{text}"
        );
        assert!(
            (MAX_BYTES - 20..=MAX_BYTES + 5).contains(&text.len()),
            "{}",
            text.len()
        );
        assert_eq!(kept(&"x".repeat(10_000), 100).len(), MAX_BYTES);
        assert_eq!(kept("", 1), "");
    }
}
