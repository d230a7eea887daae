//! Commands with wrong documentation, and what the server accepts instead.

use std::borrow::Cow;

use crate::facts::{Command, TypeRef};

/// A correction of a documented command.
#[derive(Debug, Clone, Copy)]
pub struct Correction {
    /// The name of the command.
    pub command: &'static str,
    /// The reason, as in the declaration.
    pub reason: &'static str,
    /// The syntax that the server accepts.
    pub syntax: &'static str,
    /// Required parameters that are documented as optional.
    pub required: &'static [&'static str],
    /// Optional parameters that are documented as required.
    pub optional: &'static [&'static str],
    /// Responses that are not documented.
    pub unlisted: &'static [&'static str],
}

const NO_WORD_FOR_THE_ROLE: &str = "The server has no keyword for the roles `author` and `relay`.";

/// All corrections, in the order of the commands.
pub const CORRECTIONS: &[Correction] = &[
    Correction {
        command: "APISetProfileAddress",
        reason: "The server also answers `userProfileNoChange`, which is not listed.",
        syntax: "/_profile_address <userId> on|off",
        required: &[],
        optional: &[],
        unlisted: &["UserProfileNoChange"],
    },
    Correction {
        command: "APIAddMember",
        reason: NO_WORD_FOR_THE_ROLE,
        syntax: "/_add #<groupId> <contactId> observer|member|moderator|admin|owner",
        required: &[],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "APIAcceptMember",
        reason: NO_WORD_FOR_THE_ROLE,
        syntax: "/_accept member #<groupId> <groupMemberId> observer|member|moderator|admin|owner",
        required: &[],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "APIMembersRole",
        reason: NO_WORD_FOR_THE_ROLE,
        syntax: "/_member role #<groupId> <groupMemberIds[0]>[,<groupMemberIds[1]>...] observer|member|moderator|admin|owner",
        required: &[],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "APICreateGroupLink",
        reason: NO_WORD_FOR_THE_ROLE,
        syntax: "/_create link #<groupId> observer|member|moderator|admin|owner",
        required: &[],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "APIGroupLinkMemberRole",
        reason: NO_WORD_FOR_THE_ROLE,
        syntax: "/_set link role #<groupId> observer|member|moderator|admin|owner",
        required: &[],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "APIConnectPlan",
        reason: "The documented syntax has no place for `resolveMode` and `linkOwnerSig`, and always prints `connectTarget`, though it is optional.",
        syntax: "/_connect plan <userId> <connectTarget>[ resolve=allGroups|never][ sig=<json(linkOwnerSig)>]",
        required: &["connectTarget"],
        optional: &["resolveMode"],
        unlisted: &[],
    },
    Correction {
        command: "APIConnect",
        reason: "The documented syntax has no place for `incognito`, and without a link it would be that of `APIAddContact`.",
        syntax: "/_connect <userId>[ incognito=on] <str(preparedLink_)>",
        required: &["preparedLink_"],
        optional: &[],
        unlisted: &[],
    },
    Correction {
        command: "Connect",
        reason: "The documented syntax has no place for `incognito`, and without a link the server would create an invitation. The server also answers `connectionPlan`, which is not listed.",
        syntax: "/connect[ incognito] <connTarget_>",
        required: &["connTarget_"],
        optional: &[],
        unlisted: &["ConnectionPlan"],
    },
    Correction {
        command: "StartChat",
        reason: "The documented syntax has no place for the two parameters; the server takes them as options.",
        syntax: "/_start[ main=on|off[ snd_files=on|off]]",
        required: &[],
        optional: &["mainApp", "enableSndFiles"],
        unlisted: &[],
    },
];

/// The command with its correction.
pub fn corrected(command: &Command) -> Cow<'_, Command> {
    let Some(correction) = find(&command.name) else {
        return Cow::Borrowed(command);
    };
    let mut command = command.clone();
    command.syntax = correction.syntax.to_owned();
    for param in &mut command.params {
        let name = param.name.as_str();
        if correction.required.contains(&name) {
            param.ty = param.ty.required().clone();
        } else if correction.optional.contains(&name) {
            param.ty = TypeRef::Optional(Box::new(param.ty.clone()));
        }
    }
    Cow::Owned(command)
}

fn find(command: &str) -> Option<&'static Correction> {
    CORRECTIONS
        .iter()
        .find(|correction| correction.command == command)
}
