//! The words that the server's lines are made of, and how it reads them: greedily, and never twice.

use serde_json::{Map, Value, json};

use crate::links;
use crate::shape;

/// What is left of a line, and the parameters read so far.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    rest: &'a [u8],
    params: Map<String, Value>,
}

/// Goes on, or does not understand the line.
pub(crate) type Step<'a> = Option<Line<'a>>;

/// The roles that the parser knows. The documentation lists more.
const ROLES: [&str; 5] = ["owner", "admin", "moderator", "member", "observer"];

impl<'a> Line<'a> {
    /// A line as the server gets it: it takes white *bytes* off the end, 0xA0 among them, which can be
    /// the last byte of a letter.
    pub(crate) fn new(text: &'a str) -> Self {
        let is_white = |byte: &u8| matches!(byte, 0x09..=0x0d | b' ' | 0xa0);
        let last = text.bytes().rposition(|byte| !is_white(&byte));
        Self {
            rest: &text.as_bytes()[..last.map_or(0, |last| last + 1)],
            params: Map::new(),
        }
    }

    /// The parameters, if nothing but blanks is left.
    pub(crate) fn end(self) -> Option<Map<String, Value>> {
        self.rest
            .iter()
            .all(|byte| *byte == b' ')
            .then_some(self.params)
    }

    /// Gives a parameter its value.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Changes the value that a parameter has.
    pub(crate) fn map(mut self, name: &str, change: impl FnMut(&mut Value)) -> Self {
        self.params.get_mut(name).into_iter().for_each(change);
        self
    }

    /// Makes a parameter a member of another one.
    pub(crate) fn moved(mut self, name: &str, to: &str, member: &str) -> Self {
        let value = self.params.remove(name);
        if let Some(Value::Object(members)) = self.params.get_mut(to) {
            members.extend(value.map(|value| (member.to_owned(), value)));
        }
        self
    }

