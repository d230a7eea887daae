use super::SetCommand;
use crate::command::CommandSet;
use crate::command::decode::reader::Reader;
use crate::commands::AnyCommand;

const TEXTS: &[&str] = &[
    "/user",
    "/_contacts 1",
    "/freceive 17 approved_relays=on encrypt=on inline=off /tmp/inline=on",
    "/_reaction #7(_support:3) 907 on {\"type\":\"emoji\",\"emoji\":\"👍\"}",
    "/_delete item @7 901,902 internalMark",
    "/_delete @4 full notify=off",
    "/_send #7 live=on ttl=86400 json [{\"msgContent\":{\"type\":\"text\",\"text\":\"à\"},\"mentions\":{}}]",
    "/_connect 1 incognito=on https://simplex.chat/contact#/?v=2 simplex:/a#b",
    "/_groups 1 @4 à",
    "/_set accept member contact @4 on",
];

/// The string itself, all its prefixes, and variants with one character removed, replaced or doubled.
fn near(text: &str) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    for (at, character) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + character.len_utf8()..]);
        texts.push(before.to_owned());
        for other in [
            "",
            " ",
            "0",
            "on",
            "\u{e0}",
            &format!("{character}{character}"),
        ] {
            texts.push(format!("{before}{other}{after}"));
        }
    }
    texts
}

fn read(command: &SetCommand<AnyCommand>, mut reader: Reader<'_>) -> Option<AnyCommand> {
    let value = command.read(&mut reader).ok()?;
    reader.end().ok().map(|()| value)
}

#[test]
fn diagnosis_does_not_change_what_can_be_decoded() {
    let texts = TEXTS.iter().flat_map(|text| near(text));
    let (mut readable, mut others) = (0, 0);
    for text in texts {
        for command in AnyCommand::COMMANDS {
            let silent = read(command, Reader::silent(&text));
            assert_eq!(silent, read(command, Reader::new(&text)), "{text}");
            match silent {
                Some(_) => readable += 1,
                None => others += 1,
            }
        }
    }
    assert!(readable > 500 && others > 500, "{readable}, {others}");
}
