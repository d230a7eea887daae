//! Files that import each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::imports::Imports;

/// The shortest circle of each group of files that import each other.
pub(crate) fn circles(imports: &Imports) -> Vec<Circle<'_>> {
    let reachable: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> = imports
        .keys()
        .map(|file| (file, reachable(imports, file)))
        .collect();
    let mut circles = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, reached) in &reachable {
        if seen.contains(file) {
            continue;
        }
        let group = reached.iter().copied();
        let group: Vec<_> = group
            .filter(|other| reachable[other].contains(file))
            .collect();
        seen.extend(group.iter().copied());
        let shortest = group.iter().filter_map(|file| shortest(imports, file));
        if let Some(files) = shortest.min_by_key(Vec::len) {
            let size = group.len();
            circles.push(Circle { files, size });
        }
    }
    circles
}

/// Files of which each imports the next, and the last the first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Circle<'a> {
    pub(crate) files: Vec<&'a Path>,
    /// How many files import each other, those of other circles included.
    pub(crate) size: usize,
}

/// The files that a file imports, directly or through others.
fn reachable<'a>(imports: &'a Imports, file: &Path) -> BTreeSet<&'a PathBuf> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for next in imports[file].keys() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// The shortest circle through a file.
fn shortest<'a>(imports: &'a Imports, start: &'a Path) -> Option<Vec<&'a Path>> {
    let mut importer: BTreeMap<&Path, &Path> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(file) = open.pop_front() {
        for next in imports[file].keys() {
            if next == start {
                let mut files = vec![file];
                while let Some(previous) = importer.get(files[files.len() - 1]) {
                    files.push(previous);
                }
                files.reverse();
                return Some(files);
            }
            if next != start && !importer.contains_key(next.as_path()) {
                importer.insert(next, file);
                open.push_back(next);
            }
        }
    }
    None
}
