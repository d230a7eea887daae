//! What a declaration says.

use proc_macro2::TokenStream;
use syn::{Data, DataEnum, DeriveInput, Field, Fields, Ident, LitStr, Path, Type};

use crate::diagnostics::Errors;
use crate::keys::Keys;
use crate::text::Checks;
use crate::{names, rust_type};

/// A type of the API.
pub(crate) struct Model<'a> {
    pub(crate) item: &'a DeriveInput,
    /// The documentation's name.
    pub(crate) name: String,
    pub(crate) since: Option<LitStr>,
    /// How the type is written in commands.
    pub(crate) syntax: Option<LitStr>,
    pub(crate) checks: Checks,
    /// Whether values can be keys: `Eq` and `Hash`, which not all members have.
    pub(crate) eq: bool,
    /// Whether servers read no other words or variants in commands.
    pub(crate) closed: bool,
    /// Where the library is.
    pub(crate) library: Path,
    pub(crate) kind: Kind<'a>,
}

pub(crate) enum Kind<'a> {
    Record(Record<'a>),
    /// Variants without members.
    Words(Vec<Variant<'a>>),
    Union(Union<'a>),
    Newtype(Newtype<'a>),
}

pub(crate) struct Record<'a> {
    /// The value of `type`, if this is a response or an event.
    pub(crate) tag: Option<String>,
    pub(crate) response: bool,
    pub(crate) event: bool,
    /// The function that puts the shapes of older servers into that of today.
    pub(crate) older: Option<Path>,
    /// The function that makes something of members which are not declared.
    pub(crate) extra: Option<Path>,
    pub(crate) members: Vec<Member<'a>>,
}

pub(crate) struct Union<'a> {
    /// The name of the tag member.
    pub(crate) tag: String,
    pub(crate) variants: Vec<Variant<'a>>,
}

pub(crate) struct Newtype<'a> {
    pub(crate) inner: &'a Type,
    pub(crate) field: &'a Field,
    /// The documentation's name, if it is not that of the inner type.
    pub(crate) primitive: Option<LitStr>,
    /// Not to be seen in logs.
    pub(crate) secret: bool,
    /// A number that is written as a string.
    pub(crate) as_string: bool,
}

pub(crate) struct Member<'a> {
    pub(crate) field: &'a Field,
    pub(crate) ident: &'a Ident,
    /// The name in JSON.
    pub(crate) wire: String,
    pub(crate) since: Option<LitStr>,
    /// Not needed in commands either.
    pub(crate) optional: bool,
    /// A `bool` that is true if it is missing, as the text is without `[ notify=off]`.
    pub(crate) is_on: bool,
    /// The function that makes the value which stands for a missing member.
    pub(crate) default: Option<Path>,
    /// The documentation's name of its type, if it is not that of the Rust type.
    pub(crate) primitive: Option<LitStr>,
    /// Not to be seen in logs.
    pub(crate) secret: bool,
}

pub(crate) struct Variant<'a> {
    pub(crate) variant: &'a syn::Variant,
    /// The word or tag.
    pub(crate) wire: String,
    /// The tag that older servers send.
    pub(crate) alias: Option<LitStr>,
    pub(crate) since: Option<LitStr>,
    pub(crate) syntax: Option<LitStr>,
    pub(crate) content: Content<'a>,
}

pub(crate) enum Content<'a> {
    Members(Vec<Member<'a>>),
    /// A record of its own: `NewChatItems(NewChatItems)`.
    Record(&'a Type),
}

impl<'a> Content<'a> {
    fn members_mut(&mut self) -> Option<&mut Vec<Member<'a>>> {
        match self {
            Self::Members(members) => Some(members),
            Self::Record(_) => None,
        }
    }
}

