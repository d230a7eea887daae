use api::Command;
use api::command::CommandSet;

use crate::framework::Say;
use crate::{Paint, Painting, Picture, Spot, Wipe};

#[test]
fn declarations_use_the_renamed_crate() {
    let picture = Picture::line(2, 0.5);
    let paint = Paint::new(Spot::new(1, 2), vec![3, 4], true, picture).dry(true);
    let text = r#"/paint 1:2 3,4 coat=on dry=on json {"type":"line","layer":2,"width":0.5}"#;
    assert_eq!(paint.encode().as_deref(), Ok(text));
    let read = Painting::decode(text);
    assert_eq!(read, Ok(paint.into()));
    let error = Wipe::new(1).encode().unwrap_err();
    assert!(error.to_string().contains("it stays"), "{error}");
    let say = Say::new("hello");
    assert_eq!(say.encode().as_deref(), Ok("/say hello"));
}
