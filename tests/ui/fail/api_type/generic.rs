use simplex_api::api_type;

#[api_type]
pub struct Page<T> {
    pub items: Vec<T>,
}

fn main() {}
