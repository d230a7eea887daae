mod expressions;
mod forms;
mod markdown;
mod types;

use crate::command::Command;
use crate::spec::CommandSpec;

/// Checks both expressions of a command.
#[track_caller]
fn assert_expressions<C: Command>(javascript: &str, python: &str) {
    let spec = C::SPEC;
    assert_eq!(super::javascript(&spec).as_deref(), Some(javascript));
    assert_eq!(super::python(&spec).as_deref(), Some(python));
}

fn is_constant(spec: &CommandSpec) -> bool {
    super::javascript(spec).is_none() && super::python(spec).is_none()
}
