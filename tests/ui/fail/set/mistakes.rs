use simplex_api::{command, command_set};

pub mod admin {
    #[simplex_api::command(syntax = "/admin get")]
    pub struct Get;
}

#[command(syntax = "/get")]
pub struct Get;

#[command(syntax = "/list")]
pub struct List;

command_set! {
    pub enum Request {
        Get,
        Get,
        admin::Get,
        List(List),
        Show: List,
        admin::Show = List,
        3,
        List = ,
        Generic<List>,
        List List,
    }
}

command_set! {
    pub struct Struct { Get }
}

command_set! {
    pub enum Generic<T> { Get }
}

command_set! {
    pub enum Tuple(Get);
}

command_set! {
    pub enum First { Get }
    pub enum Second { List }
}

command_set! {
    pub enum Section { "Name" Get }
}

fn main() {
    // The valid variant exists.
    let _ = Request::Get(Get);
}
