//! Values from a server are accepted by the commands with a parameter for them.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;
use simplex_api::Command;
use simplex_api::command::ServerVersion;
use simplex_api::commands::{
    ApiAcceptContact, ApiChatItemReaction, ApiConnect, ApiConnectPlan, ApiCreateGroupLink,
    ApiDeleteChatItem, ApiListGroups, ApiListMembers, ApiMembersRole, ApiRemoveMembers,
    ApiSendMessages, ApiSetActiveUser, ApiSetAddressSettings, ApiSetContactPrefs,
    ApiUpdateGroupProfile, ApiUpdateProfile, Connect, CreateActiveUser, ReceiveFile,
};
use simplex_api::types::{
    AddressSettings, CiDeleteMode, ContactId, CreatedConnLink, GroupMemberRole, GroupProfile,
    MsgContent, MsgReaction, NewUser, Preferences, Profile,
};
use simplex_api_tests::recordings::{self, Scenario};

/// The fields whose values can be used in commands.
const FIELDS: &[&str] = &[
    "acceptMemberRole",
    "addressSettings",
    "connFullLink",
    "connShortLink",
    "contactId",
    "contactLink",
    "contactRequestId",
    "customUserProfile",
    "displayName",
    "fileId",
    "fromLocalProfile",
    "fromProfile",
    "fullName",
    "groupId",
    "groupLink",
    "groupMemberId",
    "groupProfile",
    "itemId",
    "localDisplayName",
    "memberRole",
    "msgContent",
    "preferences",
    "profile",
    "reaction",
    "simplexUri",
    "toProfile",
    "userId",
    "viaGroupLinkUri",
];

/// Tries the values of a server in commands.
struct ValueCheck {
    name: String,
    version: ServerVersion,
    /// The tried values: the name of a field and its JSON.
    tried: BTreeSet<(String, String)>,
    rejected: BTreeSet<(String, String, String)>,
}

impl ValueCheck {
    /// Visits all fields of a value.
    fn visit(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.visit(item)),
            Value::Object(fields) => {
                if fields.contains_key("connFullLink") {
                    self.field("connFullLink", value);
                }
                for (name, value) in fields {
                    self.field(name, value);
                    self.visit(value);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, name: &str, value: &Value) {
        if !FIELDS.contains(&name) || value.is_null() {
            return;
        }
        if !self.tried.insert((name.to_owned(), value.to_string())) {
            return;
        }
        match name {
            "connFullLink" if value.is_object() => {
                self.try_command(name, ApiConnect::new(1, read::<CreatedConnLink>(value)));
            }
            "connFullLink" | "connShortLink" | "contactLink" | "groupLink" | "simplexUri"
            | "viaGroupLinkUri"
                if value.is_string() =>
            {
                let link: String = read(value);
                self.try_command(name, ApiConnectPlan::new(1, link.clone()));
                self.try_command(name, Connect::new(link));
            }
            "displayName" | "localDisplayName" | "fullName" if value != "" => {
                let text: String = read(value);
                self.try_command(
                    name,
                    ApiUpdateProfile::new(1, Profile::new(text.clone(), text.clone())),
                );
                if text.trim() == text {
                    self.try_command(name, ApiListGroups::new(1).search(text));
                }
            }
            "profile" | "fromLocalProfile" | "customUserProfile" | "fromProfile" | "toProfile" => {
                let profile: Profile = read(value);
                self.try_command(name, ApiUpdateProfile::new(1, profile.clone()));
                let mut user = NewUser::new();
                user.profile = Some(profile);
                self.try_command(name, CreateActiveUser::new(user));
            }
            "groupProfile" => {
                self.try_command(
                    name,
                    ApiUpdateGroupProfile::new(1, read::<GroupProfile>(value)),
                );
            }
            "addressSettings" => {
                self.try_command(
                    name,
                    ApiSetAddressSettings::new(1, read::<AddressSettings>(value)),
                );
            }
            "preferences" => {
                self.try_command(name, ApiSetContactPrefs::new(1, read::<Preferences>(value)));
            }
            // No command of these servers accepts the role of a relay.
            "memberRole" | "acceptMemberRole" if value != "relay" => {
                let role: GroupMemberRole = read(value);
                self.try_command(name, ApiMembersRole::new(1, [1.into()], role.clone()));
                self.try_command(name, ApiCreateGroupLink::new(1, role));
            }
            "msgContent" if value["type"] != "report" => {
                let content: MsgContent = read(value);
                self.try_command(name, ApiSendMessages::new(ContactId(1), [content.into()]));
            }
            "reaction" if value.get("emoji").is_some() => {
                let reaction: MsgReaction = read(value);
                self.try_command(
                    name,
                    ApiChatItemReaction::new(ContactId(1), 1, true, reaction),
                );
            }
            _ if value.is_i64() => self.id(name, value.as_i64().expect("a number")),
            _ => {}
        }
    }

    fn id(&mut self, name: &str, id: i64) {
        match name {
            "userId" => self.try_command(name, ApiSetActiveUser::new(id)),
            "contactId" => {
                let chat = ContactId(id);
                self.try_command(
                    name,
                    ApiDeleteChatItem::new(chat, [1.into()], CiDeleteMode::Internal),
                );
            }
            "groupId" => self.try_command(name, ApiListMembers::new(id)),
            "groupMemberId" => self.try_command(name, ApiRemoveMembers::new(1, [id.into()])),
            "itemId" => self.try_command(
                name,
                ApiDeleteChatItem::new(ContactId(1), [id.into()], CiDeleteMode::Internal),
            ),
            "fileId" => self.try_command(name, ReceiveFile::new(id)),
            "contactRequestId" => self.try_command(name, ApiAcceptContact::new(id)),
            _ => {}
        }
    }

    fn try_command(&mut self, name: &str, command: impl Command) {
        let Err(error) = command.encode_for(&self.version) else {
            return;
        };
        self.rejected
            .insert((self.name.clone(), name.to_owned(), error.to_string()));
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

fn rejected(name: String, scenario: &Scenario) -> BTreeSet<(String, String, String)> {
    let mut check = ValueCheck {
        name,
        version: scenario.version(),
        tried: BTreeSet::new(),
        rejected: BTreeSet::new(),
    };
    for (_, _, frame) in scenario.frames() {
        check.visit(frame);
    }
    check.rejected
}

#[test]
fn values_from_a_server_are_accepted() {
    let all = recordings::all().flat_map(|(name, scenario)| rejected(name, &scenario));
    assert_eq!(all.collect::<Vec<_>>(), []);
}
