//! Renders the tree of a syntax in the notation of the documentation.

use simplex_api::spec::{FieldSpec, Form, Part};

/// The syntax with these parts; their indexes refer to `params`.
pub(super) fn render(parts: &[Part], params: &[FieldSpec]) -> String {
    let parts = parts.iter().map(|part| match part {
        Part::Literal(text) => (*text).to_owned(),
        Part::Param { index, form } => slot(params[*index].name, form),
        Part::Flag { text, .. } => format!("[{text}]"),
        Part::Optional(parts) => format!("[{}]", render(parts, params)),
        _ => "…".to_owned(),
    });
    parts.collect()
}

fn slot(name: &str, form: &Form) -> String {
    match form {
        Form::Plain => format!("<{name}>"),
        Form::Text => format!("<str({name})>"),
        Form::Json => format!("<json({name})>"),
        Form::List(separator) => format!("<{name}[0]>[{separator}<{name}[1]>...]"),
        Form::Switch => "on|off".to_owned(),
        Form::Keywords(keywords) => keywords.join("|"),
        _ => format!("<{name}>"),
    }
}
