//! The order of the top-level modules of each crate, which are its rooms.

/// A published crate.
pub(crate) struct Layout {
    /// The folder of the package.
    pub(crate) package: &'static str,
    /// The rooms from the lowest to the highest. A room imports only from earlier rows; rooms of one row do not import
    /// each other. Empty if the rooms have no order.
    pub(crate) order: &'static [&'static [&'static str]],
    /// A folder whose files may import each other.
    pub(crate) recursive: Option<&'static str>,
}

pub(crate) const LAYOUTS: &[Layout] = &[
    Layout {
        package: "simplex-api",
        order: &[
            &["doc_text", "excerpt", "spec"],
            &["json"],
            &["command"],
            &["api"],
            &["render"],
            &["protocol"],
            &["client"],
            &["blocking", "bot"],
            // What generated code calls.
            &["__private"],
            &["lib"],
        ],
        // The types of the API refer to each other, as in its documentation.
        recursive: Some("api/types"),
    },
    Layout {
        package: "simplex-api-macros",
        order: &[
            &[
                "case_fold",
                "doc_comment",
                "fallback",
                "grammar",
                "hygiene",
                "lints",
                "literal",
                "names",
                "tokens",
            ],
            &["analysis"],
            &["diagnostics", "rust_type"],
            &["builder", "cfg", "debug", "duplicates", "keys"],
            &["text"],
            &["codec"],
            &["command", "api_type"],
            &["set"],
            &["lib"],
        ],
        recursive: None,
    },
    Layout {
        package: "simplex-api-testing",
        // A server, its contacts and what they show refer to each other: only circles of files are forbidden.
        order: &[],
        recursive: None,
    },
];
