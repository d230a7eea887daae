//! The declaration of a command, as it was written.

use std::mem;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{
    Attribute, Data, DeriveInput, Fields, Generics, LitStr, Path, Type, Visibility, parse_quote,
};

use crate::cfg;
use crate::diagnostics::Errors;
use crate::keys::{Keys, is_version};
use crate::names;
use crate::text::Checks;

/// `#[command(...)]` and the struct under it.
pub(crate) struct Command {
    pub(crate) attribute: CommandAttribute,
    /// Documentation, derives, lints: whatever else stands on the struct.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) params: Vec<Parameter>,
    /// `struct X;` instead of `struct X {}`.
    pub(crate) is_unit: bool,
}

/// What stands in `#[command(...)]`.
pub(crate) struct CommandAttribute {
    /// The documentation's name.
    pub(crate) name: String,
    pub(crate) syntax: Option<LitStr>,
    /// The documentation's syntax, if the command deviates from it, and why it does.
    pub(crate) documented: Option<LitStr>,
    pub(crate) correction: Option<LitStr>,
    /// What older servers take.
    pub(crate) before: Option<Before>,
    pub(crate) checks: Checks,
    /// `typed_by = people`: read as people type it.
    pub(crate) is_typed: bool,
    /// What people can type instead of the text at its beginning.
    pub(crate) aliases: Vec<LitStr>,
    /// People are not shown the command.
    pub(crate) hidden: bool,
    pub(crate) network: Option<Ident>,
    pub(crate) responses: Vec<Path>,
    pub(crate) errors: Vec<Path>,
    /// The documentation lists no `chatCmdError`.
    pub(crate) infallible: bool,
    pub(crate) since: Option<LitStr>,
    /// Servers before `since` take it as well.
    pub(crate) known_earlier: bool,
    /// Where the library is.
    pub(crate) library: Path,
}

/// `before("6.5", syntax = "…")`: servers before this version have another syntax.
pub(crate) struct Before {
    pub(crate) text: LitStr,
    /// Major and minor.
    pub(crate) syntax: LitStr,
}

/// A field, with its `#[param(...)]`.
pub(crate) struct Parameter {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The documentation's name.
    pub(crate) name: String,
    /// The name that an older version of the documentation has.
    pub(crate) alias: Option<LitStr>,
    pub(crate) key: Option<LitStr>,
    pub(crate) since: Option<LitStr>,
    /// The documentation's name of its type, if it is not that of the Rust type.
    pub(crate) primitive: Option<LitStr>,
    /// The server needs at least one item.
    pub(crate) non_empty: bool,
    pub(crate) unsent: bool,
    /// Not to be seen in logs.
    pub(crate) secret: bool,
}

impl Command {
    /// Reads the declaration; what is wrong with it goes to `errors`. An item that is no command comes back as it was,
    /// but for attributes and visibility, and the command has no parameters.
    pub(crate) fn parse(
        args: TokenStream,
        mut item: DeriveInput,
        errors: &mut Errors,
    ) -> (Self, Option<DeriveInput>) {
        let mut command = Self {
            attribute: CommandAttribute::parse(args, &item.ident, errors),
            attrs: mem::take(&mut item.attrs),
            vis: mem::replace(&mut item.vis, Visibility::Inherited),
            ident: item.ident.clone(),
            params: Vec::new(),
            is_unit: false,
        };
        let fields = match item.data {
            Data::Struct(data) if is_command(&item.generics, &data.fields, errors) => data.fields,
            data => {
                if !matches!(data, Data::Struct(_)) {
                    let message = "a command is a struct, with a field for each parameter";
                    errors.push_spanned(&item.ident, message);
                }
                return (command, Some(DeriveInput { data, ..item }));
            }
        };
        command.is_unit = matches!(fields, Fields::Unit);
        let params = fields.into_iter();
        command.params = params
            .filter_map(|field| Parameter::parse(field, errors))
            .collect();
        (command, None)
    }
}

/// Whether a command can be made of a struct.
fn is_command(generics: &Generics, fields: &Fields, errors: &mut Errors) -> bool {
    if !generics.params.is_empty() {
        let message =
            "a command has no lifetimes and no type parameters: its fields own their values";
        errors.push_spanned(generics, message);
        return false;
    }
    if let Some(clause) = &generics.where_clause {
        let message = "a command has no type parameters to say something of";
        errors.push_spanned(clause, message);
    }
    if let Fields::Unnamed(fields) = fields {
        let message = "the fields of a command have the names of its parameters: `struct Name { user_id: i64 }`";
        errors.push_spanned(fields, message);
        return false;
    }
    true
}

