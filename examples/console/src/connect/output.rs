//! Output that appears while a line is being typed, such as events.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread;

use rustyline::ExternalPrinter;

use crate::line_io;

/// Where to print it.
#[derive(Clone)]
pub(super) struct Output {
    /// The editor prints above the line. It can block, so a thread passes the text to it.
    editor: Option<Sender<String>>,
}

impl Output {
    /// The standard output.
    pub(super) fn stdout() -> Self {
        Self { editor: None }
    }

    /// Above the line of an editor.
    pub(super) fn above_line(mut printer: impl ExternalPrinter + Send + 'static) -> Self {
        let (sender, texts) = mpsc::channel::<String>();
        thread::spawn(move || {
            let mut texts = texts.into_iter();
            texts.try_for_each(|text| printer.print(text + "\n"))
        });
        Self {
            editor: Some(sender),
        }
    }

    pub(super) fn print_line(&self, text: &str) -> io::Result<()> {
        match &self.editor {
            Some(editor) => editor
                .send(text.to_owned())
                .map_err(|_| io::ErrorKind::BrokenPipe.into()),
            None => line_io::print_line(text),
        }
    }
}
