//! The published packages contain all files that they need.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

/// The packages that are published, each in the folder of its name.
const PACKAGES: [&str; 3] = ["simplex-api-macros", "simplex-api", "simplex-api-testing"];

/// The prefixes of the path of another file.
const INCLUDES: [&str; 4] = ["include_str!(", "include_bytes!(", "include!(", "#[path = "];

fn folder(package: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(package)
}

/// The files of the package, as Cargo would pack them.
fn packed(package: &str) -> BTreeSet<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["package", "--list", "--allow-dirty", "--offline"]);
    cargo
        .args(["--package", package])
        .current_dir(folder(package));
    let listed = cargo.output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&listed.stderr);
    assert!(listed.status.success(), "{errors}");
    let listed = String::from_utf8(listed.stdout).expect("paths are text");
    listed.lines().map(PathBuf::from).collect()
}

/// The paths that a source file includes, as written.
fn included(code: &str) -> impl Iterator<Item = &str> {
    let after = INCLUDES
        .iter()
        .flat_map(move |include| code.split(include).skip(1));
    after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

/// The path without `..`; `None` if it leaves the folder.
fn within(path: &Path) -> Option<PathBuf> {
    path.components()
        .try_fold(PathBuf::new(), |mut within, component| {
            match component {
                Component::ParentDir if !within.pop() => return None,
                Component::ParentDir | Component::CurDir => {}
                component => within.push(component),
            }
            Some(within)
        })
}

#[test]
fn included_files_are_in_the_package() {
    for package in PACKAGES {
        let packed = packed(package);
        let mut count = 0;
        for file in packed
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "rs"))
        {
            let code = fs::read_to_string(folder(package).join(file)).expect("code is text");
            let beside = file.parent().expect("code is in a folder");
            for path in included(&code) {
                let found = within(&beside.join(path));
                let is_packed = found.is_some_and(|path| packed.contains(&path));
                assert!(is_packed, "{package}: {} includes {path}", file.display());
                count += 1;
            }
        }
        assert!(
            package != "simplex-api" || count > 0,
            "the README is included"
        );
    }
}

#[test]
fn the_readme_and_the_licenses_are_in_the_package() {
    for package in PACKAGES {
        let packed = packed(package);
        for name in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(packed.contains(Path::new(name)), "{package}: {name}");
        }
    }
}
