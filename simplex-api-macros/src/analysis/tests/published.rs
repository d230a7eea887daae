//! The syntaxes of the published API are accepted. A few of their strings need a guard.

use std::collections::BTreeMap;
use std::iter;
use std::time::{Duration, Instant};

use super::grammar;
use crate::analysis::{Grammar, Guard, Numeral, PrefixEnd, SlotKind, disambiguate};

const V6_4: &str = include_str!("../../../testdata/syntaxes-6.4.tsv");
const V7_0: &str = include_str!("../../../testdata/syntaxes-7.0.tsv");

/// A command or type with a syntax.
struct Published {
    name: String,
    syntax: String,
    is_type: bool,
    /// The names of its parameters or fields, and their documented types.
    fields: Vec<(String, String)>,
}

impl Published {
    /// `lines` has the kind, name, syntax and fields of each, separated by tabs.
    fn of(lines: &str) -> Vec<Self> {
        let published = lines.lines().map(|line| {
            let columns: Vec<_> = line.split('\t').collect();
            let [kind, name, syntax, fields] = columns[..] else {
                panic!("four columns: {line}");
            };
            let fields = fields
                .split(", ")
                .filter_map(|field| field.split_once(": "));
            let fields = fields.map(|(name, ty)| (name.to_owned(), ty.to_owned()));
            Self {
                name: name.to_owned(),
                syntax: syntax.to_owned(),
                is_type: kind == "type",
                fields: fields.collect(),
            }
        });
        published.collect()
    }

    fn grammar(&self) -> (Grammar, Vec<String>) {
        let (mut grammar, names) = grammar(&self.syntax, |name| kind(&self.fields, name));
        grammar.is_nested = self.is_type;
        (grammar, names)
    }
}

fn kind(fields: &[(String, String)], name: &str) -> SlotKind {
    let field = fields.iter().find(|(field, _)| field == name);
    let (_, ty) = field.unwrap_or_else(|| panic!("no parameter {name}"));
    match ty.trim_matches(['?', '[', ']']) {
        "string" => SlotKind::String,
        "int" | "int64" => SlotKind::Number(Numeral::UNSIGNED),
        other => panic!("{name} is not a plain argument: {other}"),
    }
}

fn show(guard: &Guard) -> Option<String> {
    let terminators: Vec<_> = guard.terminators.iter().map(char::to_string).collect();
    let terminators =
        (!terminators.is_empty()).then(|| format!("ends at `{}`", terminators.concat()));
    let prefixes = guard
        .forbidden_prefixes
        .iter()
        .map(|prefix| match prefix.end {
            PrefixEnd::Digit => format!("`{}` and a digit", prefix.text),
            PrefixEnd::Anything | PrefixEnd::Slot(_) => format!("`{}`", prefix.text),
        });
    let prefixes: Vec<_> = prefixes.collect();
    let prefixes =
        (!prefixes.is_empty()).then(|| format!("does not start with {}", prefixes.join(", ")));
    let both: Vec<_> = terminators.into_iter().chain(prefixes).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// The strings that need a guard, each with its guard.
fn guarded(published: &[Published]) -> Vec<String> {
    let mut found = Vec::new();
    for item in published {
        let (grammar, names) = item.grammar();
        let resolution =
            disambiguate(&grammar).unwrap_or_else(|found| panic!("{}: {found:?}", item.syntax));
        assert!(resolution.numbers.is_empty(), "{}", item.syntax);
        assert_eq!(resolution.deferred, [], "{}", item.syntax);
        let guards = resolution.guards.iter().zip(&names);
        found.extend(
            guards.filter_map(|(guard, name)| {
                Some(format!("{} {name}: {}", item.name, show(guard)?))
            }),
        );
    }
    found
}

#[test]
fn all_published_syntaxes_are_accepted() {
    let files = "ReceiveFile filePath: does not start with `inline=on`, `inline=off`, `encrypt=on`, \
                 `encrypt=off`, `approved_relays=on`, `approved_relays=off`";
    let pages = "APIGetChats pagination: ends at ` `, does not start with `pcc=on`, `pcc=off`";
    let expected = [
        "APISendMessages sendRef: ends at ` `",
        "APIUpdateChatItem chatRef: ends at ` `",
        "APIDeleteChatItem chatRef: ends at ` `",
        "APIChatItemReaction chatRef: ends at ` `",
        files,
        "APIListGroups search: does not start with `@` and a digit",
        pages,
        "APIDeleteChat chatRef: ends at ` `",
        "ChatRef chatType: ends at `0123456789`",
        "ChatRef chatScope: does not start with `` and a digit",
        "CreatedConnLink connFullLink: ends at ` `",
        "CreatedConnLink connShortLink: ends at ` `",
    ];
    assert_eq!(guarded(&Published::of(V7_0)), expected);
    let expected = expected.iter().filter(|line| **line != pages);
    assert_eq!(
        guarded(&Published::of(V6_4)),
        expected.copied().collect::<Vec<_>>()
    );
}

/// Only strings need guards: if each type is replaced by its syntax, no guards of types are left.
#[test]
fn most_need_no_guard() {
    let mut published = Published::of(V7_0);
    let types: BTreeMap<_, _> = published
        .iter()
        .filter(|item| item.is_type)
        .map(|item| {
            let syntax = item.syntax.trim_end_matches('|').to_owned();
            (item.name.clone(), (syntax, item.fields.clone()))
        })
        .collect();
    published.retain(|item| !item.is_type);
    for item in &mut published {
        while let Some((before, rest)) = item.syntax.split_once("<str(") {
            let (name, after) = rest.split_once(")>").expect("a slot");
            let field = item.fields.iter().find(|(field, _)| field == name);
            let ty = field.expect("a parameter").1.trim_end_matches('?');
            // The documentation uses another name for the type of `sendRef`.
            let (syntax, fields) = &types[if ty == "SendRef" { "ChatRef" } else { ty }];
            item.syntax = format!("{before}{syntax}{after}");
            item.fields.extend(fields.iter().cloned());
        }
    }
    let commands = published.len();
    let guarded = guarded(&published);
    assert_eq!((commands, guarded.len()), (52, 3), "{guarded:#?}");
}

#[test]
fn the_analysis_is_fast() {
    let grammars: Vec<_> = Published::of(V7_0).iter().map(Published::grammar).collect();
    let round = || {
        let start = Instant::now();
        for (grammar, _) in &grammars {
            disambiguate(grammar).expect("accepted");
        }
        start.elapsed()
    };
    // The machine may be busy, so one fast round is enough.
    let limit = Duration::from_millis(100);
    let mut rounds = iter::repeat_with(round).take(100);
    assert!(rounds.any(|time| time < limit));
}
