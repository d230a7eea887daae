//! Parses a declaration of a type.

use proc_macro2::TokenStream;
use syn::{Data, DataEnum, DeriveInput, Field, Fields, Ident, LitStr, Path};

use super::model::{ApiField, Content, ItemKind, Model, Newtype, Record, Union, Variant};
use crate::diagnostics::Errors;
use crate::keys::Keys;
use crate::names;
use crate::text::Checks;

impl<'a> Model<'a> {
    /// Parses the declaration and reports its mistakes. `None` if the item cannot be a type of the API.
    pub(crate) fn parse(
        args: TokenStream,
        item: &'a DeriveInput,
        errors: &mut Errors,
    ) -> Option<Self> {
        let keys = Keys::parse(args, errors);
        if !item.generics.params.is_empty() || item.generics.where_clause.is_some() {
            let message = "an API type cannot have generic parameters";
            errors.push_spanned(&item.generics, message);
            return None;
        }
        match &item.data {
            Data::Struct(data) => match &data.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    Some(Self::newtype(keys, item, &fields.unnamed[0], errors))
                }
                Fields::Unnamed(fields) => {
                    let message = "expected named fields, or a single unnamed field";
                    errors.push_spanned(fields, message);
                    None
                }
                fields => Some(Self::record(keys, item, fields, errors)),
            },
            Data::Enum(data) if data.variants.is_empty() => {
                errors.push_spanned(&item.ident, "an API enum must have at least one variant");
                None
            }
            Data::Enum(data) => Some(Self::keywords_or_union(keys, item, data, errors)),
            Data::Union(_) => {
                let message = "an API type must be a `struct` or an `enum`";
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
        let crate_path = keys.crate_path(errors);
        let owner = "a newtype";
        let help = "a newtype is written like its inner value; a type with a syntax needs named fields, \
                    for example `struct Name { id: i64 }`";
        keys.reject("syntax", owner, help, errors);
        keys.finish(owner, errors);
        let mut keys = Keys::of(&field.attrs, "api", errors);
        let secret = keys.flag("secret", errors);
        let as_string = keys.flag("as_string", errors);
        keys.finish("the field of a newtype", errors);
        Self {
            item,
            name: names::unraw(&item.ident),
            since: None,
            syntax: None,
            checks: Checks::default(),
            eq: false,
            closed: false,
            crate_path,
            kind: ItemKind::Newtype(Newtype {
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
        let common = CommonKeys::parse(&mut keys, item, errors);
        let tag = keys.string("tag", errors);
        let response = keys.flag("response", errors);
        let event = keys.flag("event", errors);
        let older = keys.path("older", errors);
        let extra = keys.path("extra", errors);
        keys.finish("a record", errors);
        let is_tagged = response || event;
        if let Some(tag) = tag.as_ref().filter(|_| !is_tagged) {
            errors.push_spanned(tag, "only a `response` or an `event` has a tag");
        }
        let tag = || tag.map_or_else(|| names::lowercase_first(&common.name), |tag| tag.value());
        let record = Record {
            tag: is_tagged.then(tag),
            response,
            event,
            older,
            extra,
            fields: parse_fields(fields, errors),
        };
        common.model(item, ItemKind::Record(record))
    }

    fn keywords_or_union(
        mut keys: Keys,
        item: &'a DeriveInput,
        data: &'a DataEnum,
        errors: &mut Errors,
    ) -> Self {
        let common = CommonKeys::parse(&mut keys, item, errors);
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
                let message = "an enum whose variants have fields needs `tag = \"type\"`";
                errors.push_spanned(variant, message);
                Some("type".to_owned())
            }
            (None, None) => None,
        };
        let variants = variants()
            .map(|variant| Variant::parse(variant, errors))
            .collect();
        let kind = match tag {
            Some(tag) => ItemKind::Union(Union { tag, variants }),
            None => ItemKind::Keywords(variants),
        };
        Self {
            closed,
            ..common.model(item, kind)
        }
    }
}

/// The keys that records, keyword enums and unions have in common.
struct CommonKeys {
    name: String,
    since: Option<LitStr>,
    syntax: Option<LitStr>,
    checks: Checks,
    eq: bool,
    crate_path: Path,
}

impl CommonKeys {
    fn parse(keys: &mut Keys, item: &DeriveInput, errors: &mut Errors) -> Self {
        let name = keys.string("name", errors);
        Self {
            name: name.map_or_else(|| names::unraw(&item.ident), |name| name.value()),
            since: keys.version("since", errors),
            syntax: keys.string("syntax", errors),
            checks: Checks::parse(keys, errors),
            eq: keys.flag("eq", errors),
            crate_path: keys.crate_path(errors),
        }
    }

    fn model<'a>(self, item: &'a DeriveInput, kind: ItemKind<'a>) -> Model<'a> {
        let Self {
            name,
            since,
            syntax,
            checks,
            eq,
            crate_path,
        } = self;
        Model {
            item,
            name,
            since,
            syntax,
            checks,
            eq,
            closed: false,
            crate_path,
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
            fields => Content::Fields(parse_fields(fields, errors)),
        };
        Self {
            variant,
            api_name: name.map_or_else(default, |name| name.value()),
            alias,
            since,
            syntax,
            content,
        }
    }
}

fn parse_fields<'a>(fields: &'a Fields, errors: &mut Errors) -> Vec<ApiField<'a>> {
    if let Fields::Unnamed(fields) = fields {
        errors.push_spanned(fields, "expected named fields, or a single record");
    }
    let fields = fields
        .iter()
        .filter_map(|field| Some((field, field.ident.as_ref()?)));
    fields
        .map(|(field, ident)| ApiField::parse(field, ident, errors))
        .collect()
}

impl<'a> ApiField<'a> {
    fn parse(field: &'a Field, ident: &'a Ident, errors: &mut Errors) -> Self {
        let mut keys = Keys::of(&field.attrs, "api", errors);
        let name = keys.string("name", errors);
        let since = keys.version("since", errors);
        let optional = keys.flag("optional", errors);
        let default = keys.path("default", errors);
        let primitive = keys.string("primitive", errors);
        let secret = keys.flag("secret", errors);
        keys.finish("a field", errors);
        let default_name = || names::to_camel_case(&names::unraw(ident));
        Self {
            field,
            ident,
            api_name: name.map_or_else(default_name, |name| name.value()),
            since,
            optional,
            true_by_default: false,
            default,
            primitive,
            secret,
        }
    }
}
