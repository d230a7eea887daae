//! All differences between the code and the facts, with their reasons.

use simplex_api_tests::facts::Facts;

use crate::{code, lines};

/// A difference.
pub(crate) struct Deviation {
    /// The line of the facts; empty if there is none.
    pub(crate) fact: &'static str,
    /// The lines of the code; empty if there are none.
    pub(crate) code: &'static [&'static str],
}

const fn not_in_code(fact: &'static str) -> Deviation {
    Deviation { fact, code: &[] }
}

/// The differences in types.
pub(crate) const TYPES: &[Deviation] = &[
    // Servers never send the documented `unknown`, but the original object with its own tag. The code keeps such objects as
    // `Undocumented`.
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
    // Servers send and accept a role with full deletion in groups.
    Deviation {
        fact: "GroupPreference.enable: GroupFeatureEnabled",
        code: &[
            "GroupPreference.enable: GroupFeatureEnabled",
            "GroupPreference.role: GroupMemberRole?",
        ],
    },
    // It is a `Profile` in 6.4. The code decodes both; the id and the alias of a `LocalProfile` are unknown fields.
    Deviation {
        fact: "UserContactRequest.profile: LocalProfile",
        code: &["UserContactRequest.profile: Profile"],
    },
];

/// The differences in parameters of commands.
pub(crate) const PARAMETERS: &[Deviation] = &[
    // The target is required, and it is not new: in 6.4 it is `connectionLink`, which is an alias in the code.
    Deviation {
        fact: "APIConnectPlan.connectTarget: string?, since 7.0",
        code: &["APIConnectPlan.connectTarget: string"],
    },
    // The link is required.
    Deviation {
        fact: "APIConnect.preparedLink_: CreatedConnLink?",
        code: &["APIConnect.preparedLink_: CreatedConnLink"],
    },
    // The target is required, and it is not new: in 6.4 it is `connLink_`, which is an alias in the code.
    Deviation {
        fact: "Connect.connTarget_: string?, since 7.0",
        code: &["Connect.connTarget_: string"],
    },
    // For the server they are options.
    Deviation {
        fact: "StartChat.mainApp: bool",
        code: &["StartChat.mainApp: bool?"],
    },
    Deviation {
        fact: "StartChat.enableSndFiles: bool",
        code: &["StartChat.enableSndFiles: bool?"],
    },
];

/// Applies deviations to the lines of the facts.
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
fn every_deviation_of_a_type_exists() {
    let types = Facts::v7_0().types.values();
    let facts = types.flat_map(lines::documented);
    let code = code::types().into_values().flat_map(lines::declared);
    check(TYPES, &facts.collect::<Vec<_>>(), &code.collect::<Vec<_>>());
}

#[test]
fn every_deviation_of_a_parameter_exists() {
    let facts = Facts::v7_0()
        .commands
        .iter()
        .flat_map(lines::documented_command);
    let code = code::commands().flat_map(|spec| lines::declared_fields(spec.name, spec.params));
    check(
        PARAMETERS,
        &facts.collect::<Vec<_>>(),
        &code.collect::<Vec<_>>(),
    );
}

fn check(deviations: &[Deviation], facts: &[String], code: &[String]) {
    let has = |lines: &[String], line: &str| lines.iter().any(|other| other == line);
    for Deviation {
        fact,
        code: declared,
    } in deviations
    {
        assert!(has(facts, fact), "not in the facts: {fact}");
        let is_kept = declared.contains(fact);
        assert_eq!(has(code, fact), is_kept, "the code: {fact}");
        assert!(declared.iter().all(|line| has(code, line)), "{declared:?}");
    }
}
