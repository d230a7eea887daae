use simplex_api::command;

#[command(syntax = "/sum <terms[0]>[,<terms[1]>...][,<factor>]")]
pub struct Sum {
    pub terms: Vec<i64>,
    pub factor: Option<i64>,
}

fn main() {}
