use simplex_api::command;

mod my {
    #[simplex_api::api_type]
    #[expect(non_camel_case_types, reason = "spelled as the compiler's own")]
    pub struct u32(pub String);
}

#[command(syntax = "/s <a>-<b>")]
pub struct Span {
    pub a: my::u32,
    pub b: u32,
}

fn main() {}
