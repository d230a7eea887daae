//! Completions inside of JSON, from the metadata of its type.

use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, VariantSpec};

use super::completion::Completion;

/// The texts that may follow `incomplete`, the start of a JSON value of this type.
pub(super) fn completions(incomplete: &str, ty: TypeRef) -> Vec<Completion> {
    let mut parser = Parser { rest: incomplete };
    parser.value(Some(ty)).err().unwrap_or_default()
}

/// Parses incomplete JSON. At its end, parsing fails with the texts that may follow.
struct Parser<'a> {
    rest: &'a str,
}

type Parsed<T> = Result<T, Vec<Completion>>;

/// The fields that an object may have.
#[derive(Clone, Copy)]
enum Shape {
    Fields(&'static [FieldSpec]),
    Union {
        tag: &'static str,
        variants: &'static [VariantSpec],
        variant: Option<&'static VariantSpec>,
    },
    /// Any names, all with this type.
    Map(TypeRef),
    Unknown,
}

impl<'a> Parser<'a> {
    fn value(&mut self, ty: Option<TypeRef>) -> Parsed<()> {
        match self.next(|| ty.map(starts).unwrap_or_default())? {
            '"' => {
                let keywords = ty.map(keywords).unwrap_or_default();
                self.string(|typed| rests(typed, keywords, "\"")).map(drop)
            }
            '{' => self.object(Shape::of(ty)),
            '[' => self.array(item(ty)),
            _ => self.literal(ty),
        }
    }

    /// The next character after whitespace.
    fn next(&mut self, at_end: impl FnOnce() -> Vec<Completion>) -> Parsed<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next().ok_or_else(at_end)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// A string with its escapes, without its quotes.
    fn string(&mut self, at_end: impl FnOnce(&str) -> Vec<Completion>) -> Parsed<&'a str> {
        self.take(1);
        let mut is_escaped = false;
        let end = self.rest.find(|c| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        let end = end.ok_or_else(|| at_end(self.rest))?;
        let text = self.take(end);
        self.take(1);
        Ok(text)
    }

    /// A number, `true`, `false` or `null`.
    fn literal(&mut self, ty: Option<TypeRef>) -> Parsed<()> {
        let end = self.rest.find([',', '}', ']', ' ']);
        match end {
            Some(0) => Err(Vec::new()),
            Some(end) => {
                self.take(end);
                Ok(())
            }
            None => {
                let starts = ty.map(starts).unwrap_or_default();
                let texts = starts.iter().map(|start| start.rest.as_str());
                Err(rests(self.rest, texts, ""))
            }
        }
    }

    fn array(&mut self, item: Option<TypeRef>) -> Parsed<()> {
        self.take(1);
        let at_end = || item.map(starts).unwrap_or_default();
        if self.next(at_end)? == ']' {
            self.take(1);
            return Ok(());
        }
        loop {
            self.value(item)?;
            match self.next(|| vec![whole(","), whole("]")])? {
                ',' => self.take(1),
                ']' => {
                    self.take(1);
                    return Ok(());
                }
                _ => return Err(Vec::new()),
            };
        }
    }

    fn object(&mut self, mut shape: Shape) -> Parsed<()> {
        self.take(1);
        let mut seen = Vec::new();
        if self.next(|| names(shape, &seen, "\"", ""))? == '}' {
            self.take(1);
            return Ok(());
        }
        loop {
            if self.next(|| names(shape, &seen, "\"", ""))? != '"' {
                return Err(Vec::new());
            }
            let name = self.string(|typed| names(shape, &seen, "", typed))?;
            if self.next(|| vec![whole(":")])? != ':' {
                return Err(Vec::new());
            }
            self.take(1);
            self.field(&mut shape, name)?;
            seen.push(name);
            let more = || {
                if names(shape, &seen, "\"", "").is_empty() {
                    vec![whole("}")]
                } else {
                    vec![whole(","), whole("}")]
                }
            };
            match self.next(more)? {
                ',' => self.take(1),
                '}' => {
                    self.take(1);
                    return Ok(());
                }
                _ => return Err(Vec::new()),
            };
        }
    }

