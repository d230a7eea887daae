//! The fuzz targets without a fuzzer: over their corpus and changes of it, the same ones every time.

mod corpus;
#[path = "../fuzz/src/lib.rs"]
pub mod fuzz;
mod mutator;

use std::thread;

use mutator::Mutator;

/// How many changed texts a target is given.
const CHANGED: usize = 3000;

#[test]
fn syntax() {
    run("syntax", fuzz::syntax);
}

#[test]
fn commands() {
    run("commands", fuzz::commands);
}

#[test]
fn frames() {
    run("frames", fuzz::frames);
}

#[test]
fn params() {
    run("params", fuzz::params);
}

fn run(name: &str, target: fn(&str)) {
    let corpus = corpus::read(name);
    assert!(!corpus.is_empty());
    for text in &corpus {
        attempt(target, text);
    }
    let mut mutator = Mutator::new(&corpus);
    for _ in 0..CHANGED {
        attempt(target, &mutator.text());
    }
}

/// Runs the target; if it panics, the text is shown.
fn attempt(target: fn(&str), text: &str) {
    let shown = Shown(text);
    target(shown.0);
}

struct Shown<'a>(&'a str);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("with the text {:?}", self.0);
        }
    }
}
