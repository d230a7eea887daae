//! Parameters of types that only implement the traits of serde.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use simplex_api::{Command, command};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[command(syntax = "/_draw <id>[ fill] json <json(points)>")]
pub struct Draw {
    pub id: i64,
    pub fill: bool,
    pub points: Vec<Point>,
}

#[command(syntax = "/_tags[ json <json(tags)>]")]
pub struct SetTags {
    pub tags: Option<BTreeMap<String, Point>>,
}

fn main() {
    let draw = Draw::new(3, vec![Point { x: 0.5, y: -1.0 }]).fill(true);
    let text = r#"/_draw 3 fill json [{"x":0.5,"y":-1.0}]"#;
    assert_eq!(draw.encode().unwrap(), text);
    assert_eq!(Draw::decode(text).unwrap(), draw);

    let params = draw.to_params().unwrap();
    assert_eq!(params["points"][0]["x"], 0.5);
    assert_eq!(Draw::from_params(params).unwrap(), draw);

    let tags = SetTags::new();
    assert_eq!(tags.encode().unwrap(), "/_tags");
    let tags = tags.tags(BTreeMap::from([("a".to_owned(), Point { x: 1.0, y: 2.0 })]));
    let text = r#"/_tags json {"a":{"x":1.0,"y":2.0}}"#;
    assert_eq!(tags.encode().unwrap(), text);
    assert_eq!(SetTags::decode(text).unwrap(), tags);
}
