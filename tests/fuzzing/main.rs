//! The fuzz targets without a fuzzer: on their corpus and on reproducible mutations of it.

mod corpus;
#[path = "../fuzz/src/lib.rs"]
pub mod fuzz;
mod mutator;

use std::thread;

use mutator::Mutator;

/// The number of mutations for each target.
const MUTATIONS: usize = 3000;

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
    for _ in 0..MUTATIONS {
        attempt(target, &mutator.text());
    }
}

/// Runs the target, and prints the text if it panics.
fn attempt(target: fn(&str), text: &str) {
    let guard = PrintOnPanic(text);
    target(guard.0);
}

struct PrintOnPanic<'a>(&'a str);

impl Drop for PrintOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("with the text {:?}", self.0);
        }
    }
}
