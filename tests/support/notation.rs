//! A second, simple parser of the notation, independent of the library.

use crate::facts::{Facts, Field, Kind, TypeRef};

/// A part of a syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A literal.
    Text(String),
    /// `<x>`
    Value(String),
    /// `<str(x)>`
    Own(String),
    /// `<json(x)>`
    Json(String),
    /// `<x[0]>[,<x[1]>...]`: the name and the separator.
    List(String, String),
    /// `a|b|c`, also `on|off`: the name, once [`bind`] has found it, and the keywords.
    Words(String, Vec<String>),
    /// `[ live=on]`: the name, once [`bind`] has found it, and the text.
    Flag(String, String),
    /// `[...]`
    Optional(Vec<Node>),
}

/// Parses a syntax and gives each unnamed part its parameter: the first one of the right type, in declaration order, that
/// the syntax does not name.
///
/// A part without such a parameter keeps an empty name.
///
/// # Panics
/// If it is not a valid syntax.
pub fn bind(facts: &Facts, syntax: &str, fields: &[Field]) -> Vec<Node> {
    let mut nodes = parse(syntax);
    let named: Vec<_> = names(&nodes).into_iter().map(str::to_owned).collect();
    let mut free: Vec<_> = fields.iter().collect();
    free.retain(|field| !named.contains(&field.name));
    bind_nodes(facts, &mut nodes, &mut free, false);
    nodes
}

fn bind_nodes(facts: &Facts, nodes: &mut [Node], free: &mut Vec<&Field>, optional: bool) {
    for node in nodes {
        match node {
            Node::Flag(name, _) => *name = take(free, |ty| ty.is("bool")),
            Node::Words(name, words) if is_switch(words) => {
                *name = take(free, |ty| {
                    ty.required().is("bool") && matches!(ty, TypeRef::Optional(_)) == optional
                });
            }
            Node::Words(name, _) => *name = take(free, |ty| is_choice(facts, ty)),
            Node::Optional(inner) => bind_nodes(facts, inner, free, true),
            _ => {}
        }
    }
}

fn take(free: &mut Vec<&Field>, right: impl Fn(&TypeRef) -> bool) -> String {
    let place = free.iter().position(|field| right(&field.ty));
    place.map_or_else(String::new, |place| free.remove(place).name.clone())
}

/// Whether a choice is `on|off`.
pub fn is_switch(words: &[String]) -> bool {
    words == ["on", "off"]
}

fn is_choice(facts: &Facts, ty: &TypeRef) -> bool {
    match ty.required() {
        TypeRef::Prim(name) => name == TAG,
        TypeRef::Ref(name) => matches!(facts.ty(name).kind, Kind::Enum { .. }),
        _ => false,
    }
}

/// The type of the tag field of a union.
pub const TAG: &str = "tag";

/// Parses a syntax.
///
/// # Panics
/// If it is not a valid one.
pub fn parse(syntax: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut rest = syntax;
    while !rest.is_empty() {
        rest = match rest.as_bytes()[0] {
            b'<' => slot(rest, &mut nodes),
            b'[' => {
                let end = closing_bracket(rest);
                nodes.push(group(parse(&rest[1..end])));
                &rest[end + 1..]
            }
            _ => {
                let end = rest.find(['<', '[']).unwrap_or(rest.len());
                text(&rest[..end], &mut nodes);
                &rest[end..]
            }
        };
    }
    nodes
}

/// The names of the parameters in a syntax.
pub fn names(nodes: &[Node]) -> Vec<&str> {
    let mut names = Vec::new();
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::Optional(inner) => names.extend(self::names(inner)),
            Node::Value(name)
            | Node::Own(name)
            | Node::Json(name)
            | Node::List(name, _)
            | Node::Words(name, _)
            | Node::Flag(name, _) => names.push(name),
        }
    }
    names
}

fn group(mut inner: Vec<Node>) -> Node {
    match inner.pop() {
        Some(Node::Text(text)) if inner.is_empty() => Node::Flag(String::new(), text),
        last => Node::Optional(inner.into_iter().chain(last).collect()),
    }
}

