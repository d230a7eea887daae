//! Commands with one response, with several, and with a response that the user declares.

use simplex_api::command::Response;
use simplex_api::responses::CmdOk;
use simplex_api::{Command, api_type, command};

#[api_type(response)]
pub struct Weather {
    pub degrees: i32,
}

#[command(syntax = "/weather <city>[ days=<days>]", responses(Weather))]
pub struct GetWeather {
    pub city: String,
    pub days: Option<u32>,
}

#[command(syntax = "/umbrella on|off", responses(CmdOk, Weather))]
pub struct TakeUmbrella {
    pub take: bool,
}

fn main() {
    let get = GetWeather::new("Oslo").days(3);
    assert_eq!(get.encode().unwrap(), "/weather Oslo days=3");
    assert_eq!(GetWeather::decode("/weather Oslo days=3").unwrap(), get);

    type Answer = <GetWeather as Command>::Response;
    let json = r#"{"type":"weather","degrees":-4}"#;
    assert_eq!(Answer::from_body("weather", json).unwrap(), Weather::new(-4));
    assert!(Answer::from_body("cmdOk", r#"{"type":"cmdOk"}"#).is_err());

    let take = TakeUmbrella::new(false);
    assert_eq!(take.encode().unwrap(), "/umbrella off");
    assert_eq!(TakeUmbrella::decode("/umbrella off").unwrap(), take);
    let answer = TakeUmbrellaResponse::from_body("weather", json).unwrap();
    assert_eq!(answer, TakeUmbrellaResponse::Weather(Weather::new(-4)));
    let other = TakeUmbrellaResponse::from_body("storm", r#"{"type":"storm"}"#).unwrap();
    assert!(matches!(other, TakeUmbrellaResponse::Undocumented(raw) if raw.tag() == "storm"));
    assert_eq!(TakeUmbrella::SPEC.responses.len(), 2);
}
