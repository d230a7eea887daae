//! Values that the syntax allows and a check refuses, when they are encoded and when they are decoded, with the reason.

use simplex_api::command::EncodeError;
use simplex_api::{Command, api_type, command};

#[command(syntax = "/page <size> <range>", check = checks::range, refuse = checks::size)]
pub struct Page {
    pub size: u32,
    pub range: u32,
}

mod checks {
    use super::*;

    pub(super) fn range(page: &Page) -> Result<(), EncodeError> {
        match page.range {
            0 => Err(EncodeError::invalid("range", "pages are counted from 1")),
            _ => Ok(()),
        }
    }

    pub(super) fn size(page: &Page) -> Result<(), EncodeError> {
        match page.size {
            100.. => Err(EncodeError::invalid("size", "at most 99 fit")),
            _ => Ok(()),
        }
    }
}

#[api_type(syntax = "<from>-<to>", check = Span::is_ordered)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

impl Span {
    fn is_ordered(&self) -> Result<(), EncodeError> {
        match self.from <= self.to {
            true => Ok(()),
            false => Err(EncodeError::invalid("to", "it is before the start")),
        }
    }
}

#[command(syntax = "/between <str(span)>")]
pub struct Between {
    pub span: Span,
}

fn main() {
    assert_eq!(Page::new(9, 1).encode().unwrap(), "/page 9 1");
    let error = Page::new(9, 0).encode().unwrap_err();
    assert_eq!(error.to_string(), "parameter `range`: pages are counted from 1");
    let error = Page::decode("/page 9 0").unwrap_err();
    assert_eq!(
        error.to_string(),
        "column 9: expected another value for `range` (pages are counted from 1), found `0`",
    );
    let error = Page::new(100, 1).encode().unwrap_err();
    assert_eq!(error.to_string(), "parameter `size`: at most 99 fit");
    assert_eq!(Page::decode("/page 100 1").unwrap(), Page::new(100, 1));

    let error = Between::new(Span::new(5, 3)).encode().unwrap_err();
    assert_eq!((error.param(), error.field()), ("span", Some("to")));
    let error = Between::decode("/between 5-3").unwrap_err();
    assert_eq!(
        error.to_string(),
        "column 12: expected another value for `to` (it is before the start), found `3`",
    );
    assert_eq!(Page::SPEC.checks, ["range", "size"]);
}
