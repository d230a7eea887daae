//! What is shown without being asked for: between the lines that are typed.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread;

use rustyline::ExternalPrinter;

use crate::lines;

/// Where it is shown.
#[derive(Clone)]
pub(super) struct Screen {
    /// The editor shows texts above the line. It can let them wait, so they go through a thread.
    editor: Option<Sender<String>>,
}

impl Screen {
    /// The standard output.
    pub(super) fn output() -> Self {
        Self { editor: None }
    }

    /// A terminal with a line editor.
    pub(super) fn around(mut printer: impl ExternalPrinter + Send + 'static) -> Self {
        let (sender, texts) = mpsc::channel::<String>();
        thread::spawn(move || {
            let mut texts = texts.into_iter();
            texts.try_for_each(|text| printer.print(text + "\n"))
        });
        Self {
            editor: Some(sender),
        }
    }

    pub(super) fn say(&self, text: &str) -> io::Result<()> {
        match &self.editor {
            Some(editor) => editor
                .send(text.to_owned())
                .map_err(|_| io::ErrorKind::BrokenPipe.into()),
            None => lines::say(text),
        }
    }
}
