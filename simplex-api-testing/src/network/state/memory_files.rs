//! Files in memory.

use std::collections::BTreeMap;

use crate::bounded_log::{BoundedLog, HeapSize};
use crate::network::file_offer::FileContent;

/// The files that a test has added to a client, and those that it has received without a path.
#[derive(Debug)]
pub(crate) struct MemoryFiles {
    added: BTreeMap<String, FileContent>,
    received: BoundedLog<Received>,
}

#[derive(Debug)]
struct Received(String, FileContent);

impl HeapSize for Received {
    fn heap_size(&self) -> usize {
        self.0.len() + self.1.len()
    }
}

impl MemoryFiles {
    /// Keeps at most `limit` bytes of received files.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            added: BTreeMap::new(),
            received: BoundedLog::new(limit),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&FileContent> {
        let mut received = self.received.iter();
        let received = received.find(|file| file.0 == name);
        received
            .map(|file| &file.1)
            .or_else(|| self.added.get(name))
    }

    /// Adds a file. It replaces a file of the same name.
    pub(crate) fn put(&mut self, name: &str, content: FileContent) {
        self.remove(name);
        self.added.insert(name.to_owned(), content);
    }

    pub(crate) fn receive(&mut self, name: &str, content: FileContent) {
        self.remove(name);
        self.received.add(Received(name.to_owned(), content));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.added.remove(name);
        self.received.retain(|file| file.0 != name);
    }

    /// The number of files dropped because of the limit.
    pub(crate) fn dropped(&self) -> u64 {
        self.received.dropped()
    }
}
