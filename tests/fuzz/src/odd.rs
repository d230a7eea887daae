//! Commands that are unlike those of the API: each form of the notation, in difficult positions.

use simplex_api::command::EncodeError;
use simplex_api::{api_type, command, command_set};

/// Nested options.
#[command(syntax = "/_nest <id>[ a=<first>[ b=<second>[ c=on|off]][ loud=on]]")]
pub struct Nest {
    /// A number with a sign.
    pub id: i64,
    /// Required by the others.
    pub first: Option<i64>,
    /// Required by the third.
    pub second: Option<u32>,
    /// The innermost.
    pub third: Option<bool>,
    /// Requires the first, too.
    pub loud: bool,
}

/// A list of strings before the last keyword.
#[command(syntax = "/_tags #<id> <tags[0]>[,<tags[1]>...] on|off")]
pub struct Tags {
    /// A number.
    pub id: u64,
    /// The strings between the commas.
    pub tags: Vec<String>,
    /// The keyword.
    pub shown: bool,
}

/// Custom numbers, with a separator of several characters.
#[command(syntax = "/_ids[ of=<owner>] <ids[0]>[; <ids[1]>...]")]
pub struct Ids {
    /// Before the list.
    pub owner: Option<Number>,
    /// The list.
    pub ids: Vec<Number>,
}

/// A named number.
#[api_type]
pub struct Number(pub u32);

/// A schedule.
#[api_type(tag = "type")]
pub enum Schedule {
    /// Fixed text.
    #[api(syntax = "once")]
    Once,
    /// A number after text.
    #[api(syntax = "at=<hour>")]
    At {
        /// It may have a sign.
        hour: i64,
    },
    /// An option after a number.
    #[api(syntax = "every=<minutes>[ quiet=on]")]
    Every {
        /// Any number.
        minutes: u32,
        /// The option.
        quiet: bool,
    },
}

/// An optional string, and a union with a syntax.
#[command(syntax = "/_plan <id>[ note=<note>] <str(schedule)>")]
pub struct Plan {
    /// A number.
    pub id: u32,
    /// Ends at a space.
    pub note: Option<String>,
    /// The union.
    pub schedule: Schedule,
}

/// JSON of a type with defaults and options.
#[api_type]
pub struct Value {
    /// Required.
    pub on: bool,
    /// May be missing.
    #[api(optional)]
    pub names: Vec<String>,
    /// Nested.
    pub inner: Option<Box<Value>>,
    /// Any number.
    pub number: Option<f64>,
}

/// A string and optional JSON after it.
#[command(syntax = "/_store <name>[ <json(value)>]")]
pub struct Store {
    /// Ends at a space.
    pub name: String,
    /// The rest of the line.
    pub value: Option<Value>,
}

/// Parameters that only their content distinguishes.
#[command(syntax = "/_find <id>[ @<user>][ exact=on][ <text>]")]
pub struct Find {
    /// A number.
    pub id: u32,
    /// A number after a sign.
    pub user: Option<Number>,
    /// Optional text.
    pub exact: bool,
    /// Anything else.
    pub text: Option<String>,
}

/// Flags of both kinds before keywords and a string.
#[command(syntax = "/_mix[ live=on][ notify=off] a|ab|abc <text>")]
pub struct Mix {
    /// False by default.
    pub live: bool,
    /// True by default.
    pub notify: bool,
    /// Keywords with the same prefix.
    pub word: Word,
    /// The rest of the line.
    pub text: String,
}

/// Keywords with the same prefix.
#[api_type]
pub enum Word {
    /// The shortest.
    A,
    /// Longer.
    Ab,
    /// The longest.
    Abc,
}

/// Two numbers with a check function.
#[command(syntax = "/_range <from> <to>", check = ascending)]
pub struct Range {
    /// The smaller number.
    pub from: i64,
    /// The larger number.
    pub to: i64,
}

fn ascending(range: &Range) -> Result<(), EncodeError> {
    if range.from <= range.to {
        return Ok(());
    }
    Err(EncodeError::invalid("to", "it is less than the first"))
}

/// A command with another syntax for older servers.
#[command(
    syntax = "/_name <id> <name>",
    before("6.5", syntax = "/_name<id>,<name>")
)]
pub struct Name {
    /// A number.
    pub id: u32,
    /// The rest of the line.
    pub name: String,
}

/// A record with a syntax and an optional string.
#[api_type(syntax = "<house>[/<street>]")]
pub struct Place {
    /// A number.
    pub house: u32,
    /// Ends at the end of the record.
    pub street: Option<String>,
}

/// A record with a string in it, and a secret.
#[command(syntax = "/_go <str(place)> key=<key>[ <json(password)>]")]
pub struct Go {
    /// The record.
    pub place: Place,
    /// Ends at a space.
    pub key: String,
    /// JSON of a string.
    #[param(secret)]
    pub password: Option<String>,
}

/// Keywords that are different from the text after them.
#[api_type(syntax = "+|-")]
pub enum Sign {
    /// Up.
    Plus,
    /// Down.
    Minus,
}

/// Keywords with the same prefix.
#[api_type(syntax = "k|km|mi")]
pub enum Unit {
    /// The shortest.
    Thousand,
    /// Longer.
    Km,
    /// Different.
    Mi,
}

/// Types next to each other.
#[api_type(syntax = "<str(sign)><str(unit)>[/<str(per)>]")]
pub struct Pace {
    /// Before a type.
    pub sign: Sign,
    /// Before an option.
    pub unit: Unit,
    /// At the end.
    pub per: Option<Sign>,
}

/// Types in options, and next to types and to a string.
#[command(syntax = "/_steer[ <str(unit)>] <str(pace)>[ <str(to)>][=<str(from)><text>]")]
pub struct Steer {
    /// The types after it have other prefixes.
    pub unit: Option<Unit>,
    /// Ends with an option.
    pub pace: Pace,
    /// Optional.
    pub to: Option<Unit>,
    /// In the same group as the text.
    pub from: Option<Sign>,
    /// Directly after a type.
    pub text: Option<String>,
}

command_set! {
    /// All commands.
    pub enum Odd {
        Nest,
        Tags,
        Ids,
        Plan,
        Store,
        Find,
        Mix,
        Range,
        Name,
        Go,
        Steer,
    }
}
