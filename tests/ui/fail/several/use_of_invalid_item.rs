use simplex_api::command::CommandSet;
use simplex_api::{Command, command, command_set};

#[command(syntax = "/_read")]
pub enum Read {
    All,
    One {
        #[param(key = "id")]
        id: i64,
    },
}

#[command(syntax = "/_send <chatId> json <json(body)>")]
pub struct Send<T> {
    #[param(name = "chatId")]
    pub chat: i64,
    pub body: T,
}

#[command(syntax = "/_open <chatId>")]
pub struct Open(#[param(name = "chatId")] pub i64);

#[command(syntax = "/find <text>[ page=<page>]")]
pub struct Find
where
    String: Clone,
{
    pub text: String,
    #[param(since = "7.0")]
    pub page: Option<u32>,
}

command_set! {
    pub enum Reading {
        Read,
        Open,
        Find,
    }
}

fn main() {
    println!("{:?}", Read::All.encode());
    println!("{:?} {:?}", Read::decode("/_read"), Read::SPEC.name);
    let send = Send::<String>::new(1, "hello");
    println!("{:?} {:?}", send.clone().encode(), send.chat);
    println!("{:?} {:?}", Open::new(1).encode(), Open(1).0);
    println!("{:?}", Find::new("hello").page(1u32).encode());
    println!("{:?}", Reading::decode("/_read"));
}
