//! The order of the top-level modules of each crate, which are its rooms.

/// A published crate.
pub(crate) struct Layout {
    /// The folder of the package.
    pub(crate) package: &'static str,
    /// The rooms from the lowest to the highest. A room may import from the rows above its own in this table; rooms of
    /// one row do not import each other.
    pub(crate) order: &'static [&'static [&'static str]],
}

pub(crate) const LAYOUTS: &[Layout] = &[
    Layout {
        package: "simplex-api",
        order: &[
            &["excerpt", "spec"],
            &["json"],
            &["command"],
            &["render"],
            &["api"],
            &["protocol"],
            &["client"],
            &["blocking", "bot"],
            // What generated code calls.
            &["__private"],
            &["lib"],
        ],
    },
    Layout {
        package: "simplex-api-macros",
        order: &[
            &["grammar"],
            &["analysis"],
            &["text"],
            &["command", "api_type"],
            &["set"],
            &["lib"],
        ],
    },
    Layout {
        package: "simplex-api-testing",
        order: &[&["lib"]],
    },
];
