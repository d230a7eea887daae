use simplex_api::{command, command_set};

#[command(syntax = "/größe <count>", typed_by = people)]
pub struct Size {
    pub count: u32,
}

#[command(syntax = "/GRÖẞE[ <count>]", typed_by = people)]
pub struct AnySize {
    pub count: Option<u32>,
}

command_set! {
    pub enum Request { Size, AnySize }
}

fn main() {}
