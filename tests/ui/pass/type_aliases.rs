//! The types of fields can be aliases: their spelling does not matter.

use simplex_api::{Command, command};

type Yes = bool;
type Maybe<T> = Option<T>;
type Many = Vec<i64>;

#[command(syntax = "/_alias <ids[0]>[,<ids[1]>...] on|off[ ttl=<ttl>]")]
pub struct Alias {
    pub ids: Many,
    pub enabled: Yes,
    pub ttl: Maybe<i32>,
}

fn main() {
    let mut alias = Alias::new(vec![1, 2], true);
    assert_eq!(alias.encode().unwrap(), "/_alias 1,2 on");
    alias.ttl = Some(0);
    assert_eq!(alias.encode().unwrap(), "/_alias 1,2 on ttl=0");
    assert_eq!(Alias::decode("/_alias 1,2 on ttl=0").unwrap(), alias);
}
