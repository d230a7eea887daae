//! The reader of imports, on small crates.

use std::collections::BTreeMap;
use std::path::Path;

use crate::circles::circles;
use crate::imports::imports;
use crate::imports_upwards;
use crate::rooms::Layout;
use crate::source::Crate;

/// The imports in a crate with these files, as `from:line -> to`.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let imports = imports(&read(files));
    let found = imports.iter().flat_map(|(from, imported)| {
        let from = from.display();
        imported
            .iter()
            .map(move |(to, import)| format!("{from}:{} -> {}", import.line, to.display()))
    });
    found.collect()
}

fn read(files: &[(&str, &str)]) -> Crate {
    let files: BTreeMap<&Path, &str> = files
        .iter()
        .map(|(file, code)| (Path::new(*file), *code))
        .collect();
    Crate::read("my-crate", &|file| {
        files.get(file).map(|code| (*code).to_owned())
    })
}

const ROOT: (&str, &str) = ("lib.rs", "mod a;\nmod b;");

#[test]
fn uses_and_paths_are_imports() {
    for code in [
        "use crate::b::B;",
        "use crate::b::{self, B as C};",
        "use super::b::{B};",
        "use crate::b; fn f() { b::B::new(); }",
        "fn f() { crate::b::B::new(); }",
        "fn f() { my_crate::b::B::new(); }",
        "fn f() -> Option<super::b::B> { None }",
        "fn f() { println!(\"{}\", crate::b::B); }",
        "fn f() { use crate::b::B; }",
        "use crate::b::*; fn f() -> Option<B> { B::new() }",
        "mod inline { use super::super::b::B; }",
    ] {
        let files = [ROOT, ("a.rs", code), ("b.rs", "pub struct B;")];
        assert_eq!(found(&files), ["a.rs:1 -> b.rs"], "{code}");
    }
}

#[test]
fn other_code_is_not_an_import() {
    for code in [
        "use crate::b;",
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "#[cfg(test)] use crate::b::B;",
        "struct A; impl A { #[cfg(test)] fn f() { crate::b::B::new(); } }",
        "fn f() { other::b::B::new(); }",
        "fn f() { quote!(#krate::b::B); }",
        "fn f() { quote!(::b::B); }",
        "/// [`crate::b::B`]\nfn f() {}",
        "#[declare(check = crate::b::B)] struct A;",
    ] {
        let files = [ROOT, ("a.rs", code), ("b.rs", "pub struct B;")];
        assert_eq!(found(&files), [""; 0], "{code}");
    }
}

#[test]
fn a_reexported_item_is_imported_from_its_file() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\npub use b::C;"),
        ("a.rs", "use crate::C;"),
        ("b/mod.rs", "mod c;\npub use c::*;"),
        ("b/c.rs", "pub struct C;"),
    ];
    assert_eq!(found(&files), ["a.rs:1 -> b/c.rs"]);
}

#[test]
fn a_reexport_that_is_used_is_an_import() {
    let code = "mod c;\npub(crate) use c::C;\nfn f() -> C { C }";
    let files = [
        ("lib.rs", "mod b;"),
        ("b/mod.rs", code),
        ("b/c.rs", "pub struct C;"),
    ];
    assert_eq!(found(&files), ["b/mod.rs:2 -> b/c.rs"]);
}

#[test]
fn an_item_with_the_name_of_its_module_is_found() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\npub use b::b;"),
        ("a.rs", "use crate::b;\nfn f() { b(); }"),
        ("b.rs", "pub fn b() {}"),
    ];
    assert_eq!(found(&files), ["a.rs:1 -> b.rs"]);
    let files = [
        ("lib.rs", "mod a;\nfn a() {}"),
        ("a/mod.rs", "mod b;\nmod c;"),
        ("a/b.rs", "use crate::a::c::C;"),
        ("a/c.rs", "pub struct C;"),
    ];
    assert_eq!(found(&files), ["a/b.rs:1 -> a/c.rs"]);
}

#[test]
fn circles_are_found() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;"),
        ("a.rs", "use crate::b::B;\npub struct A;"),
        ("b.rs", "use crate::c::C;\npub struct B;"),
        ("c.rs", "use crate::{a::A, d::D};\npub struct C;"),
        ("d.rs", "pub struct D;"),
    ];
    let imports = imports(&read(&files));
    let circles = circles(&imports);
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].files, ["a.rs", "b.rs", "c.rs"].map(Path::new));
    assert_eq!(circles[0].size, 3);
}

#[test]
fn imports_upwards_are_found() {
    let layout = Layout {
        package: "my-crate",
        order: &[&["a"], &["b", "c"], &["lib"]],
        recursive: None,
    };
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;"),
        ("a.rs", "pub struct A;\nuse crate::b::B;"),
        ("b.rs", "use crate::a::A;\npub struct B;"),
        ("c.rs", "use crate::b::B;"),
    ];
    let found = imports_upwards(&layout, &imports(&read(&files)));
    let expected = [
        "my-crate/src/a.rs:2 imports `crate::b::B` of b.rs",
        "my-crate/src/c.rs:1 imports `crate::b::B` of b.rs",
    ];
    assert_eq!(found, expected);
}
