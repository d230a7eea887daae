//! A syntax as a usage message shows it.

use super::model::{Field, Form, Part};

/// `/weather <city> [days=<days>]`: spaces are outside of the brackets.
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
                let mut content = String::new();
                write(parts, fields, &mut content);
                group(&content, usage);
            }
        }
    }
}

fn slot(name: &str, form: &Form, usage: &mut String) {
    match form {
        Form::Plain(_) | Form::Text(_) | Form::Json => usage.push_str(&format!("<{name}>")),
        Form::List { separator, .. } => usage.push_str(&format!("<{name}>[{separator}...]")),
        Form::Switch => usage.push_str("on|off"),
        Form::Keywords(keywords) => usage.push_str(&keywords.join("|")),
    }
}

fn group(text: &str, usage: &mut String) {
    let content = text.trim_start();
    usage.push_str(&text[..text.len() - content.len()]);
    usage.push('[');
    usage.push_str(content.trim_end());
    usage.push(']');
}
