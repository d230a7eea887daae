//! Every published syntax, and the trees of the declared ones.

use simplex_api::spec::{FieldSpec, Form, Part};
use simplex_api_tests::corrections::{CORRECTIONS, corrected};
use simplex_api_tests::facts::{Facts, Kind};
use simplex_api_tests::notation::{Node, bind, is_switch, names, parse};

use crate::code;

fn all_bound(facts: &Facts) -> usize {
    for command in &facts.commands {
        let nodes = bind(facts, &command.syntax, &command.params);
        for name in names(&nodes) {
            let known = command.params.iter().any(|param| param.name == name);
            assert!(known, "`{name}` in {}", command.syntax);
        }
    }
    facts.commands.len()
}

#[test]
fn the_syntaxes_of_6_4() {
    assert_eq!(all_bound(Facts::v6_4()), 42);
}

#[test]
fn the_syntaxes_of_7_0() {
    assert_eq!(all_bound(Facts::v7_0()), 52);
}

/// Parameters that are missing in the documented syntax.
#[test]
fn parameters_that_are_not_in_the_syntax() {
    let facts = Facts::v7_0();
    let unsent = facts.commands.iter().flat_map(|command| {
        let nodes = bind(facts, &command.syntax, &command.params);
        let params = command.params.iter().map(|param| param.name.clone());
        let unsent = params.filter(move |name| !names(&nodes).contains(&name.as_str()));
        unsent.map(|param| format!("{} {param}", command.name))
    });
    let expected = [
        "APIConnectPlan resolveMode",
        "APIConnectPlan linkOwnerSig",
        "APIConnect incognito",
        "Connect incognito",
        "StartChat mainApp",
        "StartChat enableSndFiles",
    ];
    assert_eq!(unsent.collect::<Vec<_>>(), expected);
}

#[test]
fn the_syntax_of_types() {
    for (facts, count) in [(Facts::v6_4(), 5), (Facts::v7_0(), 6)] {
        let lines: Vec<_> = facts
            .types
            .values()
            .filter_map(|ty| Some((ty, ty.syntax.as_deref()?)))
            .collect();
        assert_eq!(lines.len(), count);
        for (ty, syntax) in lines {
            let fields = match &ty.kind {
                Kind::Union { variants, .. } => &variants[0].fields,
                other => other.fields(),
            };
            let known =
                |name: &str| name.is_empty() || fields.iter().any(|field| field.name == name);
            assert!(names(&parse(syntax)).into_iter().all(known), "{syntax}");
        }
    }
}

#[test]
fn corrections_change_the_documented_syntax() {
    for correction in CORRECTIONS {
        let documented = Facts::v7_0().command(correction.command);
        let corrected = corrected(documented);
        let changed =
            (&corrected.syntax, &corrected.params) != (&documented.syntax, &documented.params);
        let changed = changed || !correction.unlisted.is_empty();
        assert!(changed, "{}", correction.command);
        let nodes = bind(Facts::v7_0(), &corrected.syntax, &corrected.params);
        let params = corrected.params.iter().map(|param| param.name.as_str());
        assert_eq!(names(&nodes), params.collect::<Vec<_>>());
    }
}

/// The macro and the parser of the tests read the notation in the same way: same parts, same parameters.
#[test]
fn trees() {
    let facts = Facts::v7_0();
    for spec in code::commands() {
        let fact = corrected(facts.command(spec.name));
        let nodes = bind(facts, &fact.syntax, &fact.params);
        assert_eq!(described(spec.parts, spec.params), nodes, "{}", spec.syntax);
    }
}

fn described(parts: &[Part], params: &[FieldSpec]) -> Vec<Node> {
    let name = |index: usize| params[index].name.to_owned();
    let node = |part: &Part| match *part {
        Part::Literal(text) => Node::Text(text.to_owned()),
        Part::Flag { index, text, when } => {
            assert_eq!(text.ends_with("=off"), !when, "{text}");
            Node::Flag(name(index), text.to_owned())
        }
        Part::Optional(inner) => Node::Optional(described(inner, params)),
        Part::Param { index, form } => match form {
            Form::Plain => Node::Value(name(index)),
            Form::Text => Node::Own(name(index)),
            Form::Json => Node::Json(name(index)),
            Form::List(separator) => Node::List(name(index), separator.to_owned()),
            Form::Switch => Node::Words(name(index), ["on", "off"].map(str::to_owned).to_vec()),
            Form::Keywords(keywords) => {
                let keywords = keywords.iter().map(|keyword| (*keyword).to_owned());
                let keywords: Vec<_> = keywords.collect();
                assert!(!is_switch(&keywords));
                Node::Words(name(index), keywords)
            }
            form => panic!("{form:?}"),
        },
        part => panic!("{part:?}"),
    };
    parts.iter().map(node).collect()
}