    /// The value of a field. The value of the tag decides which other fields are possible.
    fn field(&mut self, shape: &mut Shape, name: &str) -> Parsed<()> {
        match shape {
            Shape::Union {
                tag,
                variants,
                variant,
            } if name == *tag => {
                let tags = || variants.iter().map(|variant| variant.tag);
                if self.next(|| tags().map(quoted).collect())? != '"' {
                    return Err(Vec::new());
                }
                let found = self.string(|typed| rests(typed, tags(), "\""))?;
                *variant = variants.iter().find(|variant| variant.tag == found);
                Ok(())
            }
            Shape::Map(ty) => self.value(Some(*ty)),
            _ => {
                let mut fields = shape.fields().iter();
                let field = fields.find(|field| field.name == name);
                self.value(field.map(|field| field.ty))
            }
        }
    }
}

impl Shape {
    fn of(ty: Option<TypeRef>) -> Self {
        match ty {
            Some(TypeRef::Optional(inner)) => Self::of(Some(*inner)),
            Some(TypeRef::Map(_, value)) => Self::Map(*value),
            Some(TypeRef::Named(spec)) => match spec().kind {
                TypeKind::Record { fields, .. } => Self::Fields(fields),
                TypeKind::Union { tag, variants } => Self::Union {
                    tag,
                    variants,
                    variant: None,
                },
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Fields(fields) => fields,
            Self::Union { variant, .. } => variant.map_or(&[], |variant| variant.fields),
            Self::Map(_) | Self::Unknown => &[],
        }
    }
}

/// The names of missing fields that start with `typed`.
fn names(shape: Shape, seen: &[&str], quote: &str, typed: &str) -> Vec<Completion> {
    let tag = match shape {
        Shape::Union { tag, .. } => Some(tag),
        _ => None,
    };
    let fields = shape.fields().iter().map(|field| field.name);
    let names = tag.into_iter().chain(fields);
    let names = names.filter(|name| !seen.contains(name));
    let rests = names.filter_map(|name| Some((name, name.strip_prefix(typed)?)));
    rests
        .map(|(name, rest)| Completion {
            shown: name.to_owned(),
            rest: format!("{quote}{rest}\":"),
        })
        .collect()
}

/// The texts with which a value of this type may start.
fn starts(ty: TypeRef) -> Vec<Completion> {
    match ty {
        TypeRef::Optional(inner) => starts(*inner),
        TypeRef::Primitive("bool") => vec![whole("true"), whole("false")],
        TypeRef::Primitive("string" | "UTCTime") => vec![whole("\"")],
        TypeRef::Primitive("JSONObject") | TypeRef::Map(..) => vec![whole("{")],
        TypeRef::Array(_) => vec![whole("[")],
        TypeRef::Named(spec) => match spec().kind {
            TypeKind::Enum(_) => keywords(ty).into_iter().map(quoted).collect(),
            _ => vec![whole("{")],
        },
        _ => Vec::new(),
    }
}

fn keywords(ty: TypeRef) -> Vec<&'static str> {
    match ty {
        TypeRef::Optional(inner) => keywords(*inner),
        TypeRef::Named(spec) => match spec().kind {
            TypeKind::Enum(keywords) => keywords.iter().map(|known| known.keyword).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn item(ty: Option<TypeRef>) -> Option<TypeRef> {
    match ty? {
        TypeRef::Optional(inner) => item(Some(*inner)),
        TypeRef::Array(item) => Some(*item),
        _ => None,
    }
}

/// The rests of the texts that start with `typed`, each followed by `close`.
fn rests<'t>(
    typed: &str,
    texts: impl IntoIterator<Item = &'t str>,
    close: &str,
) -> Vec<Completion> {
    let rests = texts
        .into_iter()
        .filter_map(|text| Some((text, text.strip_prefix(typed)?)));
    rests
        .map(|(text, rest)| Completion {
            shown: text.to_owned(),
            rest: format!("{rest}{close}"),
        })
        .collect()
}

fn whole(text: &str) -> Completion {
    Completion {
        shown: text.to_owned(),
        rest: text.to_owned(),
    }
}

fn quoted(keyword: &str) -> Completion {
    Completion {
        shown: keyword.to_owned(),
        rest: format!("\"{keyword}\""),
    }
}

#[cfg(test)]
mod tests {
    use simplex_api::json::Json;
    use simplex_api::types::ComposedMessage;

    use super::*;

    #[test]
    fn values_are_completed_by_their_type() {
        let table: &[(&str, &[&str])] = &[
            ("", &["["]),
            ("[", &["{"]),
            ("[{\"m", &["sgContent\":", "entions\":"]),
            ("[{\"msgContent\"", &[":"]),
            ("[{\"msgContent\":", &["{"]),
            ("[{\"msgContent\": {", &["\"type\":"]),
            ("[{\"msgContent\":{\"type\":\"li", &["nk\""]),
            ("[{\"msgContent\":{\"type\":\"text\"", &[",", "}"]),
            ("[{\"msgContent\":{\"type\":\"text\",", &["\"text\":"]),
            ("[{\"msgContent\":{\"type\":\"text\",\"text\":\"a\\\"}", &[]),
            ("[{\"msgContent\":{\"type\":\"text\",\"text\":\"\"", &["}"]),
            (
                "[{\"msgContent\":{\"type\":\"text\",\"text\":\"\"}",
                &[",", "}"],
            ),
            ("[{\"mentions\":{\"anyone\":", &[]),
            ("[{\"quotedItemId\":1,\"quoted", &[]),
            ("[{}", &[",", "]"]),
            ("[{}]", &[]),
            ("[1}", &[]),
            ("{x", &[]),
        ];
        for (incomplete, expected) in table {
            let completions = completions(incomplete, Vec::<ComposedMessage>::TYPE);
            let rests: Vec<_> = completions.iter().map(|it| it.rest.as_str()).collect();
            assert_eq!(rests, *expected, "{incomplete}");
        }
    }
}
