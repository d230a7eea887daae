use simplex_api::{api_type, command};

#[api_type(syntax = "+|++")]
pub enum Grade {
    Good,
    Best,
}

#[command(syntax = "/rate <id> <str(grade)><note>")]
pub struct Rate {
    pub id: u32,
    pub grade: Grade,
    pub note: String,
}

fn main() {}