impl CommandAttribute {
    fn parse(args: TokenStream, item: &Ident, errors: &mut Errors) -> Self {
        let mut keys = Keys::parse(args, errors);
        if keys.is_missing("syntax") {
            let message = "the command has no syntax: write `#[command(syntax = \"/…\")]`";
            errors.push(syn::Error::new(item.span(), message));
        }
        let name = keys.string("name", errors);
        let attribute = Self {
            name: name.map_or_else(|| names::unraw(item), |name| name.value()),
            syntax: keys.string("syntax", errors),
            documented: keys.string("documented", errors),
            correction: keys.string("correction", errors),
            before: Before::parse(&mut keys, errors),
            checks: Checks::parse(&mut keys, errors),
            is_typed: keys.keyword("typed_by", &["people"], errors).is_some(),
            aliases: keys.strings("aliases", errors),
            hidden: keys.flag("hidden", errors),
            network: keys.keyword("network", &["no", "background", "interactive"], errors),
            responses: keys.paths("responses", errors),
            errors: keys.paths("errors", errors),
            infallible: keys.flag("infallible", errors),
            since: keys.version("since", errors),
            known_earlier: keys.flag("known_earlier", errors),
            library: keys.crate_path(errors),
        };
        keys.finish("a command", errors);
        if !attribute.is_typed && (!attribute.aliases.is_empty() || attribute.hidden) {
            let message =
                "`aliases` and `hidden` are for commands that people type: add `typed_by = people`";
            errors.push(syn::Error::new(item.span(), message));
        }
        if let (true, None) = (attribute.known_earlier, &attribute.since) {
            let message =
                "`known_earlier` needs the version that documents the command: `since = \"…\"`";
            errors.push(syn::Error::new(item.span(), message));
        }
        if let (Some(documented), None) = (&attribute.documented, &attribute.correction) {
            let message =
                "a command that deviates from its documentation says why: `correction = \"…\"`";
            errors.push_spanned(documented, message);
        }
        attribute
    }
}

impl Before {
    fn parse(keys: &mut Keys, errors: &mut Errors) -> Option<Self> {
        let (text, syntax) = keys.two_strings("before", "syntax", "6.5", errors)?;
        let is_known = is_version(&text);
        if !is_known {
            let message = "expected the version that brought the present syntax, as in `\"6.5\"`";
            errors.push_spanned(&text, message);
        }
        is_known.then_some(Self { text, syntax })
    }
}

impl Parameter {
    fn parse(field: syn::Field, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident?;
        cfg::reject(&field.attrs, "a command", errors);
        let ty = owned(field.ty, errors);
        let mut keys = Keys::of(&field.attrs, "param", errors);
        let name = keys.string("name", errors);
        let default = || names::to_camel_case(&names::unraw(&ident));
        let parameter = Self {
            name: name.map_or_else(default, |name| name.value()),
            alias: keys.string("alias", errors),
            key: keys.string("key", errors),
            since: keys.version("since", errors),
            primitive: keys.string("primitive", errors),
            non_empty: keys.flag("non_empty", errors),
            unsent: keys.flag("unsent", errors),
            secret: keys.flag("secret", errors),
            attrs: field.attrs,
            vis: field.vis,
            ident,
            ty,
        };
        let what = "a parameter";
        let instead = "what can be left out is an `Option` in a group of the syntax, as in `[ key=<param>]`, \
                       or a `bool`, as in `[ key=on]`";
        keys.reject("default", what, instead, errors);
        keys.finish(what, errors);
        Some(parameter)
    }
}

/// The type, or what a reference should be instead.
fn owned(ty: Type, errors: &mut Errors) -> Type {
    let Type::Reference(reference) = &ty else {
        return ty;
    };
    let owned: Type = match &*reference.elem {
        Type::Path(text) if text.path.is_ident("str") => parse_quote!(String),
        Type::Slice(list) => {
            let item = &list.elem;
            parse_quote!(Vec<#item>)
        }
        other => parse_quote!(#other),
    };
    let spelled = owned.to_token_stream().to_string().replace(' ', "");
    let message = format!("a command owns its values: write `{spelled}`");
    errors.push_spanned(&ty, message);
    owned
}
