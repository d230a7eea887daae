//! The parts of commands, and how the server parses them: greedily, and without backtracking.

use serde_json::{Map, Value, json};

use crate::json_type;
use crate::links;

/// The rest of a command, and the parameters parsed so far.
#[derive(Debug, Clone)]
pub(crate) struct Parser<'a> {
    rest: &'a [u8],
    params: Map<String, Value>,
}

/// The parser after a part; `None` if the command does not match.
pub(crate) type Parsed<'a> = Option<Parser<'a>>;

/// The roles that the server parses. The documentation lists more.
const ROLES: [&str; 5] = ["owner", "admin", "moderator", "member", "observer"];

impl<'a> Parser<'a> {
    /// A command as the server receives it: it removes whitespace *bytes* from the end, also 0xA0, which can be the last
    /// byte of a character.
    pub(crate) fn new(text: &'a str) -> Self {
        let is_whitespace = |byte: &u8| matches!(byte, 0x09..=0x0d | b' ' | 0xa0);
        let last = text.bytes().rposition(|byte| !is_whitespace(&byte));
        Self {
            rest: &text.as_bytes()[..last.map_or(0, |last| last + 1)],
            params: Map::new(),
        }
    }

    /// The parameters, if only spaces are left.
    pub(crate) fn end(self) -> Option<Map<String, Value>> {
        self.rest
            .iter()
            .all(|byte| *byte == b' ')
            .then_some(self.params)
    }

    /// Sets a parameter.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Changes the value of a parameter.
    pub(crate) fn map(mut self, name: &str, change: impl FnMut(&mut Value)) -> Self {
        self.params.get_mut(name).into_iter().for_each(change);
        self
    }

    /// Makes a parameter a field of another one.
    pub(crate) fn moved(mut self, name: &str, to: &str, field: &str) -> Self {
        let value = self.params.remove(name);
        if let Some(Value::Object(fields)) = self.params.get_mut(to) {
            fields.extend(value.map(|value| (field.to_owned(), value)));
        }
        self
    }