impl<'a> Model<'a> {
    /// Whether a member is not to be seen in logs.
    pub(crate) fn has_secrets(&self) -> bool {
        let any = |members: &[Member<'_>]| members.iter().any(|member| member.secret);
        match &self.kind {
            Kind::Record(record) => any(&record.members),
            Kind::Union(union) => union.variants.iter().any(|variant| any(variant.members())),
            Kind::Newtype(newtype) => newtype.secret,
            Kind::Words(_) => false,
        }
    }

    /// Lets members be true if they are missing: those at these places in the record, or in each variant.
    pub(crate) fn turn_on(&mut self, places: &[Vec<usize>]) {
        let lists: Vec<_> = match &mut self.kind {
            Kind::Record(record) => vec![&mut record.members],
            Kind::Union(union) => {
                let contents = union
                    .variants
                    .iter_mut()
                    .map(|variant| &mut variant.content);
                contents.filter_map(Content::members_mut).collect()
            }
            Kind::Words(_) | Kind::Newtype(_) => Vec::new(),
        };
        for (members, places) in lists.into_iter().zip(places) {
            for place in places {
                members[*place].is_on = true;
            }
        }
    }

    /// `None` if the item is not one that a type can be made of.
    pub(crate) fn parse(
        args: TokenStream,
        item: &'a DeriveInput,
        errors: &mut Errors,
    ) -> Option<Self> {
        let keys = Keys::parse(args, errors);
        if !item.generics.params.is_empty() || item.generics.where_clause.is_some() {
            let message = "a type of the API has no generic parameters";
            errors.push_spanned(&item.generics, message);
            return None;
        }
        match &item.data {
            Data::Struct(data) => match &data.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    Some(Self::newtype(keys, item, &fields.unnamed[0], errors))
                }
                Fields::Unnamed(fields) => {
                    let message = "expected named members, or a newtype of one";
                    errors.push_spanned(fields, message);
                    None
                }
                fields => Some(Self::record(keys, item, fields, errors)),
            },
            Data::Enum(data) if data.variants.is_empty() => {
                errors.push_spanned(&item.ident, "an enum of the API has at least one variant");
                None
            }
            Data::Enum(data) => Some(Self::variants(keys, item, data, errors)),
            Data::Union(_) => {
                let message = "a type of the API is a `struct` or an `enum`";
                errors.push_spanned(&item.ident, message);
                None
            }
        }
    }

    fn newtype(
        mut keys: Keys,
        item: &'a DeriveInput,
        field: &'a Field,
        errors: &mut Errors,
    ) -> Self {
        let primitive = keys.string("primitive", errors);
        let library = keys.crate_path(errors);
        let what = "a newtype";
        let instead = "it is written as what is inside of it; a type with a syntax has named members, \
                       as in `struct Name { id: i64 }`";
        keys.reject("syntax", what, instead, errors);
        keys.finish(what, errors);
        let mut keys = Keys::of(&field.attrs, "api", errors);
        let secret = keys.flag("secret", errors);
        let as_string = keys.flag("as_string", errors);
        keys.finish("what is inside of a newtype", errors);
        Self {
            item,
            name: names::unraw(&item.ident),
            since: None,
            syntax: None,
            checks: Checks::default(),
            eq: false,
            closed: false,
            library,
            kind: Kind::Newtype(Newtype {
                inner: &field.ty,
                field,
                primitive,
                secret,
                as_string,
            }),
        }
    }

    fn record(
        mut keys: Keys,
        item: &'a DeriveInput,
        fields: &'a Fields,
        errors: &mut Errors,
    ) -> Self {
        let header = Header::parse(&mut keys, item, errors);
        let tag = keys.string("tag", errors);
        let response = keys.flag("response", errors);
        let event = keys.flag("event", errors);
        let older = keys.path("older", errors);
        let extra = keys.path("extra", errors);
        keys.finish("a record", errors);
        let tagged = response || event;
        if let Some(tag) = tag.as_ref().filter(|_| !tagged) {
            errors.push_spanned(tag, "only a `response` or an `event` has a tag");
        }
        let tag = || tag.map_or_else(|| names::lowercase_first(&header.name), |tag| tag.value());
        let record = Record {
            tag: tagged.then(tag),
            response,
            event,
            older,
            extra,
            members: members(fields, errors),
        };
        header.model(item, Kind::Record(record))
    }

    fn variants(
        mut keys: Keys,
        item: &'a DeriveInput,
        data: &'a DataEnum,
        errors: &mut Errors,
    ) -> Self {
        let header = Header::parse(&mut keys, item, errors);
        let tag = keys.string("tag", errors);
        let closed = keys.flag("closed", errors);
        keys.finish("an enum", errors);
        let variants = || data.variants.iter();
        let tag = match (
            tag,
            variants().find(|variant| !matches!(variant.fields, Fields::Unit)),
        ) {
            (Some(tag), _) => Some(tag.value()),
            (None, Some(variant)) => {
                let message = "an enum whose variants have members needs `tag = \"type\"`";
                errors.push_spanned(variant, message);
                Some("type".to_owned())
            }
            (None, None) => None,
        };
        let variants = variants()
            .map(|variant| Variant::parse(variant, errors))
            .collect();
        let kind = match tag {
            Some(tag) => Kind::Union(Union { tag, variants }),
            None => Kind::Words(variants),
        };
        Self {
            closed,
            ..header.model(item, kind)
        }
    }
}

