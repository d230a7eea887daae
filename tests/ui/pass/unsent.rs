//! A parameter that has no place in the syntax: a value for it is refused.

use simplex_api::command::EncodeErrorKind;
use simplex_api::{Command, command};

#[command(name = "APIPlan", syntax = "/_plan <userId> <link>", network = interactive)]
pub struct ApiPlan {
    pub user_id: i64,
    #[param(unsent, since = "7.0")]
    pub resolve: Option<bool>,
    pub link: String,
}

fn main() {
    let plan = ApiPlan::new(1, "simplex:/x y");
    assert_eq!(plan.encode().unwrap(), "/_plan 1 simplex:/x y");
    assert_eq!(ApiPlan::decode("/_plan 1 simplex:/x y").unwrap(), plan);
    let error = plan.resolve(true).encode().unwrap_err();
    assert_eq!((error.param(), error.kind()), ("resolve", &EncodeErrorKind::Unsent));
    assert_eq!(ApiPlan::SPEC.name, "APIPlan");
    assert_eq!(ApiPlan::SPEC.params[1].since, Some("7.0"));
}
