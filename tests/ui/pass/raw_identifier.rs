//! Fields with the names of Rust keywords.

use simplex_api::{Command, command};

#[command(syntax = "/_find <type>[ in=<in>]")]
pub struct Find {
    pub r#type: String,
    pub r#in: Option<String>,
}

fn main() {
    let find = Find::new("file").r#in("here");
    assert_eq!(find.encode().unwrap(), "/_find file in=here");
    assert_eq!(Find::decode("/_find file in=here").unwrap(), find);
    assert_eq!(Find::SPEC.params[0].name, "type");
}
