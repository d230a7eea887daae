//! Lists of numbers, newtypes and strings, with different separators.

use simplex_api::{Command, api_type, command};

#[api_type]
pub struct ItemId(pub i64);

#[command(syntax = "/_lists <ids[0]>[;<ids[1]>...] <names[0]>[, <names[1]>...]")]
pub struct Lists {
    pub ids: Vec<ItemId>,
    pub names: Vec<String>,
}

fn main() {
    let lists = Lists::new(
        vec![ItemId(1), ItemId(22)],
        vec!["ann".to_owned(), "bob b".to_owned()],
    );
    let text = "/_lists 1;22 ann, bob b";
    assert_eq!(lists.encode().unwrap(), text);
    assert_eq!(Lists::decode(text).unwrap(), lists);

    let empty = Lists::new(vec![], vec!["ann".to_owned()]);
    assert_eq!(empty.encode().unwrap_err().param(), "ids");
    let comma = Lists::new(vec![ItemId(1)], vec!["a,b".to_owned()]);
    assert_eq!(comma.encode().unwrap_err().param(), "names");
}
