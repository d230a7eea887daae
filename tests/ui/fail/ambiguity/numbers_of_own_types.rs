use simplex_api::{api_type, command};

#[api_type]
pub struct Shelf(pub u32);

#[api_type]
pub struct Book(pub u32);

#[command(syntax = "/take <shelf><book>")]
pub struct Take {
    pub shelf: Shelf,
    pub book: Book,
}

fn main() {}
