//! The setter of a deprecated field is deprecated too, and that of a hidden field is hidden.

#![deny(deprecated, unfulfilled_lint_expectations)]

use simplex_api::{api_type, command};

#[command(syntax = "/find <text>[ page=<page>][ loud=on]")]
pub struct Find {
    pub text: String,
    #[deprecated(note = "ask for `next` instead")]
    pub page: Option<u32>,
    #[deprecated]
    #[doc(hidden)]
    pub loud: bool,
}

#[api_type]
pub struct Poll {
    pub question: String,
    #[deprecated]
    pub closes_at: Option<String>,
}

#[api_type(tag = "type")]
pub enum Choice {
    #[deprecated]
    Text {
        text: String,
    },
    Rating {
        #[deprecated]
        most: i32,
    },
}

/// A type that can be used here.
#[deprecated]
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Old;

#[allow(deprecated)]
#[command(syntax = "/old json <json(old)>")]
pub struct TakesOld {
    pub old: Old,
}

fn main() {
    #[expect(deprecated)]
    let _find = Find::new("a").page(2u32);
    #[expect(deprecated)]
    let _find = Find::new("a").loud(true);
    #[expect(deprecated)]
    let _poll = Poll::new("a").closes_at("b");
    #[expect(deprecated)]
    let _choice = Choice::text("a");
    let _choice = Choice::rating(1);
    let _find = Find::new("a");
}
