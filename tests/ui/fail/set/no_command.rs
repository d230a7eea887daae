use simplex_api::command_set;

command_set! {
    pub enum Request {}
}

fn main() {}
