use simplex_api::command;

#[command(syntax = "/set <name>[ to <value>] [ for <days> days]!", typed_by = people)]
pub struct Set {
    pub name: String,
    pub value: Option<String>,
    pub days: Option<u32>,
}

fn main() {}
