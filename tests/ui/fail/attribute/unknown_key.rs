use simplex_api::command;

#[command(syntax = "/_read <userId>", respones(CmdOk))]
pub struct Read {
    pub user_id: i64,
}

fn main() {}
