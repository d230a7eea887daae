//! More groups in each other than the compiler can handle code for.

use simplex_api::command;

#[command(
    syntax = "/x[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>[ a<a>]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
)]
pub struct Deep {
    pub a: Option<u32>,
}

fn main() {}
