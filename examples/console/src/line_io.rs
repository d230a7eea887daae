//! Reading and writing lines.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::str::Utf8Error;

use serde::Serialize;

/// A line of output: `{"ok": …}` or `{"error": …}`.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer<T, E> {
    Ok(T),
    Error(E),
}

/// Answers each line of the input with a line of JSON.
pub(crate) fn answer_lines<T, E>(
    answer: impl Fn(&str) -> Result<T, E>,
) -> Result<(), Box<dyn Error>>
where
    T: Serialize,
    E: Serialize + From<Utf8Error>,
{
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = std::str::from_utf8(trim_line_break(&line)).map_err(E::from);
        print_json(&match text.and_then(&answer) {
            Ok(value) => Answer::Ok(value),
            Err(error) => Answer::Error(error),
        })?;
        line.clear();
    }
    Ok(())
}

/// Writes a value as one line and flushes.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    let mut output = io::stdout().lock();
    output.write_all(&line)?;
    output.flush()?;
    Ok(())
}

/// Writes a line and flushes.
pub(crate) fn print_line(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    output.flush()
}

/// Whether the error means that the reader of the output has closed it, as `| head` does.
pub(crate) fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The line without its line break.
pub(crate) fn trim_line_break(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