    /// This text.
    pub(crate) fn text(mut self, text: &str) -> Step<'a> {
        self.rest = self.rest.strip_prefix(text.as_bytes())?;
        Some(self)
    }

    /// The first of these texts that is there.
    pub(crate) fn one_of(self, texts: &[&str]) -> Step<'a> {
        texts.iter().find_map(|text| self.clone().text(text))
    }

    /// One white character.
    pub(crate) fn ws(mut self) -> Step<'a> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        matches!(first, 0x09..=0x0d | b' ').then_some(self)
    }

    /// A part that may be missing. Once it is read, it is not read in another way.
    pub(crate) fn maybe(self, part: impl FnOnce(Self) -> Option<Self>) -> Step<'a> {
        part(self.clone()).or(Some(self))
    }

    /// The one part or else the other.
    pub(crate) fn either(
        self,
        one: impl FnOnce(Self) -> Option<Self>,
        other: impl FnOnce(Self) -> Option<Self>,
    ) -> Step<'a> {
        one(self.clone()).or_else(|| other(self))
    }

    /// Digits. More than 64 bits of them go round silently.
    pub(crate) fn nat(self, name: &str) -> Step<'a> {
        let (number, line) = self.number()?;
        Some(line.with(name, number))
    }

    /// Numbers with commas between them, at least one.
    pub(crate) fn natlist(mut self, name: &str) -> Step<'a> {
        let mut numbers = Vec::new();
        loop {
            let item = self.take_until(b", \n");
            let params = Map::new();
            let (number, after) = Line { rest: item, params }.number()?;
            numbers.push(Some(number).filter(|_| after.rest.is_empty())?);
            match self.rest.strip_prefix(b",") {
                Some(rest) => self.rest = rest,
                None => return Some(self.with(name, numbers)),
            }
        }
    }

    /// `on` or `off`.
    pub(crate) fn onoff(self, name: &str) -> Step<'a> {
        let off = |line: Self| Some(line.text("off")?.with(name, false));
        self.either(|line| Some(line.text("on")?.with(name, true)), off)
    }

    /// An option such as ` live=on`, with the value that it has when it is missing.
    pub(crate) fn flag(self, key: &str, name: &str, default: bool) -> Step<'a> {
        self.with(name, default).option(key, name)
    }

    /// An option without such a value.
    pub(crate) fn option(self, key: &str, name: &str) -> Step<'a> {
        self.maybe(|line| line.text(key)?.onoff(name))
    }

    /// ` incognito=on`, after any white character.
    pub(crate) fn incognito(self) -> Step<'a> {
        let option = |line: Self| line.ws()?.text("incognito=")?.onoff("incognito");
        self.with("incognito", false).maybe(option)
    }

    /// A role with the blank before it.
    pub(crate) fn role(self, name: &str) -> Step<'a> {
        self.text(" ")?.word(name, &ROLES)
    }

    /// One of these words.
    pub(crate) fn word(self, name: &str, words: &[&str]) -> Step<'a> {
        let read = |word: &&str| Some(self.clone().text(word)?.with(name, *word));
        words.iter().find_map(read)
    }

    /// One of these words up to a blank or the end.
    pub(crate) fn whole_word(mut self, name: &str, words: &[&str]) -> Step<'a> {
        let word = self.take_until(b" ");
        let word = words.iter().find(|known| known.as_bytes() == word)?;
        Some(self.with(name, *word))
    }

    /// A chat of a kind that has one of these signs. Only groups have parts.
    pub(crate) fn chat(mut self, name: &str, signs: &str) -> Step<'a> {
        let (sign, rest) = self.rest.split_first()?;
        let kind = match sign {
            _ if !signs.as_bytes().contains(sign) => return None,
            b'@' => "direct",
            b'#' => "group",
            b'*' => "local",
            _ => "contactConnection",
        };
        self.rest = rest;
        let (id, line) = self.number()?;
        let chat = json!({"chatType": kind, "chatId": id});
        match kind {
            "group" => line.with(name, chat).maybe(|line| line.support(name)),
            _ => Some(line.with(name, chat)),
        }
    }

    /// `(_support:5)`, a part of the group just read.
    fn support(self, name: &str) -> Step<'a> {
        let mut line = self.text("(_support")?;
        let mut scope = json!({"type": "memberSupport"});
        if let Some((id, after)) = line.clone().text(":").and_then(Self::number) {
            scope["groupMemberId_"] = id.into();
            line = after;
        }
        line.params.get_mut(name)?["chatScope"] = scope;
        line.text(")")
    }

    /// JSON of a documented type, to the end of the line.
    pub(crate) fn json(self, name: &str, ty: &str) -> Step<'a> {
        self.json_that(name, |value| shape::fits(ty, value))
    }

    /// JSON that fits, to the end of the line.
    pub(crate) fn json_that(mut self, name: &str, fits: impl Fn(&Value) -> bool) -> Step<'a> {
        let value = serde_json::from_slice(self.rest).ok()?;
        self.rest = b"";
        fits(&value).then(|| self.with(name, value))
    }

    /// Some text up to one of these bytes or the end.
    pub(crate) fn until(mut self, stops: &[u8], name: &str) -> Step<'a> {
        let text = String::from_utf8_lossy(self.take_until(stops));
        (!text.is_empty()).then(|| self.with(name, text))
    }

    /// All that is left.
    pub(crate) fn rest(mut self, name: &str) -> Step<'a> {
        let rest = self.take_until(b"");
        Some(self.with(name, String::from_utf8_lossy(rest)))
    }

    /// A link, or what the server takes for a bad one and reports as such: it is understood as meant.
    pub(crate) fn link(mut self, name: &str) -> Step<'a> {
        let token = self.clone().take_until(b" \n");
        let is_link = links::full(token).is_some() || links::short(token).is_some();
        let token = self.take_until(if is_link { b" \n" } else { b" " });
        Some(self.with(name, String::from_utf8_lossy(token)))
    }

    /// A full link and perhaps its short one. A bad link has no second one.
    pub(crate) fn prepared_link(mut self, name: &str) -> Step<'a> {
        let token = self.clone().take_until(b" \n");
        let Some(kind) = links::full(token) else {
            let token = self.take_until(b" ");
            let link = json!({"connFullLink": String::from_utf8_lossy(token)});
            return Some(self.with(name, link));
        };
        self.take_until(b" \n");
        let mut link = json!({"connFullLink": String::from_utf8_lossy(token)});
        if let Some(mut after) = self.clone().ws() {
            let token = after.take_until(b" \n");
            if links::short(token) == Some(kind) {
                link["connShortLink"] = String::from_utf8_lossy(token).into();
                self = after;
            }
        }
        Some(self.with(name, link))
    }

    /// The digits of a number.
    pub(crate) fn number(mut self) -> Option<(i64, Self)> {
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
