//! A test for each command, so that a failure names the command.

use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::{self, AnyCommand};

macro_rules! commands {
    ($($test:ident: $command:ident,)*) => {
        $(mod $test {
            use super::commands::$command;
            use crate::command_check;

            #[test]
            fn every_form() {
                command_check::every_form::<$command>();
            }

            #[test]
            fn any_parameters() {
                command_check::any_parameters::<$command>();
            }
        })*

        #[test]
        fn no_command_is_left_out() {
            let tested = [$(commands::$command::SPEC.name),*];
            let declared: Vec<_> = AnyCommand::COMMANDS.iter().map(|member| member.spec.name).collect();
            assert_eq!(tested.as_slice(), declared);
        }
    };
}

commands! {
    create_my_address: ApiCreateMyAddress,
    delete_my_address: ApiDeleteMyAddress,
    show_my_address: ApiShowMyAddress,
    set_profile_address: ApiSetProfileAddress,
    set_address_settings: ApiSetAddressSettings,
    send_messages: ApiSendMessages,
    update_chat_item: ApiUpdateChatItem,
    delete_chat_item: ApiDeleteChatItem,
    delete_member_chat_item: ApiDeleteMemberChatItem,
    chat_item_reaction: ApiChatItemReaction,
    receive_file: ReceiveFile,
    cancel_file: CancelFile,
    add_member: ApiAddMember,
    join_group: ApiJoinGroup,
    accept_member: ApiAcceptMember,
    members_role: ApiMembersRole,
    block_members_for_all: ApiBlockMembersForAll,
    remove_members: ApiRemoveMembers,
    leave_group: ApiLeaveGroup,
    list_members: ApiListMembers,
    new_group: ApiNewGroup,
    new_public_group: ApiNewPublicGroup,
    get_group_relays: ApiGetGroupRelays,
    add_group_relays: ApiAddGroupRelays,
    allow_relay_group: ApiAllowRelayGroup,
    update_group_profile: ApiUpdateGroupProfile,
    create_group_link: ApiCreateGroupLink,
    group_link_member_role: ApiGroupLinkMemberRole,
    delete_group_link: ApiDeleteGroupLink,
    get_group_link: ApiGetGroupLink,
    add_contact: ApiAddContact,
    connect_plan: ApiConnectPlan,
    connect_prepared: ApiConnect,
    connect: Connect,
    accept_contact: ApiAcceptContact,
    reject_contact: ApiRejectContact,
    list_contacts: ApiListContacts,
    list_groups: ApiListGroups,
    get_chats: ApiGetChats,
    delete_chat: ApiDeleteChat,
    set_group_custom_data: ApiSetGroupCustomData,
    set_contact_custom_data: ApiSetContactCustomData,
    set_user_auto_accept_member_contacts: ApiSetUserAutoAcceptMemberContacts,
    show_active_user: ShowActiveUser,
    create_active_user: CreateActiveUser,
    list_users: ListUsers,
    set_active_user: ApiSetActiveUser,
    delete_user: ApiDeleteUser,
    update_profile: ApiUpdateProfile,
    set_contact_prefs: ApiSetContactPrefs,
    start_chat: StartChat,
    stop_chat: ApiStopChat,
}
