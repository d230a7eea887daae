//! The order of what is not known, of which only this is said: it goes with equality.

use std::cmp::Ordering;

use simplex_api::api_type;

use super::same;

/// A record with an order.
#[api_type]
#[derive(Eq, Hash, PartialOrd, Ord)]
struct Place {
    x: i64,
    name: Option<String>,
}

/// A union with one.
#[api_type(tag = "type")]
#[derive(Eq, PartialOrd, Ord)]
enum Shape {
    Point { x: i64 },
    Line { x: i64 },
}

/// A number with an order that it has by itself.
#[api_type]
#[derive(Hash, Ord, PartialOrd)]
struct Number(pub i64);

#[test]
fn what_is_declared_counts_first() {
    assert!(Place::new(1).name("b") < Place::new(2).name("a"));
    assert!(Place::new(1) < Place::new(1).name("a"));
    assert!(Shape::point(2) < Shape::line(1));
    assert!(Number(1) < Number(2));
    assert!(same::<Shape>(r#"{"type":"point","x":1,"y":1}"#) > Shape::point(1));
}

#[test]
fn what_is_not_known_has_an_order() {
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
    let places: Vec<Place> = values
        .iter()
        .map(|value| same(&format!(r#"{{"x":1,"y":{value}}}"#)))
        .collect();
    for one in &places {
        for other in &places {
            assert_eq!(one.cmp(other) == Ordering::Equal, one == other);
            assert_eq!(one.cmp(other), other.cmp(one).reverse());
            let least = places.iter().filter(|place| *place < one && *place > other);
            assert!(least.count() == 0 || other < one);
        }
    }
    let shape = |json: &str| same::<Shape>(json);
    assert!(shape(r#"{"type":"a","x":2}"#) < shape(r#"{"type":"b","x":1}"#));
    assert!(shape(r#"{"type":"a","x":1}"#) < shape(r#"{"type":"a","x":2}"#));
}
