//! Commands for a server that the API has none like: each form of the notation, in places where it is hard.

use simplex_api::command::EncodeError;
use simplex_api::{api_type, command, command_set};

/// Options in options.
#[command(syntax = "/_nest <id>[ a=<first>[ b=<second>[ c=on|off]][ loud=on]]")]
pub struct Nest {
    /// A number with a sign.
    pub id: i64,
    /// Needed by the others.
    pub first: Option<i64>,
    /// Needed by the third.
    pub second: Option<u32>,
    /// The innermost.
    pub third: Option<bool>,
    /// Needs the first, too.
    pub loud: bool,
}

/// A list of strings before the last word.
#[command(syntax = "/_tags #<id> <tags[0]>[,<tags[1]>...] on|off")]
pub struct Tags {
    /// A number.
    pub id: u64,
    /// What is between the commas.
    pub tags: Vec<String>,
    /// The word.
    pub shown: bool,
}

/// Numbers of one's own, with a separator of more than one letter.
#[command(syntax = "/_ids[ of=<owner>] <ids[0]>[; <ids[1]>...]")]
pub struct Ids {
    /// In front of the list.
    pub owner: Option<Number>,
    /// The list.
    pub ids: Vec<Number>,
}

/// A number with a name.
#[api_type]
pub struct Number(pub u32);

/// When something is done.
#[api_type(tag = "type")]
pub enum Schedule {
    /// Now and then.
    #[api(syntax = "once")]
    Once,
    /// A number after a word.
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

/// A text that may be missing, and a union with a syntax.
#[command(syntax = "/_plan <id>[ note=<note>] <str(schedule)>")]
pub struct Plan {
    /// A number.
    pub id: u32,
    /// Ends at a blank.
    pub note: Option<String>,
    /// The union.
    pub schedule: Schedule,
}

/// JSON of a type with defaults and options.
#[api_type]
pub struct Value {
    /// What must be there.
    pub on: bool,
    /// What may be missing.
    #[api(optional)]
    pub names: Vec<String>,
    /// Deeper in it.
    pub inner: Option<Box<Value>>,
    /// A number that may be any.
    pub number: Option<f64>,
}

/// A string and JSON behind it, which may be missing.
#[command(syntax = "/_store <name>[ <json(value)>]")]
pub struct Store {
    /// Ends at a blank.
    pub name: String,
    /// The rest of the line.
    pub value: Option<Value>,
}

/// Strings that only their content keeps apart.
#[command(syntax = "/_find <id>[ @<user>][ exact=on][ <text>]")]
pub struct Find {
    /// A number.
    pub id: u32,
    /// A number behind a sign.
    pub user: Option<Number>,
    /// Text that is there or not.
    pub exact: bool,
    /// Anything else.
    pub text: Option<String>,
}

/// Flags of both kinds in front of words and a text.
#[command(syntax = "/_mix[ live=on][ notify=off] a|ab|abc <text>")]
pub struct Mix {
    /// Off, if nothing is said.
    pub live: bool,
    /// On, if nothing is said.
    pub notify: bool,
    /// Words that begin alike.
    pub word: Word,
    /// The rest of the line.
    pub text: String,
}

/// Words that begin alike.
#[api_type]
pub enum Word {
    /// The shortest.
    A,
    /// Longer.
    Ab,
    /// The longest.
    Abc,
}

/// Two numbers of which a function asks something.
#[command(syntax = "/_range <from> <to>", check = ascending)]
pub struct Range {
    /// The smaller one.
    pub from: i64,
    /// The larger one.
    pub to: i64,
}

fn ascending(range: &Range) -> Result<(), EncodeError> {
    if range.from <= range.to {
        return Ok(());
    }
    Err(EncodeError::invalid("to", "it is less than the first"))
}

/// A text that older servers take in another form.
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

/// A record with a syntax, inside of which a string may be missing.
#[api_type(syntax = "<house>[/<street>]")]
pub struct Place {
    /// A number.
    pub house: u32,
    /// Ends where the place does.
    pub street: Option<String>,
}

/// A record with a string in it, and a secret.
#[command(syntax = "/_go <str(place)> key=<key>[ <json(password)>]")]
pub struct Go {
    /// The record.
    pub place: Place,
    /// Ends at a blank.
    pub key: String,
    /// JSON of a string.
    #[param(secret)]
    pub password: Option<String>,
}

/// Words that nothing is like that comes behind them.
#[api_type(syntax = "+|-")]
pub enum Sign {
    /// Up.
    Plus,
    /// Down.
    Minus,
}

/// Words that begin alike.
#[api_type(syntax = "k|km|mi")]
pub enum Unit {
    /// The shortest.
    Thousand,
    /// Longer.
    Km,
    /// Another one.
    Mi,
}

/// Types next to each other.
#[api_type(syntax = "<str(sign)><str(unit)>[/<str(per)>]")]
pub struct Pace {
    /// In front of a type.
    pub sign: Sign,
    /// In front of an option.
    pub unit: Unit,
    /// At the end.
    pub per: Option<Sign>,
}

/// Types in options, and next to types and to a text.
#[command(syntax = "/_steer[ <str(unit)>] <str(pace)>[ <str(to)>][=<str(from)><text>]")]
pub struct Steer {
    /// The types behind it begin in other ways.
    pub unit: Option<Unit>,
    /// Has an option at its end.
    pub pace: Pace,
    /// Something else may come here.
    pub to: Option<Unit>,
    /// Goes with the text.
    pub from: Option<Sign>,
    /// Right behind a type.
    pub text: Option<String>,
}

command_set! {
    /// All of them.
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
