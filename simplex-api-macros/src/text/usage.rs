//! A syntax as people are told of it.

use super::{Field, Form, Part};

/// `/weather <city> [days=<days>]`: blanks stand around the brackets, not in them.
pub(crate) fn usage(parts: &[Part], fields: &[Field<'_>]) -> String {
    let mut usage = String::new();
    write(parts, fields, &mut usage);
    usage.trim().to_owned()
}

fn write(parts: &[Part], fields: &[Field<'_>], usage: &mut String) {
    for part in parts {
        match part {
            Part::Literal(text) => usage.push_str(text),
            Part::Slot { field, form, .. } => slot(&fields[*field].name, form, usage),
            Part::Flag { text, .. } => group(text, usage),
            Part::Optional(parts) => {
                let mut inside = String::new();
                write(parts, fields, &mut inside);
                group(&inside, usage);
            }
        }
    }
}

fn slot(name: &str, form: &Form, usage: &mut String) {
    match form {
        Form::Plain(_) | Form::Text(_) | Form::Json => usage.push_str(&format!("<{name}>")),
        Form::List { separator, .. } => usage.push_str(&format!("<{name}>[{separator}...]")),
        Form::Switch => usage.push_str("on|off"),
        Form::Words(words) => usage.push_str(&words.join("|")),
    }
}

fn group(text: &str, usage: &mut String) {
    let inside = text.trim_start();
    usage.push_str(&text[..text.len() - inside.len()]);
    usage.push('[');
    usage.push_str(inside.trim_end());
    usage.push(']');
}
