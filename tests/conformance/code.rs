//! The declarations in the code, found by their metadata.

use std::collections::BTreeMap;

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::events::{self, Event};
use simplex_api::json::{ApiType, JsonError, Tagged};
use simplex_api::spec::{CommandSpec, FieldSpec, TypeKind, TypeRef, TypeSpec, VariantSpec};
use simplex_api::{json, responses};

/// A response or event.
pub(crate) struct Declared {
    pub(crate) tag: &'static str,
    pub(crate) spec: &'static TypeSpec,
    /// Decodes a text and encodes the value again.
    pub(crate) reencode: fn(&str) -> Result<String, JsonError>,
}

macro_rules! declared {
    ($($module:ident::{$($record:ident),* $(,)?})*) => {
        &[$($(Declared {
            tag: <$module::$record as Tagged>::TAG,
            spec: <$module::$record as ApiType>::SPEC,
            reencode: |json| Ok(<$module::$record as Tagged>::decode(json)?.encode()),
        },)*)*]
    };
}

/// The responses. The commands reference their metadata, but not their decoders.
pub(crate) const RESPONSES: &[Declared] = declared!(responses::{
    AcceptingContactRequest, ActiveUser, ApiChats, ChatCmdError, ChatItemNotChanged, ChatItemReaction,
    ChatItemUpdated, ChatItemsDeleted, ChatRunning, ChatStarted, ChatStopped, CmdOk, ConnectionPlan,
    ContactAlreadyExists, ContactConnectionDeleted, ContactDeleted, ContactPrefsUpdated,
    ContactRequestRejected, ContactsList, GroupCreated, GroupDeletedUser, GroupLink, GroupLinkCreated,
    GroupLinkDeleted, GroupMembers, GroupRelays, GroupRelaysAddFailed, GroupRelaysAdded, GroupUpdated,
    GroupsList, Invitation, LeftMemberUser, MemberAccepted, MembersBlockedForAllUser, MembersRoleUser,
    NewChatItems, PublicGroupCreated, PublicGroupCreationFailed, RcvFileAccepted,
    RcvFileAcceptedSndCancelled, RcvFileCancelled, RelayGroupAllowed, SentConfirmation,
    SentGroupInvitation, SentInvitation, SndFileCancelled, UserAcceptedGroupSent, UserContactLink,
    UserContactLinkCreated, UserContactLinkDeleted, UserContactLinkUpdated, UserDeletedMembers,
    UserProfileNoChange, UserProfileUpdated, UsersList,
});

/// The events, as records.
pub(crate) const EVENTS: &[Declared] = declared!(events::{
    AcceptingBusinessRequest, AcceptingContactRequest, BusinessLinkConnecting, ChatError, ChatErrors,
    ChatItemReaction, ChatItemUpdated, ChatItemsDeleted, ChatItemsStatusesUpdated,
    ConnectedToGroupMember, ContactConnected, ContactConnecting, ContactDeletedByContact,
    ContactSndReady, ContactUpdated, DeletedMember, DeletedMemberUser, GroupChatItemsDeleted,
    GroupDeleted, GroupLinkConnecting, GroupLinkDataUpdated, GroupMemberUpdated, GroupRelayUpdated,
    GroupUpdated, HostConnected, HostDisconnected, JoinedGroupMember, JoinedGroupMemberConnecting,
    LeftMember, MemberAcceptedByOther, MemberBlockedForAll, MemberRole, MessageError, NewChatItems,
    NewMemberContactReceivedInv, RcvFileAccepted, RcvFileComplete, RcvFileDescrReady, RcvFileError,
    RcvFileSndCancelled, RcvFileStart, RcvFileWarning, ReceivedContactRequest, ReceivedGroupInvitation,
    SentGroupInvitation, SndFileCompleteXftp, SndFileError, SndFileWarning, SubscriptionStatus,
    UserJoinedGroup,
});

/// Decodes any event and encodes it again.
pub(crate) fn reencode_event(text: &str) -> Result<String, JsonError> {
    Ok(json::encode(&json::decode::<Event>(text)?))
}

/// Whether a text is a documented event.
pub(crate) fn is_documented(text: &str) -> bool {
    !matches!(json::decode(text), Ok(Event::Undocumented(_)))
}

/// The variants of [`Event`].
pub(crate) fn event_variants() -> &'static [VariantSpec] {
    match Event::SPEC.kind {
        TypeKind::Union { variants, .. } => variants,
        _ => panic!("events are a union"),
    }
}

/// The commands.
pub(crate) fn commands() -> impl Iterator<Item = &'static CommandSpec> {
    AnyCommand::COMMANDS.iter().map(|member| &member.spec)
}

/// All types in commands, responses and events, by name.
pub(crate) fn types() -> BTreeMap<&'static str, &'static TypeSpec> {
    let mut types = BTreeMap::new();
    for command in commands() {
        visit_fields(command.params, &mut types);
    }
    for declared in RESPONSES.iter().chain(EVENTS) {
        visit_kind(&declared.spec.kind, &mut types);
    }
    types
}

fn visit_fields(
    fields: &'static [FieldSpec],
    types: &mut BTreeMap<&'static str, &'static TypeSpec>,
) {
    fields.iter().for_each(|field| visit(&field.ty, types));
}

fn visit(ty: &TypeRef, types: &mut BTreeMap<&'static str, &'static TypeSpec>) {
    match ty {
        TypeRef::Optional(inner) | TypeRef::Array(inner) => visit(inner, types),
        TypeRef::Map(key, value) => {
            visit(key, types);
            visit(value, types);
        }
        TypeRef::Named(spec) if types.insert(spec().name, spec()).is_none() => {
            visit_kind(&spec().kind, types);
        }
        _ => {}
    }
}

fn visit_kind(kind: &TypeKind, types: &mut BTreeMap<&'static str, &'static TypeSpec>) {
    match kind {
        TypeKind::Record { fields, .. } => visit_fields(fields, types),
        TypeKind::Union { variants, .. } => {
            for variant in *variants {
                visit_fields(variant.fields, types);
            }
        }
        _ => {}
    }
}
