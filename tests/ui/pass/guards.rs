//! Strings that are only unambiguous because their content is restricted.

use simplex_api::{Command, api_type, command};

#[api_type]
pub struct UserId(pub i64);

#[command(syntax = "/find[ <days>][ @<user>][ exact=on] <text>")]
pub struct Find {
    pub days: Option<u32>,
    pub user: Option<UserId>,
    pub exact: bool,
    pub text: String,
}

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type]
pub struct Count(pub u32);

#[command(syntax = "/vote <str(sign)><count>[<str(more)>]")]
pub struct Vote {
    pub sign: Sign,
    pub count: Count,
    pub more: Option<Sign>,
}

fn main() {
    for text in ["a", "@alice", "exact=", "exact", "a 5", "b @5"] {
        let find = Find::new(text);
        assert_eq!(Find::decode(&find.encode().unwrap()), Ok(find));
    }
    for text in ["5", "5 a", "@5", "@5a", "exact=on", "exact=one"] {
        assert_eq!(Find::new(text).encode().unwrap_err().param(), "text");
    }
    let all = Find::new("exact").days(5u32).user(UserId(7)).exact(true);
    let text = "/find 5 @7 exact=on exact";
    assert_eq!(all.encode().as_deref(), Ok(text));
    assert_eq!(Find::decode(text), Ok(all));

    let vote = Vote::new(Sign::Plus, Count(10)).more(Sign::Minus);
    assert_eq!(vote.encode().as_deref(), Ok("/vote +10-"));
    assert_eq!(Vote::decode("/vote +10-"), Ok(vote));
}
