//! Which file imports which: a file imports the files that define what it names, also if it names it through a
//! re-export.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::source::{Crate, Declared, ModuleId};

/// The first place in a file where it imports another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub(crate) line: usize,
    /// As it is written.
    pub(crate) path: String,
}

/// For each file, the files that it imports.
pub(crate) type Imports = BTreeMap<PathBuf, BTreeMap<PathBuf, Import>>;

/// All imports between the files of a crate.
///
/// A `pub use` whose name is not used in the same file is not an import: it only shows the name elsewhere.
pub(crate) fn imports(krate: &Crate) -> Imports {
    let resolver = Resolver::new(krate);
    let mut imports = Imports::new();
    for (id, module) in krate.modules.iter().enumerate() {
        let imported = imports.entry(module.file.clone()).or_default();
        for path in module.paths.iter().filter(|path| !path.is_reexport) {
            for file in resolver.files(id, &path.segments) {
                if file != module.file {
                    let import = Import {
                        line: path.line,
                        path: path.segments.join("::"),
                    };
                    let first = imported.entry(file.to_owned()).or_insert(import.clone());
                    *first = import.min(first.clone());
                }
            }
        }
    }
    imports
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// An item of this module.
    Item(ModuleId),
    Module(ModuleId),
}

struct Resolver<'a> {
    krate: &'a Crate,
    /// What names in modules are; empty while that is being found out.
    known: RefCell<BTreeMap<(ModuleId, String), BTreeSet<Target>>>,
}

impl<'a> Resolver<'a> {
    fn new(krate: &'a Crate) -> Self {
        Self {
            krate,
            known: RefCell::default(),
        }
    }

    /// The files that define the item that a path in `module` names. None for a module, which is only a namespace, and
    /// for items of other crates.
    fn files(&self, module: ModuleId, path: &[String]) -> BTreeSet<&'a Path> {
        let files = self.path(module, path).into_iter();
        let files = files.filter_map(|target| match target {
            Target::Item(module) => Some(&*self.krate.modules[module].file),
            Target::Module(_) => None,
        });
        files.collect()
    }

    fn path(&self, module: ModuleId, path: &[String]) -> BTreeSet<Target> {
        match path.split_first() {
            Some((first, rest)) if first == "crate" || *first == self.krate.name => {
                self.within(0, rest)
            }
            Some((first, rest)) if first == "self" => self.path(module, rest),
            Some((first, rest)) if first == "super" => match self.krate.modules[module].parent {
                Some(parent) => self.path(parent, rest),
                None => BTreeSet::new(),
            },
            _ => self.within(module, path),
        }
    }

    /// A path that starts with a name in a module.
    fn within(&self, module: ModuleId, path: &[String]) -> BTreeSet<Target> {
        let Some((first, rest)) = path.split_first() else {
            return BTreeSet::from([Target::Module(module)]);
        };
        let found = self.name(module, first);
        let children = found.iter().filter_map(|target| match target {
            Target::Module(child) => Some(*child),
            Target::Item(_) => None,
        });
        let mut children = children.peekable();
        if rest.is_empty() || children.peek().is_none() {
            // The rest is a variant or an associated item.
            return found;
        }
        children
            .flat_map(|child| self.within(child, rest))
            .collect()
    }

    fn name(&self, module: ModuleId, name: &str) -> BTreeSet<Target> {
        let key = (module, name.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        self.known.borrow_mut().insert(key.clone(), BTreeSet::new());
        let targets = self.find_name(module, name);
        self.known.borrow_mut().insert(key, targets.clone());
        targets
    }

    fn find_name(&self, id: ModuleId, name: &str) -> BTreeSet<Target> {
        let module = &self.krate.modules[id];
        let mut targets = BTreeSet::new();
        let declared = module.names.get(name).into_iter().flatten();
        for declared in declared.clone() {
            match declared {
                Declared::Item => drop(targets.insert(Target::Item(id))),
                Declared::Module(child) => drop(targets.insert(Target::Module(*child))),
                Declared::Import(_) => {}
            }
        }
        let children = targets.clone();
        for declared in declared {
            match declared {
                // `mod name; use name::name;`, or an item of another crate.
                Declared::Import(path) if path[0] == name => {
                    for child in &children {
                        if let Target::Module(child) = child {
                            targets.extend(self.within(*child, &path[1..]));
                        }
                    }
                }
                Declared::Import(path) => targets.extend(self.path(id, path)),
                Declared::Item | Declared::Module(_) => {}
            }
        }
        if targets.is_empty() {
            for glob in &module.globs {
                for target in self.path(id, glob) {
                    if let Target::Module(from) = target {
                        targets.extend(self.name(from, name));
                    }
                }
            }
        }
        targets
    }
}
