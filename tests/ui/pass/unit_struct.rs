//! A command without parameters and without responses.

use simplex_api::command::{RawResponse, Response};
use simplex_api::{Command, command};

#[command(syntax = "/user")]
pub struct ShowUser;

fn main() {
    let text = ShowUser::new().encode().unwrap();
    assert_eq!(text, "/user");
    assert_eq!(ShowUser::decode(&text).unwrap(), ShowUser);
    assert!(ShowUser::decode("/users").is_err());

    let answer: <ShowUser as Command>::Response =
        RawResponse::from_body("any", r#"{"type":"any","n":1}"#).unwrap();
    assert_eq!(answer.tag(), "any");
}
