//! Where the code differs from the facts, and why. All of it, by name.

use simplex_api_tests::facts::Facts;

use crate::{code, lines};

/// A difference.
pub(crate) struct Deviation {
    /// The line of the facts; empty if they have none.
    pub(crate) fact: &'static str,
    /// The lines of the code; none if it has none.
    pub(crate) code: &'static [&'static str],
}

const fn not_in_code(fact: &'static str) -> Deviation {
    Deviation { fact, code: &[] }
}

/// The differences in types.
pub(crate) const TYPES: &[Deviation] = &[
    // On the wire an unknown object is kept as it came, with a tag of its own: the documented `unknown`
    // is never sent. The code keeps such objects as `Undocumented`.
    not_in_code("LinkContent.unknown"),
    not_in_code("LinkContent.unknown.tag: string"),
    not_in_code("LinkContent.unknown.json: JSONObject"),
    not_in_code("MsgContent.unknown"),
    not_in_code("MsgContent.unknown.tag: string"),
    not_in_code("MsgContent.unknown.text: string"),
    not_in_code("MsgContent.unknown.json: JSONObject"),
    not_in_code("MsgReaction.unknown"),
    not_in_code("MsgReaction.unknown.tag: string"),
    not_in_code("MsgReaction.unknown.json: JSONObject"),
    // Servers send a role with full deletion in groups, and take it.
    Deviation {
        fact: "GroupPreference.enable: GroupFeatureEnabled",
        code: &[
            "GroupPreference.enable: GroupFeatureEnabled",
            "GroupPreference.role: GroupMemberRole?",
        ],
    },
    // It is a `Profile` in 6.4. The code reads both; the id and the alias that a `LocalProfile` has in
    // addition are kept as members it does not know.
    Deviation {
        fact: "UserContactRequest.profile: LocalProfile",
        code: &["UserContactRequest.profile: Profile"],
    },
];

/// The differences in parameters of commands.
pub(crate) const PARAMETERS: &[Deviation] = &[
    // The target must be given, and is not new: in 6.4 it is `connectionLink`, an alias in the code.
    Deviation {
        fact: "APIConnectPlan.connectTarget: string?, since 7.0",
        code: &["APIConnectPlan.connectTarget: string"],
    },
    // The link must be given.
    Deviation {
        fact: "APIConnect.preparedLink_: CreatedConnLink?",
        code: &["APIConnect.preparedLink_: CreatedConnLink"],
    },
    // The target must be given, and is not new: in 6.4 it is `connLink_`, an alias in the code.
    Deviation {
        fact: "Connect.connTarget_: string?, since 7.0",
        code: &["Connect.connTarget_: string"],
    },
    // The server takes them as options.
    Deviation {
        fact: "StartChat.mainApp: bool",
        code: &["StartChat.mainApp: bool?"],
    },
    Deviation {
        fact: "StartChat.enableSndFiles: bool",
        code: &["StartChat.enableSndFiles: bool?"],
    },
];

/// The lines of the facts as the code should have them.
pub(crate) fn applied(facts: Vec<String>, deviations: &[Deviation]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in facts {
        match deviations.iter().find(|deviation| deviation.fact == line) {
            Some(deviation) => lines.extend(deviation.code.iter().map(|line| (*line).to_owned())),
            None => lines.push(line),
        }
    }
    lines
}

#[test]
fn every_deviation_of_a_type_is_one() {
    let types = Facts::v7_0().types.values();
    let facts = types.flat_map(lines::documented);
    let code = code::types().into_values().flat_map(lines::declared);
    check(TYPES, &facts.collect::<Vec<_>>(), &code.collect::<Vec<_>>());
}

#[test]
fn every_deviation_of_a_parameter_is_one() {
    let facts = Facts::v7_0()
        .commands
        .iter()
        .flat_map(lines::documented_command);
    let code = code::commands().flat_map(|spec| lines::declared_members(spec.name, spec.params));
    check(
        PARAMETERS,
        &facts.collect::<Vec<_>>(),
        &code.collect::<Vec<_>>(),
    );
}

fn check(deviations: &[Deviation], facts: &[String], code: &[String]) {
    let says = |lines: &[String], line: &str| lines.iter().any(|said| said == line);
    for Deviation {
        fact,
        code: declared,
    } in deviations
    {
        assert!(says(facts, fact), "the facts do not say: {fact}");
        let is_kept = declared.contains(fact);
        assert_eq!(says(code, fact), is_kept, "the code: {fact}");
        assert!(declared.iter().all(|line| says(code, line)), "{declared:?}");
    }
}
