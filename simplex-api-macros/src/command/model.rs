//! The declaration of a command.

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

/// `#[command(…)]` and its struct.
pub(crate) struct Command {
    pub(crate) attribute: CommandAttribute,
    /// The other attributes of the struct: documentation, derives, lints.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) params: Vec<Param>,
    /// `struct X;`, not `struct X {}`.
    pub(crate) is_unit: bool,
}

/// The keys of `#[command(…)]`.
pub(crate) struct CommandAttribute {
    /// The documentation's name.
    pub(crate) name: String,
    pub(crate) syntax: Option<LitStr>,
    /// The documentation's syntax, if the command deviates from it.
    pub(crate) documented: Option<LitStr>,
    /// Why the command deviates from the documentation.
    pub(crate) correction: Option<LitStr>,
    /// `before(…)`: the syntax for older servers.
    pub(crate) older_syntax: Option<OlderSyntax>,
    pub(crate) checks: Checks,
    /// `typed_by = people`: decoded as human input.
    pub(crate) is_human_input: bool,
    /// What people can type in place of the name of the command.
    pub(crate) aliases: Vec<LitStr>,
    /// Help and menus omit the command.
    pub(crate) hidden: bool,
    pub(crate) network: Option<Ident>,
    pub(crate) responses: Vec<Path>,
    pub(crate) errors: Vec<Path>,
    /// The documentation lists no `chatCmdError`.
    pub(crate) infallible: bool,
    pub(crate) since: Option<LitStr>,
    /// Servers before `since` support the command too.
    pub(crate) known_earlier: bool,
    /// The path of the library.
    pub(crate) crate_path: Path,
}

/// `before("6.5", syntax = "…")`: the syntax for servers before this version.
pub(crate) struct OlderSyntax {
    pub(crate) before: LitStr,
    pub(crate) syntax: LitStr,
}

/// A field and its `#[param(…)]`.
pub(crate) struct Param {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The documentation's name.
    pub(crate) name: String,
    /// The name in an older version of the documentation.
    pub(crate) alias: Option<LitStr>,
    /// The key of the slot without a name that the field binds to.
    pub(crate) key: Option<LitStr>,
    pub(crate) since: Option<LitStr>,
    /// The documentation's name of its type, if the Rust type has another.
    pub(crate) primitive: Option<LitStr>,
    /// The list must have at least one item.
    pub(crate) non_empty: bool,
    /// No slot binds to the field.
    pub(crate) unsent: bool,
    /// `Debug` and errors do not show the value.
    pub(crate) secret: bool,
}

impl Command {
    /// Parses the declaration and reports its mistakes. An item that cannot be a command is returned without its attributes
    /// and visibility, and the command then has no parameters.
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
            Data::Struct(data) if can_be_command(&item.generics, &data.fields, errors) => {
                data.fields
            }
            data => {
                if !matches!(data, Data::Struct(_)) {
                    let message = "a command must be a struct, with a field for each parameter";
                    errors.push_spanned(&item.ident, message);
                }
                return (command, Some(DeriveInput { data, ..item }));
            }
        };
        command.is_unit = matches!(fields, Fields::Unit);
        let params = fields.into_iter();
        command.params = params
            .filter_map(|field| Param::parse(field, errors))
            .collect();
        (command, None)
    }
}

/// Whether the struct can be a command.
fn can_be_command(generics: &Generics, fields: &Fields, errors: &mut Errors) -> bool {
    if !generics.params.is_empty() {
        let message =
            "a command cannot have lifetimes or type parameters: its fields own their values";
        errors.push_spanned(generics, message);
        return false;
    }
    if let Some(clause) = &generics.where_clause {
        let message = "a command cannot have a `where` clause, because it has no type parameters";
        errors.push_spanned(clause, message);
    }
    if let Fields::Unnamed(fields) = fields {
        let message = "the fields of a command must have the names of its parameters: `struct Name { user_id: i64 }`";
        errors.push_spanned(fields, message);
        return false;
    }
    true
}

impl CommandAttribute {
    fn parse(args: TokenStream, item: &Ident, errors: &mut Errors) -> Self {
        let mut keys = Keys::parse(args, errors);
        if keys.is_missing("syntax") {
            let message = "this command has no syntax\n= help: write `#[command(syntax = \"/…\")]`";
            errors.push(syn::Error::new(item.span(), message));
        }
        let name = keys.string("name", errors);
        let attribute = Self {
            name: name.map_or_else(|| names::unraw(item), |name| name.value()),
            syntax: keys.string("syntax", errors),
            documented: keys.string("documented", errors),
            correction: keys.string("correction", errors),
            older_syntax: OlderSyntax::parse(&mut keys, errors),
            checks: Checks::parse(&mut keys, errors),
            is_human_input: keys.keyword("typed_by", &["people"], errors).is_some(),
            aliases: keys.strings("aliases", errors),
            hidden: keys.flag("hidden", errors),
            network: keys.keyword("network", &["no", "background", "interactive"], errors),
            responses: keys.paths("responses", errors),
            errors: keys.paths("errors", errors),
            infallible: keys.flag("infallible", errors),
            since: keys.version("since", errors),
            known_earlier: keys.flag("known_earlier", errors),
            crate_path: keys.crate_path(errors),
        };
        keys.finish("a command", errors);
        if !attribute.is_human_input && (!attribute.aliases.is_empty() || attribute.hidden) {
            let message = "`aliases` and `hidden` require `typed_by = people`";
            errors.push(syn::Error::new(item.span(), message));
        }
        if let (true, None) = (attribute.known_earlier, &attribute.since) {
            let message =
                "`known_earlier` requires the version that documents the command: `since = \"…\"`";
            errors.push(syn::Error::new(item.span(), message));
        }
        if let (Some(documented), None) = (&attribute.documented, &attribute.correction) {
            let message =
                "`documented` requires the reason for the deviation: `correction = \"…\"`";
            errors.push_spanned(documented, message);
        }
        attribute
    }
}

impl OlderSyntax {
    fn parse(keys: &mut Keys, errors: &mut Errors) -> Option<Self> {
        let (before, syntax) = keys.two_strings("before", "syntax", "6.5", errors)?;
        let is_valid = is_version(&before);
        if !is_valid {
            let message =
                "expected the version that introduced the present syntax, for example `\"6.5\"`";
            errors.push_spanned(&before, message);
        }
        is_valid.then_some(Self { before, syntax })
    }
}

impl Param {
    fn parse(field: syn::Field, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident?;
        cfg::reject(&field.attrs, "a command", errors);
        let ty = owned(field.ty, errors);
        let mut keys = Keys::of(&field.attrs, "param", errors);
        let name = keys.string("name", errors);
        let default = || names::to_camel_case(&names::unraw(&ident));
        let param = Self {
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
        let owner = "a parameter";
        let help = "an optional parameter is an `Option` in a group of the syntax, for example `[ key=<param>]`, \
                    or a `bool`, for example `[ key=on]`";
        keys.reject("default", owner, help, errors);
        keys.finish(owner, errors);
        Some(param)
    }
}

/// The type. A reference is reported, and replaced by the type that owns its value.
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
    let suggestion = owned.to_token_stream().to_string().replace(' ', "");
    let message = format!("a command must own its values: write `{suggestion}`");
    errors.push_spanned(&ty, message);
    owned
}
