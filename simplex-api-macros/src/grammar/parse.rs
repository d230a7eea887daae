//! Parses a syntax into a tree.
//!
//! After a mistake the parser continues where the next part can start, so that the compiler reports all mistakes of a syntax
//! at once.

use std::collections::HashSet;
use std::ops::Range;
use std::{iter, mem};

use super::error::{self, SyntaxError};
use super::limits::{MAX_LENGTH, MAX_NESTING, MAX_PARTS};
use super::name_chars::{can_start_name, is_in_name};
use super::tree::{Form, InvalidSyntax, Name, Part, PartKind, Syntax};

/// The maximum number of mistakes that are reported.
const MAX_MISTAKES: usize = 100;

impl Syntax {
    /// Parses a syntax, or finds all mistakes in it, in the order of their positions.
    ///
    /// A syntax that is too large is not parsed; this is then the only mistake.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidSyntax> {
        Self::parse_parts(text).unwrap_or_else(|too_large| {
            Err(InvalidSyntax {
                mistakes: vec![too_large],
                parts: Vec::new(),
                uncertain: iter::once(0..text.len()).collect(),
            })
        })
    }

    fn parse_parts(text: &str) -> Result<Result<Self, InvalidSyntax>, SyntaxError> {
        if text.len() > MAX_LENGTH {
            return Err(error::too_long(text.len()));
        }
        let mut parser = Parser {
            text,
            at: 0,
            errors: Vec::new(),
            uncertain: Vec::new(),
            size: 0,
        };
        parser.check_characters();
        let parts = parser.syntax()?;
        let mut mistakes = parser.errors;
        if mistakes.is_empty() {
            let text = text.to_owned();
            return Ok(Ok(Self { text, parts }));
        }
        mistakes.sort_by_key(|error| (error.span.start, error.span.end));
        mistakes.truncate(MAX_MISTAKES);
        Ok(Err(InvalidSyntax {
            mistakes,
            parts,
            uncertain: parser.uncertain,
        }))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    errors: Vec<SyntaxError>,
    /// The ranges without a part, or whose part may not be the intended one.
    uncertain: Vec<Range<usize>>,
    /// The number of parameters, groups and keywords so far.
    size: usize,
}

impl<'a> Parser<'a> {
    fn check_characters(&mut self) {
        if self.text.is_empty() {
            self.errors.push(error::empty_syntax());
        }
        let spaces = self.text.len() - self.text.trim_start_matches(' ').len();
        if spaces > 0 {
            self.errors.push(error::leading_space(0..spaces));
        }
        for (at, found) in self.text.char_indices().filter(|(_, c)| c.is_control()) {
            let span = at..at + found.len_utf8();
            self.errors.push(error::control_character(span, found));
        }
    }

    /// The whole syntax. The open groups are on a stack: each with the position of its `[` and the parts before it.
    fn syntax(&mut self) -> Result<Vec<Part>, SyntaxError> {
        let mut parts = Vec::new();
        let mut open: Vec<(usize, Vec<Part>)> = Vec::new();
        while let Some(next) = self.rest().chars().next() {
            let start = self.at;
            match next {
                '<' => match self.slot() {
                    Some(kind) => parts.push(self.part(start, kind)),
                    None => self.uncertain.push(start..self.at),
                },
                '[' if open.len() == MAX_NESTING => return Err(error::too_deep(start..start + 1)),
                '[' => {
                    self.at += 1;
                    open.push((start, mem::take(&mut parts)));
                }
                ']' => {
                    self.at += 1;
                    match open.pop() {
                        Some((start, outer)) => {
                            let inner = mem::replace(&mut parts, outer);
                            parts.extend(self.group(start, inner));
                        }
                        None => {
                            self.errors.push(error::unmatched_bracket(start..self.at));
                            // Parts before it may belong to a group.
                            self.uncertain.push(0..self.at);
                        }
                    }
                }
                '>' => {
                    self.at += 1;
                    self.errors.push(error::unmatched_angle(start..self.at));
                }
                _ => self.plain(&mut parts),
            }
            if self.size > MAX_PARTS {
                return Err(error::too_many_parts(start..self.at));
            }
        }
        for (start, _) in &open {
            self.errors.push(error::unclosed_group(*start..start + 1));
        }
        Ok(match open.into_iter().next() {
            Some((start, outer)) => {
                self.uncertain.push(start..self.at);
                outer
            }
            None => parts,
        })
    }

