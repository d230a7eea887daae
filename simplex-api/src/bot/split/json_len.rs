/// The bytes of a text in JSON, without the quotes around it.
pub(crate) fn json_len(text: &str) -> usize {
    text.chars().map(char_json_len).sum()
}

pub(crate) fn char_json_len(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        character if character < ' ' => 6,
        character => character.len_utf8(),
    }
}
