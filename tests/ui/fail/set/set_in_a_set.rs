use simplex_api::{command, command_set};

mod admin {
    use simplex_api::{command, command_set};

    #[command(syntax = "/stop")]
    pub struct Stop;

    #[command(syntax = "/get <text>")]
    pub struct Get {
        pub text: String,
    }

    command_set! {
        pub enum Request { Stop, Get }
    }
}

#[command(syntax = "/get it")]
pub struct Get;

#[command(syntax = "/list")]
pub struct List;

command_set! {
    pub enum Request {
        List,
        Admin = admin::Request,
        #[cfg(all())]
        Get,
    }
}

fn main() {}
