use simplex_api::command;

#[command(syntax = "/read <id>", before("six", syntax = "/read<id>"))]
pub struct Read {
    pub id: i64,
}

fn main() {}