    /// A group. If a part of it is uncertain, the whole group is.
    fn group(&mut self, start: usize, parts: Vec<Part>) -> Option<Part> {
        let span = start..self.at;
        if parts.is_empty() && span.len() == 2 {
            self.errors.push(error::empty_group(span.clone()));
        }
        if parts.is_empty()
            || self
                .uncertain
                .iter()
                .rev()
                .any(|uncertain| uncertain.start >= start)
        {
            self.uncertain.push(span);
            return None;
        }
        Some(self.part(start, PartKind::Optional(parts)))
    }

    /// Literals and choices, up to the next slot or bracket.
    fn plain(&mut self, parts: &mut Vec<Part>) {
        let end = self.at + prefix_len(self.rest(), |c| !is_bracket(c));
        for (dots, _) in self.text[self.at..end].match_indices("...") {
            let dots = self.at + dots;
            self.errors.push(error::stray_dots(dots..dots + 3));
        }
        while self.at < end {
            let start = self.at;
            match choice(&self.text[start..end]) {
                Some(choice) if choice.start == 0 => {
                    self.at += choice.end;
                    let kind = PartKind::Keywords(self.keywords(start..self.at));
                    parts.push(self.part(start, kind));
                }
                choice => {
                    self.at = choice.map_or(end, |choice| start + choice.start);
                    let text = self.text[start..self.at].to_owned();
                    parts.push(self.part(start, PartKind::Literal(text)));
                }
            }
        }
    }

    fn keywords(&mut self, span: Range<usize>) -> Vec<Name> {
        let may_end_empty = matches!(self.rest().chars().next(), None | Some(']'));
        let mut keywords: Vec<Name> = Vec::new();
        let mut known = HashSet::new();
        let mut start = span.start;
        for text in self.text[span.clone()].split('|') {
            let keyword = self.name_at(start..start + text.len());
            let is_last = keyword.span.end == span.end;
            if text.is_empty() && !(is_last && may_end_empty) {
                self.errors.push(error::empty_keyword(keyword.span.clone()));
            } else if !known.insert(text) && !text.is_empty() {
                self.errors
                    .push(error::repeated_keyword(keyword.span.clone(), text));
            }
            start = keyword.span.end + 1;
            keywords.push(keyword);
        }
        self.size += keywords.len();
        keywords
    }

    /// A slot, starting at its `<`.
    fn slot(&mut self) -> Option<PartKind> {
        let open = self.at;
        self.at += 1;
        let mut body = self.at..self.at + prefix_len(self.rest(), |c| !is_bracket(c));
        self.at = body.end;
        let index = self.index();
        if !self.eat(">") {
            self.errors.push(error::unclosed_slot(open..open + 1));
            if index.is_none() {
                let text = &self.text[body.clone()];
                body.end =
                    body.start + prefix_len(text, |c| is_in_name(c) || matches!(c, '(' | ')'));
                self.at = body.end;
            }
            if body.is_empty() {
                return None;
            }
        }
        let (name, form) = self.encoding(body.clone())?;
        match index {
            None => Some(PartKind::Slot { name, form }),
            Some("0") => {
                if form != Form::Plain {
                    let error = error::encoded_element(body, &name.text);
                    self.errors.push(error);
                }
                self.list(name)
            }
            Some(index) => {
                let error = error::lone_element(open..self.at, &name.text, index);
                self.errors.push(error);
                None
            }
        }
    }

    /// `x`, `str(x)` or `json(x)`.
    fn encoding(&mut self, body: Range<usize>) -> Option<(Name, Form)> {
        let text = &self.text[body.clone()];
        let Some((encoding, argument)) = text.split_once('(') else {
            return Some((self.name(body)?, Form::Plain));
        };
        let start = body.start + encoding.len() + 1;
        let name = match argument.split_once(')') {
            Some((name, "")) => name,
            Some((name, rest)) => {
                let span = body.end - rest.len()..body.end;
                self.errors.push(error::after_encoding(span, rest));
                name
            }
            None => {
                let span = body.end..body.end;
                self.errors.push(error::unclosed_encoding(span, encoding));
                argument
            }
        };
        let name = self.name(start..start + name.len())?;
        match encoding {
            "str" => Some((name, Form::Text)),
            "json" => Some((name, Form::Json)),
            _ => {
                let span = body.start..start - 1;
                let error = error::unknown_encoding(span, encoding, &name.text);
                self.errors.push(error);
                None
            }
        }
    }

