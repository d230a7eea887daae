//! Lines in, lines out.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::str::Utf8Error;

use serde::Serialize;

/// A line of output.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer<T, E> {
    Ok(T),
    Error(E),
}

/// Answers each line of the input with a line of JSON, whatever it is.
pub(crate) fn answer<T, E>(answer: impl Fn(&str) -> Result<T, E>) -> Result<(), Box<dyn Error>>
where
    T: Serialize,
    E: Serialize + From<Utf8Error>,
{
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = std::str::from_utf8(without_end(&line)).map_err(E::from);
        print(&match text.and_then(&answer) {
            Ok(value) => Answer::Ok(value),
            Err(error) => Answer::Error(error),
        })?;
        line.clear();
    }
    Ok(())
}

/// Writes a value as one line, at once.
pub(crate) fn print(value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    let mut output = io::stdout().lock();
    output.write_all(&line)?;
    output.flush()?;
    Ok(())
}

/// Writes a text for people to read, at once.
pub(crate) fn say(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    output.flush()
}

/// Whether it is that nobody reads the output any more, which is a way to end.
pub(crate) fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The line without its line break.
pub(crate) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
