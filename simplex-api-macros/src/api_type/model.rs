//! A parsed declaration of a type.

use syn::{DeriveInput, Field, Ident, LitStr, Path, Type};

use crate::rust_type;
use crate::text::Checks;

/// A type of the API.
pub(crate) struct Model<'a> {
    pub(crate) item: &'a DeriveInput,
    /// The documentation's name.
    pub(crate) name: String,
    pub(crate) since: Option<LitStr>,
    /// How the type is written in commands.
    pub(crate) syntax: Option<LitStr>,
    pub(crate) checks: Checks,
    /// Derive `Eq` and `Hash`, so that values can be keys of a map.
    pub(crate) eq: bool,
    /// Servers accept no other keywords or variants in commands.
    pub(crate) closed: bool,
    /// The path of the library.
    pub(crate) crate_path: Path,
    pub(crate) kind: ItemKind<'a>,
}

pub(crate) enum ItemKind<'a> {
    Record(Record<'a>),
    /// An enum whose variants have no fields.
    Keywords(Vec<Variant<'a>>),
    Union(Union<'a>),
    Newtype(Newtype<'a>),
}

pub(crate) struct Record<'a> {
    /// The value of the JSON field `type` of a response or event.
    pub(crate) tag: Option<String>,
    pub(crate) response: bool,
    pub(crate) event: bool,
    /// The function that converts the JSON of older servers.
    pub(crate) older: Option<Path>,
    /// The function that handles undeclared fields.
    pub(crate) extra: Option<Path>,
    pub(crate) fields: Vec<ApiField<'a>>,
}

pub(crate) struct Union<'a> {
    /// The name of the JSON field that holds the tag.
    pub(crate) tag: String,
    pub(crate) variants: Vec<Variant<'a>>,
}

pub(crate) struct Newtype<'a> {
    pub(crate) inner: &'a Type,
    pub(crate) field: &'a Field,
    /// The documentation's name, if the inner type has another.
    pub(crate) primitive: Option<LitStr>,
    /// `Debug` and errors do not show the value.
    pub(crate) secret: bool,
    /// A number that is a string in JSON.
    pub(crate) as_string: bool,
}

/// A field of a record or variant.
pub(crate) struct ApiField<'a> {
    pub(crate) field: &'a Field,
    pub(crate) ident: &'a Ident,
    /// The name in JSON.
    pub(crate) api_name: String,
    pub(crate) since: Option<LitStr>,
    /// May be absent in commands too.
    pub(crate) optional: bool,
    /// A `bool` that is true if it is absent, because the syntax has `[ key=off]`.
    pub(crate) true_by_default: bool,
    /// The function that returns the value of an absent field.
    pub(crate) default: Option<Path>,
    /// The documentation's name of its type, if the Rust type has another.
    pub(crate) primitive: Option<LitStr>,
    /// `Debug` and errors do not show the value.
    pub(crate) secret: bool,
}

pub(crate) struct Variant<'a> {
    pub(crate) variant: &'a syn::Variant,
    /// The keyword or tag.
    pub(crate) api_name: String,
    /// The keyword or tag that other servers send.
    pub(crate) alias: Option<LitStr>,
    pub(crate) since: Option<LitStr>,
    pub(crate) syntax: Option<LitStr>,
    pub(crate) content: Content<'a>,
}

pub(crate) enum Content<'a> {
    Fields(Vec<ApiField<'a>>),
    /// A separate record: `NewChatItems(NewChatItems)`.
    Record(&'a Type),
}

impl<'a> Content<'a> {
    fn fields_mut(&mut self) -> Option<&mut Vec<ApiField<'a>>> {
        match self {
            Self::Fields(fields) => Some(fields),
            Self::Record(_) => None,
        }
    }
}

impl Model<'_> {
    /// Whether a field is secret.
    pub(crate) fn has_secrets(&self) -> bool {
        let any = |fields: &[ApiField<'_>]| fields.iter().any(|field| field.secret);
        match &self.kind {
            ItemKind::Record(record) => any(&record.fields),
            ItemKind::Union(union) => union.variants.iter().any(|variant| any(variant.fields())),
            ItemKind::Newtype(newtype) => newtype.secret,
            ItemKind::Keywords(_) => false,
        }
    }

    /// Makes fields true by default. `indexes` has a list of field indexes for the record, or for each variant.
    pub(crate) fn set_true_by_default(&mut self, indexes: &[Vec<usize>]) {
        let lists: Vec<_> = match &mut self.kind {
            ItemKind::Record(record) => vec![&mut record.fields],
            ItemKind::Union(union) => {
                let contents = union
                    .variants
                    .iter_mut()
                    .map(|variant| &mut variant.content);
                contents.filter_map(Content::fields_mut).collect()
            }
            ItemKind::Keywords(_) | ItemKind::Newtype(_) => Vec::new(),
        };
        for (fields, indexes) in lists.into_iter().zip(indexes) {
            for index in indexes {
                fields[*index].true_by_default = true;
            }
        }
    }
}

impl<'a> Variant<'a> {
    /// The fields of the variant itself: none if it holds a record.
    pub(crate) fn fields(&self) -> &[ApiField<'a>] {
        match &self.content {
            Content::Fields(fields) => fields,
            Content::Record(_) => &[],
        }
    }
}

impl ApiField<'_> {
    /// Whether an absent field has a value.
    pub(crate) fn has_default(&self) -> bool {
        self.true_by_default || self.default.is_some() || rust_type::may_be_absent(&self.field.ty)
    }
}
