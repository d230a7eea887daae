//! The order of unknown fields is only required to be consistent with equality.

use std::cmp::Ordering;

use simplex_api::api_type;

use super::round_trip;

/// A record with an order.
#[api_type]
#[derive(Eq, Hash, PartialOrd, Ord)]
struct Location {
    x: i64,
    name: Option<String>,
}

/// A union with an order.
#[api_type(tag = "type")]
#[derive(Eq, PartialOrd, Ord)]
enum Shape {
    Point { x: i64 },
    Line { x: i64 },
}

/// A newtype that is ordered like its number.
#[api_type]
#[derive(Hash, Ord, PartialOrd)]
struct Number(pub i64);

#[test]
fn declared_fields_are_compared_first() {
    assert!(Location::new(1).name("b") < Location::new(2).name("a"));
    assert!(Location::new(1) < Location::new(1).name("a"));
    assert!(Shape::point(2) < Shape::line(1));
    assert!(Number(1) < Number(2));
    assert!(round_trip::<Shape>(r#"{"type":"point","x":1,"y":1}"#) > Shape::point(1));
}

#[test]
fn unknown_fields_have_an_order() {
    let values = [
        "null",
        "false",
        "true",
        "-3",
        "1",
        "18446744073709551615",
        "0.5",
        "1.0",
        r#""a""#,
        r#""b""#,
        "[]",
        "[1]",
        "[1,2]",
        "[2]",
        "{}",
        r#"{"a":1}"#,
        r#"{"a":1,"b":0}"#,
        r#"{"a":2}"#,
    ];
    let locations: Vec<Location> = values
        .iter()
        .map(|value| round_trip(&format!(r#"{{"x":1,"y":{value}}}"#)))
        .collect();
    for one in &locations {
        for other in &locations {
            assert_eq!(one.cmp(other) == Ordering::Equal, one == other);
            assert_eq!(one.cmp(other), other.cmp(one).reverse());
            let between = locations.iter().filter(|it| *it < one && *it > other);
            assert!(between.count() == 0 || other < one);
        }
    }
    let shape = |json: &str| round_trip::<Shape>(json);
    assert!(shape(r#"{"type":"a","x":2}"#) < shape(r#"{"type":"b","x":1}"#));
    assert!(shape(r#"{"type":"a","x":1}"#) < shape(r#"{"type":"a","x":2}"#));
}
