//! Declarations in a user's macro, whose arguments are the names, types and functions.

use simplex_api::{Command, api_type, command};

macro_rules! commands {
    ($($name:ident($syntax:literal) { $field:ident: $ty:ident })*) => {$(
        #[command(syntax = $syntax, check = $name::anything)]
        pub struct $name {
            #[param(secret)]
            pub $field: $ty,
            pub live: Option<i64>,
        }
    )*};
}

macro_rules! typed {
    ($name:ident: $ty:ty, $json:ty) => {
        #[command(
            syntax = "/typed <chat>[ live=on][ <ids[0]>[,<ids[1]>...]] json <json(value)>",
            before("6.5", syntax = "/typing <chat>[ live=on][ <ids[0]>[,<ids[1]>...]] json <json(value)>"),
        )]
        pub struct $name {
            pub chat: $ty,
            pub live: bool,
            pub ids: Option<Vec<$ty>>,
            #[param(non_empty)]
            pub value: $json,
        }
    };
}

macro_rules! pair {
    ($name:ident { $($field:ident: $ty:ident),* }) => {
        #[api_type(syntax = "<a>:<b>")]
        pub struct $name {
            $(pub $field: $ty,)*
        }
    };
}

commands! {
    Find("/find <text>[ live=<live>]") { text: String }
    Count("/count <id>[ live=<live>]") { id: u64 }
}
pair!(Pair { a: i64, b: i64 });

impl Find {
    fn anything(&self) -> Result<(), simplex_api::EncodeError> {
        Ok(())
    }
}

impl Count {
    fn anything(&self) -> Result<(), simplex_api::EncodeError> {
        Ok(())
    }
}

mod older {
    use super::command;

    typed!(Typed: i64, Vec<i64>);
}

fn main() {
    assert_eq!(Find::decode("/find a live=1").unwrap(), Find::new("a").live(1));
    assert_eq!(Count::new(2).encode().unwrap(), "/count 2");
    assert_eq!(older::Typed::new(1, [2]).encode().unwrap(), "/typed 1 json [2]");
    assert_eq!(Pair::new(1, 2).b, 2);
}
