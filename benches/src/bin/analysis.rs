//! Measures the analysis of large syntaxes, each in a separate process.
//!
//! The macro crate cannot be linked, but its notation and its analysis have no dependencies, so this program includes their
//! sources.

use std::env;
use std::fs;
use std::process::Command;

#[path = "../../../simplex-api-macros/src/analysis/mod.rs"]
#[allow(dead_code, unused_imports)]
mod analysis;
#[path = "../../../simplex-api-macros/src/grammar/mod.rs"]
#[allow(dead_code, unused_imports)]
mod grammar;

use analysis::{Grammar, Node, Numeral, SlotKind};
use grammar::{Form, Part, PartKind, Syntax};

const SHAPES: &[(&str, fn() -> String)] = &[
    ("12 flags", || flags(12)),
    ("200 flags", || flags(200)),
    ("1,000 flags", || flags(1000)),
    ("24 options", || options(24)),
    ("200 options", || options(200)),
    ("1,000 options", || options(1000)),
    ("200 options of strings", || {
        group(200, |i| format!("[ o{i}=<text>]"))
    }),
    ("200 lists", || {
        group(200, |i| format!("[ o{i}=<n[0]>[,<n[1]>...]]"))
    }),
    ("50 nested groups", || {
        group(50, |i| format!("[ o{i}=<n>")).replace(" <text>", &("]".repeat(50) + " <text>"))
    }),
    ("1,000 keywords of a slot", || {
        format!("/x {} <text>", keywords(1000, "keyword"))
    }),
    ("1,000 keywords of 10 slots", || {
        group(10, |slot| {
            format!("[ {}]", keywords(100, &format!("k{slot}of")))
        })
    }),
];

fn main() {
    // `cargo bench` adds an argument.
    let shape = env::args().nth(1).filter(|argument| argument != "--bench");
    match shape {
        Some(shape) => measure(&shape),
        None => table(),
    }
}

fn table() {
    let program = env::current_exe().expect("this program");
    println!("| syntax | bytes | analysis, ms | peak memory, MB |");
    println!("|---|---:|---:|---:|");
    for (shape, _) in SHAPES {
        let row = Command::new(&program).arg(shape).status();
        assert!(row.is_ok_and(|status| status.success()), "{shape}");
    }
}

/// Performs all steps of the macro before code generation.
fn measure(shape: &str) {
    let (_, syntax) = SHAPES
        .iter()
        .find(|(name, _)| *name == shape)
        .expect("a shape");
    let syntax = syntax();
    let start = processor_time();
    let grammar = lower(&Syntax::parse(&syntax).expect("a syntax"));
    assert_eq!(analysis::trailing_space(&grammar), None);
    analysis::disambiguate(&grammar).expect("an unambiguous syntax");
    let time = processor_time() - start;
    let memory = peak_memory();
    println!("| {shape} | {} | {time:.1} | {memory:.0} |", syntax.len());
}

/// The CPU time of this thread in milliseconds. Only available on Linux.
fn processor_time() -> f64 {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics
        .split(' ')
        .next()
        .and_then(|time| time.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |nanoseconds| nanoseconds / 1e6)
}

/// The peak memory of this process in megabytes. Only available on Linux.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

fn group(count: usize, part: impl Fn(usize) -> String) -> String {
    format!("/x{} <text>", (0..count).map(part).collect::<String>())
}

fn flags(count: usize) -> String {
    group(count, |i| format!("[ o{i}=on]"))
}

fn options(count: usize) -> String {
    group(count, |i| format!("[ o{i}=<n>]"))
}

fn keywords(count: usize, prefix: &str) -> String {
    let keywords: Vec<_> = (0..count).map(|i| format!("{prefix}{i}")).collect();
    keywords.join("|")
}

/// The grammar of a syntax in which `<n>` is a number and any other parameter a string.
fn lower(syntax: &Syntax) -> Grammar {
    let mut slots = Vec::new();
    let nodes = nodes(&syntax.parts, &mut slots);
    Grammar {
        nodes,
        slots,
        is_nested: false,
    }
}

fn nodes(parts: &[Part], slots: &mut Vec<SlotKind>) -> Vec<Node> {
    let add = |kind, slots: &mut Vec<SlotKind>| {
        slots.push(kind);
        slots.len() - 1
    };
    let nodes = parts.iter().map(|part| match &part.kind {
        PartKind::Literal(text) => Node::Literal(text.clone()),
        PartKind::Keywords(keywords) => {
            let keywords = keywords.iter().map(|keyword| keyword.text.clone()).collect();
            Node::Slot(add(SlotKind::Keywords(keywords), slots))
        }
        PartKind::Slot { name, form } => {
            let kind = match name.text.as_str() {
                "n" => SlotKind::Number(Numeral::UNSIGNED),
                _ => SlotKind::String,
            };
            let slot = add(kind, slots);
            match form {
                Form::List { separator } => Node::List {
                    slot,
                    separator: separator.clone(),
                },
                _ => Node::Slot(slot),
            }
        }
        PartKind::Optional(parts) => match parts.as_slice() {
            [
                Part {
                    kind: PartKind::Literal(text),
                    ..
                },
            ] => Node::Flag {
                slot: add(SlotKind::Keywords(Vec::new()), slots),
                texts: vec![text.clone(), text.replace("=on", "=off")],
            },
            parts => Node::Optional(self::nodes(parts, slots)),
        },
    });
    nodes.collect()
}
