use simplex_api::command::EncodeError;
use simplex_api::api_type;

#[api_type(check = positive)]
pub struct Range {
    pub from: i64,
}

fn positive(_: &Range) -> Result<(), EncodeError> {
    Ok(())
}

fn main() {}
