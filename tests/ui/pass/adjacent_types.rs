use simplex_api::command::Text;
use simplex_api::{Command, api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type(syntax = "km|mi")]
pub enum Unit {
    Km,
    Mi,
}

#[api_type]
pub struct Name(pub String);

#[command(syntax = "/scale <str(sign)><str(unit)>")]
pub struct Scale {
    pub sign: Sign,
    pub unit: Unit,
}

#[command(syntax = "/vote <str(sign)><name>")]
pub struct Vote {
    pub sign: Sign,
    pub name: Name,
}

#[command(syntax = "/go[ <str(sign)>] <str(unit)>")]
pub struct Go {
    pub sign: Option<Sign>,
    pub unit: Unit,
}

#[command(syntax = "/stay[ <str(sign)>][ <str(unit)>]")]
pub struct Stay {
    pub sign: Option<Sign>,
    pub unit: Option<Unit>,
}

#[command(syntax = "/turn[ <str(sign)>][<str(unit)>[ <str(turns)>]]", typed_by = people)]
pub struct Turn {
    pub sign: Option<Sign>,
    pub unit: Option<Unit>,
    pub turns: Option<Sign>,
}

#[api_type(syntax = "<str(sign)><str(unit)>[ <str(turns)>]")]
pub struct Way {
    pub sign: Sign,
    pub unit: Unit,
    pub turns: Option<Sign>,
}

fn main() {
    let scale = Scale::decode("/scale -mi").unwrap();
    assert_eq!((&scale.sign, &scale.unit), (&Sign::Minus, &Unit::Mi));
    assert_eq!(scale.encode().unwrap(), "/scale -mi");
    let vote = Vote::decode("/vote +1 day").unwrap();
    assert_eq!((&vote.sign, &vote.name.0[..]), (&Sign::Plus, "1 day"));
    for text in ["/go + km", "/go mi"] {
        assert_eq!(Go::decode(text).unwrap().encode().unwrap(), text);
    }
    for text in ["/stay + km", "/stay km", "/stay -", "/stay"] {
        assert_eq!(Stay::decode(text).unwrap().encode().unwrap(), text);
    }
    for text in ["/turn +km -", "/turnkm", "/turn"] {
        assert_eq!(Turn::decode(text).unwrap().encode().unwrap(), text);
    }
    assert_eq!(Way::from_text("+km -").unwrap().to_text().unwrap(), "+km -");
}
