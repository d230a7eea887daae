//! The modules of a crate: their files, their items, and the paths that they name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Item;

/// The index of a module in [`Crate::modules`].
pub(crate) type ModuleId = usize;

/// A crate without its unit tests.
#[derive(Debug)]
pub(crate) struct Crate {
    /// The name of the library, as in paths.
    pub(crate) name: String,
    /// The root is the first.
    pub(crate) modules: Vec<Module>,
}

/// A module, which is a file or is inline in one.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) parent: Option<ModuleId>,
    /// Relative to the folder of the root.
    pub(crate) file: PathBuf,
    /// What is declared in it, by name. An item and a module can have the same name.
    pub(crate) names: BTreeMap<String, Vec<Declared>>,
    /// The paths of `use path::*`.
    pub(crate) globs: Vec<Vec<String>>,
    /// All paths in its code, and those of `use`.
    pub(crate) paths: Vec<NamedPath>,
}

/// What a name is declared as.
#[derive(Debug, Clone)]
pub(crate) enum Declared {
    Item,
    Module(ModuleId),
    Import(Vec<String>),
}

/// A path in the code.
#[derive(Debug)]
pub(crate) struct NamedPath {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    /// It is in a `use` with a visibility, and the code of the module does not use the name.
    pub(crate) is_reexport: bool,
}

impl Crate {
    /// Reads the crate with the root `src/lib.rs` in the folder of the package.
    pub(crate) fn load(package: &Path) -> Self {
        let folder = package.join("src");
        let name = package.file_name().expect("a name").to_string_lossy();
        Self::read(&name, &|file| fs::read_to_string(folder.join(file)).ok())
    }

    /// Reads the crate from files that `read` returns by their paths.
    pub(crate) fn read(package: &str, read: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut loader = Loader {
            read,
            modules: Vec::new(),
        };
        loader.file(None, Path::new("lib.rs"), Path::new(""));
        Self {
            name: package.replace('-', "_"),
            modules: loader.modules,
        }
    }
}

struct Loader<'a> {
    read: &'a dyn Fn(&Path) -> Option<String>,
    modules: Vec<Module>,
}

impl Loader<'_> {
    /// Adds the module in `file`; the files of its children are in `folder`.
    fn file(&mut self, parent: Option<ModuleId>, file: &Path, folder: &Path) -> ModuleId {
        let code = (self.read)(file).unwrap_or_else(|| panic!("{} is missing", file.display()));
        let code = syn::parse_file(&code);
        let code = code.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.module(parent, file, folder, code.items)
    }

    fn module(
        &mut self,
        parent: Option<ModuleId>,
        file: &Path,
        folder: &Path,
        items: Vec<Item>,
    ) -> ModuleId {
        let id = self.modules.len();
        self.modules.push(Module {
            parent,
            file: file.to_owned(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            paths: Vec::new(),
        });
        let mut code = Code::default();
        for item in items {
            let Item::Mod(child) = item else {
                if let Some(name) = name(&item) {
                    self.declare(id, name, Declared::Item);
                }
                code.read(quote::ToTokens::into_token_stream(item));
                continue;
            };
            if child.attrs.iter().any(is_for_tests) {
                continue;
            }
            let name = child.ident.to_string();
            let child_folder = folder.join(&name);
            let child = match child.content {
                Some((_, items)) => self.module(Some(id), file, &child_folder, items),
                None => {
                    let beside = folder.join(format!("{name}.rs"));
                    let inside = child_folder.join("mod.rs");
                    let is_beside = (self.read)(&beside).is_some();
                    let child_file = if is_beside { beside } else { inside };
                    self.file(Some(id), &child_file, &child_folder)
                }
            };
            self.declare(id, name, Declared::Module(child));
        }
        self.add_code(id, code);
        id
    }

    fn declare(&mut self, module: ModuleId, name: String, declared: Declared) {
        let names = &mut self.modules[module].names;
        names.entry(name).or_default().push(declared);
    }

    fn add_code(&mut self, id: ModuleId, code: Code) {
        for import in code.imports {
            let is_reexport = import.is_public && !code.idents.contains_key(&import.name);
            if import.name == "*" {
                self.modules[id].globs.push(import.path.clone());
            } else {
                let declared = Declared::Import(import.path.clone());
                self.declare(id, import.name, declared);
            }
            self.modules[id].paths.push(NamedPath {
                segments: import.path,
                line: import.line,
                is_reexport,
            });
        }
        let paths = code.paths.into_iter().map(|(segments, line)| NamedPath {
            segments,
            line,
            is_reexport: false,
        });
        self.modules[id].paths.extend(paths);
    }
}

