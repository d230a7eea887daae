//! Files that are in memory and not on disk.

use std::collections::BTreeMap;

use crate::bounded_log::{BoundedLog, HeapSize};
use crate::network::file_offer::Content;

/// The files of a client that a test has given it, and those that it has received without a path.
#[derive(Debug)]
pub(crate) struct MemoryFiles {
    given: BTreeMap<String, Content>,
    received: BoundedLog<Received>,
}

#[derive(Debug)]
struct Received(String, Content);

impl HeapSize for Received {
    fn heap_size(&self) -> usize {
        self.0.len() + self.1.len()
    }
}

impl MemoryFiles {
    /// With room for `limit` bytes of what is received.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            given: BTreeMap::new(),
            received: BoundedLog::new(limit),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Content> {
        let mut received = self.received.iter();
        let received = received.find(|file| file.0 == name);
        received
            .map(|file| &file.1)
            .or_else(|| self.given.get(name))
    }

    /// Puts a file there, in the place of one of this name.
    pub(crate) fn give(&mut self, name: &str, content: Content) {
        self.remove(name);
        self.given.insert(name.to_owned(), content);
    }

    pub(crate) fn receive(&mut self, name: &str, content: Content) {
        self.remove(name);
        self.received.add(Received(name.to_owned(), content));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.given.remove(name);
        self.received.retain(|file| file.0 != name);
    }

    /// How many had to go.
    pub(crate) fn dropped(&self) -> u64 {
        self.received.dropped()
    }
}