/// What records, words and unions say alike.
struct Header {
    name: String,
    since: Option<LitStr>,
    syntax: Option<LitStr>,
    checks: Checks,
    eq: bool,
    library: Path,
}

impl Header {
    fn parse(keys: &mut Keys, item: &DeriveInput, errors: &mut Errors) -> Self {
        let name = keys.string("name", errors);
        Self {
            name: name.map_or_else(|| names::unraw(&item.ident), |name| name.value()),
            since: keys.version("since", errors),
            syntax: keys.string("syntax", errors),
            checks: Checks::parse(keys, errors),
            eq: keys.flag("eq", errors),
            library: keys.crate_path(errors),
        }
    }

    fn model<'a>(self, item: &'a DeriveInput, kind: Kind<'a>) -> Model<'a> {
        let Self {
            name,
            since,
            syntax,
            checks,
            eq,
            library,
        } = self;
        Model {
            item,
            name,
            since,
            syntax,
            checks,
            eq,
            closed: false,
            library,
            kind,
        }
    }
}

impl<'a> Variant<'a> {
    fn parse(variant: &'a syn::Variant, errors: &mut Errors) -> Self {
        let mut keys = Keys::of(&variant.attrs, "api", errors);
        let name = keys.string("name", errors);
        let alias = keys.string("alias", errors);
        let since = keys.version("since", errors);
        let syntax = keys.string("syntax", errors);
        keys.finish("a variant", errors);
        let default = || names::lowercase_first(&names::unraw(&variant.ident));
        let content = match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                Content::Record(&fields.unnamed[0].ty)
            }
            fields => Content::Members(members(fields, errors)),
        };
        Self {
            variant,
            wire: name.map_or_else(default, |name| name.value()),
            alias,
            since,
            syntax,
            content,
        }
    }

    /// The members; none if they are in a record of their own.
    pub(crate) fn members(&self) -> &[Member<'a>] {
        match &self.content {
            Content::Members(members) => members,
            Content::Record(_) => &[],
        }
    }
}

fn members<'a>(fields: &'a Fields, errors: &mut Errors) -> Vec<Member<'a>> {
    if let Fields::Unnamed(fields) = fields {
        errors.push_spanned(fields, "expected named members, or one record");
    }
    let members = fields
        .iter()
        .filter_map(|field| Some((field, field.ident.as_ref()?)));
    members
        .map(|(field, ident)| Member::parse(field, ident, errors))
        .collect()
}

impl<'a> Member<'a> {
    fn parse(field: &'a Field, ident: &'a Ident, errors: &mut Errors) -> Self {
        let mut keys = Keys::of(&field.attrs, "api", errors);
        let name = keys.string("name", errors);
        let since = keys.version("since", errors);
        let optional = keys.flag("optional", errors);
        let function = keys.path("default", errors);
        let primitive = keys.string("primitive", errors);
        let secret = keys.flag("secret", errors);
        keys.finish("a member", errors);
        let default = || names::to_camel_case(&names::unraw(ident));
        Self {
            field,
            ident,
            wire: name.map_or_else(default, |name| name.value()),
            since,
            optional,
            is_on: false,
            default: function,
            primitive,
            secret,
        }
    }

    /// Whether there is a value that stands for a missing member, of which its type need not be asked.
    pub(crate) fn has_default(&self) -> bool {
        self.is_on || self.default.is_some() || rust_type::may_be_absent(&self.field.ty)
    }
}