fn slot<'a>(rest: &'a str, nodes: &mut Vec<Node>) -> &'a str {
    let end = rest.find('>').expect("a slot ends with `>`");
    let (inside, rest) = (&rest[1..end], &rest[end + 1..]);
    let within = |prefix| inside.strip_prefix(prefix)?.strip_suffix(')');
    if let Some(name) = within("str(") {
        nodes.push(Node::Own(name.to_owned()));
    } else if let Some(name) = within("json(") {
        nodes.push(Node::Json(name.to_owned()));
    } else if let Some(name) = inside.strip_suffix("[0]") {
        let second = format!("<{name}[1]>...]");
        let (separator, rest) = rest.split_once(&second).expect("the second item of a list");
        let separator = separator.strip_prefix('[').expect("a separator");
        nodes.push(Node::List(name.to_owned(), separator.to_owned()));
        return rest;
    } else {
        nodes.push(Node::Value(inside.to_owned()));
    }
    rest
}

fn closing_bracket(rest: &str) -> usize {
    let mut depth = 0;
    for (place, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    panic!("`[` without `]` in {rest}")
}

/// A literal that may contain one choice of keywords: from the last space or `=` before the first `|` to the next space.
fn text(text: &str, nodes: &mut Vec<Node>) {
    let Some(bar) = text.find('|') else {
        nodes.push(Node::Text(text.to_owned()));
        return;
    };
    let start = text[..bar].rfind([' ', '=']).map_or(0, |place| place + 1);
    let end = text[bar..]
        .find(' ')
        .map_or(text.len(), |place| bar + place);
    let words = text[start..end].split('|').map(str::to_owned).collect();
    let parts = [
        Node::Text(text[..start].to_owned()),
        Node::Words(String::new(), words),
        Node::Text(text[end..].to_owned()),
    ];
    nodes.extend(
        parts
            .into_iter()
            .filter(|part| *part != Node::Text(String::new())),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Node {
        Node::Text(text.to_owned())
    }

    #[test]
    fn slots_of_all_forms() {
        let nodes = parse("/x <a><str(b)> <json(c)>");
        let expected = [
            text("/x "),
            Node::Value("a".to_owned()),
            Node::Own("b".to_owned()),
            text(" "),
            Node::Json("c".to_owned()),
        ];
        assert_eq!(nodes, expected);
    }

    #[test]
    fn a_list_inside_a_line() {
        let nodes = parse("#<id> <ids[0]>[,<ids[1]>...] end");
        assert_eq!(nodes[3], Node::List("ids".to_owned(), ",".to_owned()));
        assert_eq!(nodes[4], text(" end"));
        assert_eq!(names(&nodes), ["id", "ids"]);
    }

    #[test]
    fn nameless_parts_take_what_the_syntax_does_not_name() {
        let facts = Facts::v7_0();
        let command = facts.command("ReceiveFile");
        let nodes = bind(facts, &command.syntax, &command.params);
        let expected = [
            "fileId",
            "userApprovedRelays",
            "storeEncrypted",
            "fileInline",
            "filePath",
        ];
        assert_eq!(names(&nodes), expected);
        let command = facts.command("APIMembersRole");
        let nodes = bind(facts, &command.syntax, &command.params);
        assert_eq!(names(&nodes), ["groupId", "groupMemberIds", "memberRole"]);
    }

    #[test]
    fn words_begin_after_a_blank_or_an_equals_sign() {
        let words = ["on", "off"].map(str::to_owned).to_vec();
        let words = Node::Words(String::new(), words);
        assert_eq!(parse("del=on|off"), [text("del="), words.clone()]);
        let nodes = parse("/x on|off <y>");
        assert_eq!(nodes[..3], [text("/x "), words, text(" ")]);
    }

    #[test]
    fn groups_nest() {
        let nodes = parse("a[ b[ <c>]]");
        let inner = Node::Optional(vec![text(" "), Node::Value("c".to_owned())]);
        assert_eq!(nodes, [text("a"), Node::Optional(vec![text(" b"), inner])]);
    }
}
