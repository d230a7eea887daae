use simplex_api::command;

#[command(syntax = "/read <id>", check = positive)]
pub struct Read {
    pub id: i64,
}

fn positive(read: &Read) -> bool {
    read.id > 0
}

fn main() {}
