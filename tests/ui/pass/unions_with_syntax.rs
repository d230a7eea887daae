//! A union in which each variant has a syntax.

use simplex_api::{Command, api_type, command};

#[api_type(tag = "type")]
pub enum Page {
    #[api(syntax = "count=<count>")]
    Last { count: i64 },
    #[api(syntax = "after=<itemId> count=<count>")]
    After { item_id: i64, count: i64 },
    #[api(syntax = "all")]
    Everything,
}

#[command(syntax = "/_get <chatId>[ <str(page)>]")]
pub struct GetChat {
    pub chat_id: i64,
    pub page: Option<Page>,
}

fn main() {
    let cases = [
        (GetChat::new(5), "/_get 5"),
        (GetChat::new(5).page(Page::last(9)), "/_get 5 count=9"),
        (GetChat::new(5).page(Page::after(8, 9)), "/_get 5 after=8 count=9"),
        (GetChat::new(5).page(Page::everything()), "/_get 5 all"),
    ];
    for (command, text) in cases {
        assert_eq!(command.encode().unwrap(), text);
        assert_eq!(GetChat::decode(text).unwrap(), command);
    }
}
