// Included where names mean something else, so every path is absolute.

#[::simplex_api::command(
    syntax = "/all <count>[ id=<id>] <word> <str(spot)>[ live=on][ by=<by>][ fast|slow] <colours[0]>[,<colours[1]>...][ on|off] json <json(picture)>",
    before(
        "6.5",
        syntax = "/all <count>[ id=<id>] <word> <str(spot)>[ live=on][ by=<by>][ fast|slow] <colours[0]>[,<colours[1]>...][ on|off] older <json(picture)>"
    ),
    check = All::check,
    refuse = All::check,
    responses(::simplex_api::responses::CmdOk, ::simplex_api::responses::NewChatItems)
)]
pub struct All {
    pub count: u8,
    pub id: ::std::option::Option<i64>,
    #[param(secret)]
    pub word: ::std::string::String,
    pub spot: Spot,
    pub live: ::std::primitive::bool,
    pub by: ::std::option::Option<Text>,
    pub speed: ::std::option::Option<Speed>,
    pub colours: ::std::vec::Vec<i64>,
    pub quiet: ::std::option::Option<::std::primitive::bool>,
    #[param(non_empty)]
    pub picture: ::std::vec::Vec<Picture>,
}

impl All {
    fn check(&self) -> ::std::result::Result<(), ::simplex_api::EncodeError> {
        ::std::result::Result::Ok(())
    }
}

/// Fields with the names of variables in generated code, and with Rust keywords.
#[::simplex_api::command(syntax = "/names <reader> <self_>[ text=<text>][ type=<type>][ async=<async>][ try=on]")]
pub struct Names {
    pub reader: i64,
    pub self_: i64,
    pub text: ::std::option::Option<i64>,
    pub r#type: ::std::option::Option<i64>,
    pub r#async: ::std::option::Option<i64>,
    pub r#try: ::std::primitive::bool,
}

#[::simplex_api::command(syntax = "/typed[ <name>]", typed_by = people)]
pub struct HumanInput {
    pub name: ::std::option::Option<::std::string::String>,
}

#[::simplex_api::command(syntax = "/unit")]
pub struct Unit;

#[::simplex_api::api_type(syntax = "<x>:<y>", check = Spot::check)]
#[derive(Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    pub x: i64,
    pub y: i64,
}

impl Spot {
    fn check(&self) -> ::std::result::Result<(), ::simplex_api::EncodeError> {
        ::std::result::Result::Ok(())
    }
}

#[::simplex_api::api_type(syntax = "fast|slow")]
pub enum Speed {
    Fast,
    Slow,
}

#[::simplex_api::api_type]
pub struct Text(pub ::std::string::String);

#[::simplex_api::api_type]
pub struct Number(pub i64);

#[::simplex_api::api_type]
pub struct Ratio(pub f64);

#[::simplex_api::api_type(tag = "type")]
pub enum Picture {
    Nothing,
    Line { number: Number, ratio: Ratio },
    Framed { #[api(secret)] text: Text, nested: ::std::boxed::Box<Picture> },
    Spot(Spot),
}

#[::simplex_api::api_type(tag = "type", syntax = "one|two[ notify=off]")]
pub enum Way {
    One { notify: ::std::primitive::bool },
    Two,
}

#[::simplex_api::api_type(response, event)]
pub struct Everything {
    pub object: i64,
    pub missing: i64,
    pub index: ::std::vec::Vec<Spot>,
    pub raw: ::std::option::Option<Text>,
}

/// Encodes and decodes a value of each type.
pub fn round_trip_all() {
    use ::simplex_api::command::Command;
    use ::std::result::Result::Ok;

    let picture = Picture::framed("a", ::std::boxed::Box::new(Picture::line(1, 0.5)));
    let all = All::new(1_u8, "a", Spot::new(1, 2), [1, 2], [picture]).live(true).by("b");
    let text = Command::encode(&all).expect("a valid command");
    ::std::assert_eq!(Command::decode(&text), Ok(all));
    let names = Names::new(1, 2).text(3).r#type(4).r#async(5).r#try(true);
    let text = Command::encode(&names).expect("a valid command");
    ::std::assert_eq!(text, "/names 1 2 text=3 type=4 async=5 try=on");
    ::std::assert_eq!(Command::decode(&text), Ok(names));
    ::std::assert_eq!(Command::decode("/TYPED b"), Ok(HumanInput::new().name("b")));
    ::std::assert_eq!(Command::decode("/unit"), Ok(Unit::new()));
    ::std::assert!(Spot::new(1, 2) < Spot::new(1, 3));
    let encoded = ::simplex_api::json::encode(&Way::one(true));
    ::std::assert_eq!(::simplex_api::json::decode(&encoded), Ok(Way::one(true)));
    let everything = Everything::new(1, 2).raw("c");
    let encoded = ::simplex_api::json::encode(&everything);
    ::std::assert_eq!(::simplex_api::json::decode(&encoded), Ok(everything));
}
