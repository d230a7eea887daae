use simplex_api::command;

#[command(syntax = "/read <id>", before("6.5", "/read<id>"))]
pub struct Read {
    pub id: i64,
}

fn main() {}