    fn name(&mut self, span: Range<usize>) -> Option<Name> {
        let name = self.name_at(span.clone());
        if name.text.is_empty() {
            self.errors.push(error::missing_name(span));
            return None;
        }
        if !name.text.starts_with(can_start_name) || !name.text.chars().all(is_in_name) {
            self.errors.push(error::invalid_name(span, &name.text));
            return None;
        }
        Some(name)
    }

    /// The rest of a list, `[,<x[1]>...]`, after its `<x[0]>`.
    fn list(&mut self, name: Name) -> Option<PartKind> {
        let before = self.errors.len();
        let Some(separator) = self.list_separator(&name) else {
            self.expected(&name, &format!("`[,<{name}[1]>...]`"));
            return None;
        };
        if separator.is_empty() {
            self.expected(&name, "a separator, as in `,`");
        }
        self.second_element(&name);
        let separator = separator.to_owned();
        let form = Form::List { separator };
        (self.errors.len() == before).then_some(PartKind::Slot { name, form })
    }

    /// The `<x[1]>...]` of a list.
    fn second_element(&mut self, list: &Name) {
        self.at += 1;
        let name = self.at..self.at + prefix_len(self.rest(), is_in_name);
        let found = &self.text[name.clone()];
        self.at = name.end;
        if found != list.text {
            self.errors
                .push(error::other_name(name.clone(), &list.text, found));
        }
        match self.index() {
            Some("1") => {}
            Some(_) => {
                let error = error::list(name.end..self.at, &list.text, "`[1]`");
                self.errors.push(error);
            }
            None => self.expected(list, "`[1]`"),
        }
        if let Some(missing) = [">", "...", "]"].into_iter().find(|token| !self.eat(token)) {
            self.expected(list, &format!("`{missing}`"));
            self.at += prefix_len(self.rest(), |c| !is_bracket(c));
            self.eat("]");
        }
    }

    /// Moves to the second element, if there is one: the next group may be a separate part.
    fn list_separator(&mut self, name: &Name) -> Option<&'a str> {
        let group = self.rest().strip_prefix('[')?;
        let (separator, element) = group.split_at(prefix_len(group, |c| !is_bracket(c)));
        let (second, after) = element
            .strip_prefix('<')
            .map(|e| e.split_at(prefix_len(e, is_in_name)))?;
        let repeats = after.starts_with('[') || after.starts_with(">...");
        (second == name.text || repeats).then(|| {
            self.at += 1 + separator.len();
            separator
        })
    }

    /// The number of `[0]`.
    fn index(&mut self) -> Option<&'a str> {
        let inner = self.rest().strip_prefix('[')?;
        let (index, after) = inner.split_at(prefix_len(inner, |c| c.is_ascii_digit()));
        (!index.is_empty() && after.starts_with(']')).then(|| {
            self.at += index.len() + 2;
            index
        })
    }

    fn expected(&mut self, list: &Name, what: &str) {
        let error = error::list(self.at..self.at, &list.text, what);
        self.errors.push(error);
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn part(&mut self, start: usize, kind: PartKind) -> Part {
        let span = start..self.at;
        self.size += usize::from(!matches!(kind, PartKind::Literal(_)));
        Part { span, kind }
    }

    fn name_at(&self, span: Range<usize>) -> Name {
        let text = self.text[span.clone()].to_owned();
        Name { text, span }
    }
}

/// The first choice in text without brackets: the keywords around a `|`.
fn choice(text: &str) -> Option<Range<usize>> {
    let bar = text.find('|')?;
    let is_end = |c| matches!(c, ' ' | '=');
    let start = text[..bar].rfind(is_end).map_or(0, |end| end + 1);
    let end = text[bar..].find(is_end).map_or(text.len(), |end| bar + end);
    Some(start..end)
}

/// The length in bytes of the longest prefix of `text` that consists of such characters.
fn prefix_len(text: &str, is_included: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_included(c)).unwrap_or(text.len())
}

fn is_bracket(c: char) -> bool {
    matches!(c, '<' | '>' | '[' | ']')
}
