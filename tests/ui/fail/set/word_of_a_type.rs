use simplex_api::{api_type, command, command_set};

#[api_type(syntax = "north|south")]
pub enum Side {
    North,
    South,
}

#[command(syntax = "/go <str(side)>")]
pub struct Go {
    pub side: Side,
}

#[command(syntax = "/go sou<rest>")]
pub struct GoSouth {
    pub rest: String,
}

command_set! {
    pub enum Request { Go, GoSouth }
}

fn main() {}