    /// This literal.
    pub(crate) fn text(mut self, text: &str) -> Parsed<'a> {
        self.rest = self.rest.strip_prefix(text.as_bytes())?;
        Some(self)
    }

    /// The first of these literals that matches.
    pub(crate) fn one_of(self, texts: &[&str]) -> Parsed<'a> {
        texts.iter().find_map(|text| self.clone().text(text))
    }

    /// One whitespace character.
    pub(crate) fn whitespace(mut self) -> Parsed<'a> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        matches!(first, 0x09..=0x0d | b' ').then_some(self)
    }

    /// An optional part. Once it matches, other ways to parse it are not tried.
    pub(crate) fn maybe(self, part: impl FnOnce(Self) -> Option<Self>) -> Parsed<'a> {
        part(self.clone()).or(Some(self))
    }

    /// The first part that matches.
    pub(crate) fn either(
        self,
        one: impl FnOnce(Self) -> Option<Self>,
        other: impl FnOnce(Self) -> Option<Self>,
    ) -> Parsed<'a> {
        one(self.clone()).or_else(|| other(self))
    }

    /// A number. It silently wraps at 64 bits.
    pub(crate) fn number(self, name: &str) -> Parsed<'a> {
        let (number, parser) = self.take_number()?;
        Some(parser.with(name, number))
    }

    /// Numbers with commas between them, at least one.
    pub(crate) fn number_list(mut self, name: &str) -> Parsed<'a> {
        let mut numbers = Vec::new();
        loop {
            let item = self.take_until(b", \n");
            let params = Map::new();
            let (number, after) = Parser { rest: item, params }.take_number()?;
            numbers.push(Some(number).filter(|_| after.rest.is_empty())?);
            match self.rest.strip_prefix(b",") {
                Some(rest) => self.rest = rest,
                None => return Some(self.with(name, numbers)),
            }
        }
    }

    /// `on` or `off`.
    pub(crate) fn on_off(self, name: &str) -> Parsed<'a> {
        let off = |parser: Self| Some(parser.text("off")?.with(name, false));
        self.either(|parser| Some(parser.text("on")?.with(name, true)), off)
    }

    /// An option such as ` live=on`, with its value if it is missing.
    pub(crate) fn flag(self, key: &str, name: &str, default: bool) -> Parsed<'a> {
        self.with(name, default).option(key, name)
    }

    /// An option without a default.
    pub(crate) fn option(self, key: &str, name: &str) -> Parsed<'a> {
        self.maybe(|parser| parser.text(key)?.on_off(name))
    }

    /// ` incognito=on`, after any whitespace character.
    pub(crate) fn incognito(self) -> Parsed<'a> {
        let option = |parser: Self| parser.whitespace()?.text("incognito=")?.on_off("incognito");
        self.with("incognito", false).maybe(option)
    }

    /// A space and a role.
    pub(crate) fn role(self, name: &str) -> Parsed<'a> {
        self.text(" ")?.keyword(name, &ROLES)
    }

    /// One of these keywords.
    pub(crate) fn keyword(self, name: &str, keywords: &[&str]) -> Parsed<'a> {
        let parse = |keyword: &&str| Some(self.clone().text(keyword)?.with(name, *keyword));
        keywords.iter().find_map(parse)
    }

    /// One of these keywords, up to a space or the end.
    pub(crate) fn whole_keyword(mut self, name: &str, keywords: &[&str]) -> Parsed<'a> {
        let token = self.take_until(b" ");
        let keyword = keywords.iter().find(|it| it.as_bytes() == token)?;
        Some(self.with(name, *keyword))
    }

    /// A chat with one of these signs. Only groups have a scope.
    pub(crate) fn chat(mut self, name: &str, signs: &str) -> Parsed<'a> {
        let (sign, rest) = self.rest.split_first()?;
        let kind = match sign {
            _ if !signs.as_bytes().contains(sign) => return None,
            b'@' => "direct",
            b'#' => "group",
            b'*' => "local",
            _ => "contactConnection",
        };
        self.rest = rest;
        let (id, parser) = self.take_number()?;
        let chat = json!({"chatType": kind, "chatId": id});
        match kind {
            "group" => parser.with(name, chat).maybe(|parser| parser.support(name)),
            _ => Some(parser.with(name, chat)),
        }
    }

    /// `(_support:5)`, the scope of the group before it.
    fn support(self, name: &str) -> Parsed<'a> {
        let mut parser = self.text("(_support")?;
        let mut scope = json!({"type": "memberSupport"});
        if let Some((id, after)) = parser.clone().text(":").and_then(Self::take_number) {
            scope["groupMemberId_"] = id.into();
            parser = after;
        }
        parser.params.get_mut(name)?["chatScope"] = scope;
        parser.text(")")
    }

    /// JSON of a documented type, to the end of the command.
    pub(crate) fn json(self, name: &str, ty: &str) -> Parsed<'a> {
        self.json_that(name, |value| json_type::matches(ty, value))
    }

    /// JSON that `matches`, to the end of the command.
    pub(crate) fn json_that(mut self, name: &str, matches: impl Fn(&Value) -> bool) -> Parsed<'a> {
        let value = serde_json::from_slice(self.rest).ok()?;
        self.rest = b"";
        matches(&value).then(|| self.with(name, value))
    }

    /// A non-empty string up to one of these bytes or the end.
    pub(crate) fn until(mut self, stops: &[u8], name: &str) -> Parsed<'a> {
        let text = String::from_utf8_lossy(self.take_until(stops));
        (!text.is_empty()).then(|| self.with(name, text))
    }

    /// The rest of the command.
    pub(crate) fn rest(mut self, name: &str) -> Parsed<'a> {
        let rest = self.take_until(b"");
        Some(self.with(name, String::from_utf8_lossy(rest)))
    }

    /// A link, or what the server reports as an invalid link: that is not a misreading.
    pub(crate) fn link(mut self, name: &str) -> Parsed<'a> {
        let token = self.clone().take_until(b" \n");
        let is_link = links::full(token).is_some() || links::short(token).is_some();
        let token = self.take_until(if is_link { b" \n" } else { b" " });
        Some(self.with(name, String::from_utf8_lossy(token)))
    }

    /// A full link and optionally its short form, which cannot follow an invalid link.
    pub(crate) fn prepared_link(mut self, name: &str) -> Parsed<'a> {
        let token = self.clone().take_until(b" \n");
        let Some(kind) = links::full(token) else {
            let token = self.take_until(b" ");
            let link = json!({"connFullLink": String::from_utf8_lossy(token)});
            return Some(self.with(name, link));
        };
        self.take_until(b" \n");
        let mut link = json!({"connFullLink": String::from_utf8_lossy(token)});
        if let Some(mut after) = self.clone().whitespace() {
            let token = after.take_until(b" \n");
            if links::short(token) == Some(kind) {
                link["connShortLink"] = String::from_utf8_lossy(token).into();
                self = after;
            }
        }
        Some(self.with(name, link))
    }

    /// The digits of a number, and the parser after them.
    pub(crate) fn take_number(mut self) -> Option<(i64, Self)> {
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(digits.count());
        let digit =
            |number: i64, digit: &u8| number.wrapping_mul(10).wrapping_add((digit - b'0').into());
        self.rest = rest;
        (!digits.is_empty()).then(|| (digits.iter().fold(0, digit), self))
    }

    fn take_until(&mut self, stops: &[u8]) -> &'a [u8] {
        let length = self.rest.iter().position(|byte| stops.contains(byte));
        let (taken, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }
}
