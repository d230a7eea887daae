//! What can come next inside of JSON, by the metadata of its type.

use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, VariantSpec};

use super::complete::Choice;

/// The texts that can come behind the beginning of a value of this type.
pub(super) fn choices(begun: &str, ty: TypeRef) -> Vec<Choice> {
    let mut text = Begun { rest: begun };
    text.value(Some(ty)).err().unwrap_or_default()
}

/// JSON that ends somewhere. Reading fails there, with what can come next.
struct Begun<'a> {
    rest: &'a str,
}

type Read<T> = Result<T, Vec<Choice>>;

/// What the members of an object are.
#[derive(Clone, Copy)]
enum Shape {
    Members(&'static [FieldSpec]),
    Union {
        tag: &'static str,
        variants: &'static [VariantSpec],
        variant: Option<&'static VariantSpec>,
    },
    /// Names are data.
    Map(TypeRef),
    Unknown,
}

impl<'a> Begun<'a> {
    fn value(&mut self, ty: Option<TypeRef>) -> Read<()> {
        match self.next(|| ty.map(beginnings).unwrap_or_default())? {
            '"' => {
                let words = ty.map(words).unwrap_or_default();
                self.string(|begun| ends(begun, words, "\"")).map(drop)
            }
            '{' => self.object(Shape::of(ty)),
            '[' => self.array(item(ty)),
            _ => self.plain(ty),
        }
    }

    /// The next character that is no blank.
    fn next(&mut self, missing: impl FnOnce() -> Vec<Choice>) -> Read<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next().ok_or_else(missing)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// A string as it is written, without its quotes.
    fn string(&mut self, missing: impl FnOnce(&str) -> Vec<Choice>) -> Read<&'a str> {
        self.take(1);
        let mut is_escaped = false;
        let end = self.rest.find(|c| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        let end = end.ok_or_else(|| missing(self.rest))?;
        let text = self.take(end);
        self.take(1);
        Ok(text)
    }

    /// A number, `true`, `false` or `null`.
    fn plain(&mut self, ty: Option<TypeRef>) -> Read<()> {
        let end = self.rest.find([',', '}', ']', ' ']);
        match end {
            Some(0) => Err(Vec::new()),
            Some(end) => {
                self.take(end);
                Ok(())
            }
            None => {
                let beginnings = ty.map(beginnings).unwrap_or_default();
                let texts = beginnings.iter().map(|choice| choice.rest.as_str());
                Err(ends(self.rest, texts, ""))
            }
        }
    }

    fn array(&mut self, item: Option<TypeRef>) -> Read<()> {
        self.take(1);
        let missing = || item.map(beginnings).unwrap_or_default();
        if self.next(missing)? == ']' {
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

    fn object(&mut self, mut shape: Shape) -> Read<()> {
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
            let name = self.string(|begun| names(shape, &seen, "", begun))?;
            if self.next(|| vec![whole(":")])? != ':' {
                return Err(Vec::new());
            }
            self.take(1);
            self.member(&mut shape, name)?;
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

    /// The value of a member. That of the tag tells which others there can be.
    fn member(&mut self, shape: &mut Shape, name: &str) -> Read<()> {
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
                let found = self.string(|begun| ends(begun, tags(), "\""))?;
                *variant = variants.iter().find(|variant| variant.tag == found);
                Ok(())
            }
            Shape::Map(ty) => self.value(Some(*ty)),
            _ => {
                let mut members = shape.members().iter();
                let member = members.find(|member| member.name == name);
                self.value(member.map(|member| member.ty))
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
                TypeKind::Record { fields, .. } => Self::Members(fields),
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

    fn members(self) -> &'static [FieldSpec] {
        match self {
            Self::Members(members) => members,
            Self::Union { variant, .. } => variant.map_or(&[], |variant| variant.fields),
            Self::Map(_) | Self::Unknown => &[],
        }
    }
}

/// The names that are not there yet, behind the beginning of one.
fn names(shape: Shape, seen: &[&str], quote: &str, begun: &str) -> Vec<Choice> {
    let tag = match shape {
        Shape::Union { tag, .. } => Some(tag),
        _ => None,
    };
    let members = shape.members().iter().map(|member| member.name);
    let names = tag.into_iter().chain(members);
    let names = names.filter(|name| !seen.contains(name));
    let rests = names.filter_map(|name| Some((name, name.strip_prefix(begun)?)));
    rests
        .map(|(name, rest)| Choice {
            shown: name.to_owned(),
            rest: format!("{quote}{rest}\":"),
        })
        .collect()
}

/// How a value of this type begins.
fn beginnings(ty: TypeRef) -> Vec<Choice> {
    match ty {
        TypeRef::Optional(inner) => beginnings(*inner),
        TypeRef::Primitive("bool") => vec![whole("true"), whole("false")],
        TypeRef::Primitive("string" | "UTCTime") => vec![whole("\"")],
        TypeRef::Primitive("JSONObject") | TypeRef::Map(..) => vec![whole("{")],
        TypeRef::Array(_) => vec![whole("[")],
        TypeRef::Named(spec) => match spec().kind {
            TypeKind::Enum(_) => words(ty).into_iter().map(quoted).collect(),
            _ => vec![whole("{")],
        },
        _ => Vec::new(),
    }
}

fn words(ty: TypeRef) -> Vec<&'static str> {
    match ty {
        TypeRef::Optional(inner) => words(*inner),
        TypeRef::Named(spec) => match spec().kind {
            TypeKind::Enum(words) => words.iter().map(|word| word.keyword).collect(),
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

/// Those of the texts that begin so, and what closes them.
fn ends<'t>(begun: &str, texts: impl IntoIterator<Item = &'t str>, close: &str) -> Vec<Choice> {
    let rests = texts
        .into_iter()
        .filter_map(|text| Some((text, text.strip_prefix(begun)?)));
    rests
        .map(|(text, rest)| Choice {
            shown: text.to_owned(),
            rest: format!("{rest}{close}"),
        })
        .collect()
}

fn whole(text: &str) -> Choice {
    Choice {
        shown: text.to_owned(),
        rest: text.to_owned(),
    }
}

fn quoted(word: &str) -> Choice {
    Choice {
        shown: word.to_owned(),
        rest: format!("\"{word}\""),
    }
}

#[cfg(test)]
mod tests {
    use simplex_api::json::Json;
    use simplex_api::types::ComposedMessage;

    use super::*;

    #[test]
    fn values_go_on_as_their_type_says() {
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
        for (begun, expected) in table {
            let choices = choices(begun, Vec::<ComposedMessage>::TYPE);
            let rests: Vec<_> = choices.iter().map(|choice| choice.rest.as_str()).collect();
            assert_eq!(rests, *expected, "{begun}");
        }
    }
}
