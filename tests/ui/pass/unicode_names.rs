//! Names of parameters in any script.

use simplex_api::{Command, command};

#[command(syntax = "/погода <город>[ дней=<числоДней>]", typed_by = people)]
pub struct Weather {
    pub город: String,
    pub число_дней: Option<u8>,
}

#[command(syntax = "/हवा <शहर[0]>[,<शहर[1]>...]", typed_by = people)]
pub struct Wind {
    pub शहर: Vec<String>,
}

fn main() {
    let weather = Weather::decode("/ПОГОДА Омск ДНЕЙ=3").unwrap();
    assert_eq!(weather, Weather::new("Омск").число_дней(3));
    assert_eq!(Weather::SPEC.usage, Some("/погода <город> [дней=<числоДней>]"));
    assert_eq!(Wind::new(["a".to_owned()]).encode().unwrap(), "/हवा a");
}