/// The name of an item; `None` for `impl`, `use` and invocations of macros.
fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let tokens = quote::ToTokens::to_token_stream(&attribute.meta);
    is_test_cfg(tokens)
}

/// Whether it is `cfg(test)` or `cfg(all(test, …))`.
fn is_test_cfg(attribute: TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test,") || text.starts_with("cfg(all(doctest,")
}

/// What the tokens of a module name.
#[derive(Debug, Default)]
struct Code {
    imports: Vec<Import>,
    /// Paths of several segments, with their lines.
    paths: Vec<(Vec<String>, usize)>,
    /// All identifiers outside of `use`.
    idents: BTreeMap<String, usize>,
}

/// One name of a `use`.
#[derive(Debug)]
struct Import {
    path: Vec<String>,
    /// `*` for all.
    name: String,
    line: usize,
    is_public: bool,
}

impl Code {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut next = 0;
        let mut is_public = false;
        while let Some(token) = tokens.get(next) {
            next += 1;
            match token {
                // An attribute. The functions that a declaration names in one, such as `check = …`, are not read.
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    if let Some(TokenTree::Group(attribute)) = tokens.get(next)
                        && attribute.delimiter() == Delimiter::Bracket
                    {
                        let is_test = is_test_cfg(attribute.stream());
                        next = if is_test {
                            end_of_item(&tokens, next)
                        } else {
                            next + 1
                        };
                    }
                }
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Ident(ident) if ident == "pub" => {
                    is_public = true;
                    continue;
                }
                TokenTree::Ident(ident) if ident == "use" && !is_sign(tokens.get(next), '<') => {
                    let end = next + tokens[next..].iter().position(is_semicolon).unwrap_or(0);
                    self.imports(Vec::new(), &tokens[next..end], is_public);
                    next = end;
                }
                TokenTree::Ident(ident) => next = self.path(ident, &tokens, next),
                TokenTree::Punct(sign)
                    if sign.as_char() == ':' && is_sign(tokens.get(next), ':') =>
                {
                    // The path starts in another crate, or after a type or a variable of `quote!`.
                    next += 1;
                    while let Some(TokenTree::Ident(_)) = tokens.get(next) {
                        next += 1;
                        if !is_double_colon(&tokens, next) {
                            break;
                        }
                        next += 2;
                    }
                }
                _ => {}
            }
            let is_scope = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
            is_public = is_public && is_scope;
        }
    }

    /// Reads a path from its first segment on.
    fn path(&mut self, first: &Ident, tokens: &[TokenTree], mut next: usize) -> usize {
        *self.idents.entry(first.to_string()).or_default() += 1;
        let mut segments = vec![first.to_string()];
        while is_double_colon(tokens, next)
            && let Some(TokenTree::Ident(segment)) = tokens.get(next + 2)
        {
            segments.push(segment.to_string());
            next += 3;
        }
        if segments.len() > 1 || is_sign(tokens.get(next), '!') {
            self.paths.push((segments, first.span().start().line));
        }
        next
    }

    /// Reads the tree of a `use` after `prefix`.
    fn imports(&mut self, prefix: Vec<String>, tokens: &[TokenTree], is_public: bool) {
        let mut path = prefix.clone();
        let mut line = 0;
        let mut alias = None;
        let mut next = 0;
        if is_double_colon(tokens, 0) {
            return;
        }
        while let Some(token) = tokens.get(next) {
            next += 1;
            line = token.span().start().line;
            match token {
                TokenTree::Ident(ident) if ident == "as" => {
                    alias = tokens.get(next).map(ToString::to_string);
                    break;
                }
                TokenTree::Ident(ident) if ident == "self" && !path.is_empty() => {}
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Punct(sign) if sign.as_char() == '*' => alias = Some("*".to_owned()),
                TokenTree::Punct(_) => {}
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    for tree in inner.split(|token| is_sign(Some(token), ',')) {
                        if !tree.is_empty() {
                            self.imports(path.clone(), tree, is_public);
                        }
                    }
                    return;
                }
                TokenTree::Literal(_) => return,
            }
        }
        if let Some(last) = path.last() {
            self.imports.push(Import {
                name: alias.unwrap_or_else(|| last.clone()),
                path,
                line,
                is_public,
            });
        }
    }
}

/// The index after the item or field at `next`.
fn end_of_item(tokens: &[TokenTree], next: usize) -> usize {
    let is_end = |token: &TokenTree| {
        let is_body =
            matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        is_body || is_semicolon(token)
    };
    let end = tokens[next..].iter().position(is_end);
    end.map_or(tokens.len(), |end| next + end + 1)
}

fn is_semicolon(token: &TokenTree) -> bool {
    is_sign(Some(token), ';')
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    is_sign(tokens.get(at), ':') && is_sign(tokens.get(at + 1), ':')
}
