//! The structure of the published crates: which file imports which, and which words the workspace does not use.
//!
//! Imports are read from `use` lines and from paths in the code, unit tests excluded. An item that is imported through a
//! re-export is imported from the file that defines it. A `pub use` whose name is not used in the same file, a `mod`
//! line, and a function that a declaration names in an attribute are not imports.

mod circles;
mod glossary;
mod guide;
mod imports;
mod rooms;
mod self_check;
mod source;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use circles::{Circle, circles};
use imports::{Imports, imports};
use rooms::{LAYOUTS, Layout};
use source::Crate;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The imports of each crate.
static IMPORTS: LazyLock<Vec<(&Layout, Imports)>> = LazyLock::new(|| {
    let read = |layout: &'static Layout| {
        let krate = Crate::load(&workspace().join(layout.package));
        (layout, imports(&krate))
    };
    LAYOUTS.iter().map(read).collect()
});

/// The room of a file: the top-level module that it belongs to.
fn room(file: &Path) -> String {
    let first = file.iter().next().map(PathBuf::from).unwrap_or_default();
    first.with_extension("").display().to_string()
}

/// The import of `to` in `from`, for a message.
fn describe(package: &str, imports: &Imports, from: &Path, to: &Path) -> String {
    let import = &imports[from][to];
    let (from, to) = (from.display(), to.display());
    let (line, path) = (import.line, &import.path);
    format!("{package}/src/{from}:{line} imports `{path}` of {to}")
}

/// The imports that the order of the rooms does not allow, as messages.
fn imports_upwards(layout: &Layout, imports: &Imports) -> Vec<String> {
    let Layout { package, order, .. } = layout;
    if order.is_empty() {
        return Vec::new();
    }
    let row = |file: &Path| {
        let room = room(file);
        let row = order.iter().position(|rooms| rooms.contains(&&*room));
        row.unwrap_or_else(|| {
            panic!("{package}: add the room `{room}` to tests/architecture/rooms.rs")
        })
    };
    let mut found = Vec::new();
    for (from, imported) in imports {
        for to in imported.keys().filter(|to| room(to) != room(from)) {
            if row(to) >= row(from) {
                found.push(describe(package, imports, from, to));
            }
        }
    }
    found
}

#[test]
fn no_room_imports_a_room_above_it() {
    let found = IMPORTS.iter();
    let found = found.map(|(layout, imports)| imports_upwards(layout, imports));
    let found: Vec<_> = found.flatten().collect();
    assert!(
        found.is_empty(),
        "{}\nMove what is imported to a lower room, or the code that imports it to a higher one: tests/architecture/rooms.rs \
         has their order.",
        found.join("\n")
    );
}

/// The imports without those between files that may import each other.
fn without_recursive(layout: &Layout, imports: &Imports) -> Imports {
    let is_recursive = |file: &Path| {
        layout
            .recursive
            .is_some_and(|folder| file.starts_with(folder))
    };
    let mut imports = imports.clone();
    for (from, imported) in &mut imports {
        imported.retain(|to, _| !(is_recursive(from) && is_recursive(to)));
    }
    imports
}

#[test]
fn no_files_import_each_other() {
    let mut message = String::new();
    for (layout, imports) in &*IMPORTS {
        let package = layout.package;
        let imports = without_recursive(layout, imports);
        for Circle { files, size } in circles(&imports) {
            let room = room(files[0]);
            let next = files.iter().cycle().skip(1);
            for (from, to) in files.iter().zip(next) {
                let _ = writeln!(message, "{}", describe(package, &imports, from, to));
            }
            let _ = writeln!(
                message,
                "({size} files of `{room}` import each other in this way)\n"
            );
        }
    }
    assert!(
        message.is_empty(),
        "{message}Move what both files need to a file that imports neither of them."
    );
}
