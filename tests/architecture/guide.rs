//! The files and functions that `ARCHITECTURE.md` names.

use std::fs;

use crate::workspace;

/// The code in backticks that is a path from the root of the workspace, `folder/file.rs` or `folder/file.rs::function`.
fn paths(guide: &str) -> Vec<&str> {
    let code = guide.split('`').skip(1).step_by(2);
    code.filter(|code| code.contains('/') && !code.contains(' '))
        .filter(|code| {
            let folder = code.split('/').next().unwrap_or_default();
            workspace().join(folder).is_dir()
        })
        .collect()
}

#[test]
fn the_files_and_functions_of_the_guide_exist() {
    let guide = fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("the guide");
    let paths = paths(&guide);
    assert!(paths.len() > 30, "the guide names files: {paths:?}");
    for path in paths {
        let (file, function) = path.split_once("::").unwrap_or((path, ""));
        let file = workspace().join(file);
        assert!(file.exists(), "ARCHITECTURE.md names `{path}`");
        if !function.is_empty() {
            let code = fs::read_to_string(&file).expect("code is text");
            let declared = [format!("fn {function}("), format!("fn {function}<")];
            let exists = declared.iter().any(|declared| code.contains(declared));
            assert!(exists, "ARCHITECTURE.md names `{path}`");
        }
    }
}
