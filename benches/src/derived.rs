//! The types of the fixtures with serde's derives: `#[serde(tag = "type")]`, without unknown parts.
//!
//! They are a subset: the fields and variants of the fixtures, and the most common other ones.

use std::collections::BTreeMap;

use serde::Deserialize;

macro_rules! records {
    ($($name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$attribute])* pub $field: $ty,)*
        }
    )*};
}

macro_rules! unions {
    ($($name:ident { $($variant:ident $({ $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })?,)* })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
        pub enum $name {
            $($variant $({ $($(#[$attribute])* $field: $ty,)* })?,)*
            #[serde(other)]
            Undocumented,
        }
    )*};
}

macro_rules! enums {
    ($($name:ident { $($variant:ident,)* })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($variant,)*
            #[serde(other)]
            Undocumented,
        }
    )*};
}

/// The event of the fixtures and two others.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Event {
    NewChatItems(Box<NewChatItems>),
    ContactConnected(Box<ContactConnected>),
    ChatItemUpdated(Box<ChatItemUpdated>),
    #[serde(other)]
    Undocumented,
}

records! {
    NewChatItems { user: User, chat_items: Vec<AChatItem>, }
    ContactConnected { user: User, contact: Contact, user_custom_profile: Option<LocalProfile>, }
    ChatItemUpdated { user: User, chat_item: AChatItem, }
    ApiChats { user: User, chats: Vec<AChat>, }
    AChat { chat_info: ChatInfo, #[serde(default)] chat_items: Vec<ChatItem>, chat_stats: ChatStats, }
    ChatStats {
        unread_count: i64,
        unread_mentions: i64,
        reports_count: i64,
        min_unread_item_id: i64,
        #[serde(default)]
        unread_chat: bool,
    }
    AChatItem { chat_info: ChatInfo, chat_item: ChatItem, }
    ChatItem {
        chat_dir: CiDirection,
        meta: CiMeta,
        content: CiContent,
        #[serde(default)]
        mentions: BTreeMap<String, CiMention>,
        formatted_text: Option<Vec<FormattedText>>,
        quoted_item: Option<Box<CiQuote>>,
        #[serde(default)]
        reactions: Vec<CiReactionCount>,
    }
    CiMeta {
        item_id: i64,
        item_ts: String,
        item_text: String,
        item_status: CiStatus,
        sent_via_proxy: Option<bool>,
        item_shared_msg_id: Option<String>,
        #[serde(default)]
        item_edited: bool,
        item_live: Option<bool>,
        #[serde(default)]
        user_mention: bool,
        #[serde(default)]
        has_link: bool,
        #[serde(default)]
        deletable: bool,
        #[serde(default)]
        editable: bool,
        forwarded_by_member: Option<i64>,
        #[serde(default)]
        show_group_as_sender: bool,
        created_at: String,
        updated_at: String,
    }
    CiMention { member_id: String, member_ref: Option<CiMentionMember>, }
    CiMentionMember {
        group_member_id: i64,
        display_name: String,
        local_alias: Option<String>,
        member_role: GroupMemberRole,
    }
    CiQuote {
        chat_dir: Option<CiDirection>,
        item_id: Option<i64>,
        shared_msg_id: Option<String>,
        sent_at: String,
        content: MsgContent,
        formatted_text: Option<Vec<FormattedText>>,
    }
    CiReactionCount {
        reaction: MsgReaction,
        #[serde(default)]
        user_reacted: bool,
        total_reacted: i64,
    }
    FormattedText { format: Option<Format>, text: String, }
    LinkPreview {
        uri: String,
        title: String,
        description: String,
        image: String,
        content: Option<LinkContent>,
    }
    User {
        user_id: i64,
        agent_user_id: String,
        user_contact_id: i64,
        local_display_name: String,
        profile: LocalProfile,
        full_preferences: FullPreferences,
        #[serde(default)]
        active_user: bool,
        active_order: i64,
        #[serde(default)]
        show_ntfs: bool,
        #[serde(default)]
        send_rcpts_contacts: bool,
        #[serde(default)]
        send_rcpts_small_groups: bool,
        #[serde(default)]
        auto_accept_member_contacts: bool,
        user_member_profile_updated_at: Option<String>,
        #[serde(default)]
        user_chat_relay: bool,
        #[serde(default)]
        client_service: bool,
    }
    LocalProfile {
        profile_id: i64,
        display_name: String,
        full_name: String,
        short_descr: Option<String>,
        description: Option<String>,
        image: Option<String>,
        contact_link: Option<String>,
        preferences: Option<Preferences>,
        peer_type: Option<ChatPeerType>,
        local_alias: String,
        contact_domain_verified: Option<bool>,
    }
    Preferences {
        timed_messages: Option<TimedMessagesPreference>,
        full_delete: Option<SimplePreference>,
        reactions: Option<SimplePreference>,
        voice: Option<SimplePreference>,
        files: Option<SimplePreference>,
        calls: Option<SimplePreference>,
        sessions: Option<SimplePreference>,
        commands: Option<Vec<ChatBotCommand>>,
    }
    FullPreferences {
        timed_messages: TimedMessagesPreference,
        full_delete: SimplePreference,
        reactions: SimplePreference,
        voice: SimplePreference,
        files: SimplePreference,
        calls: SimplePreference,
        sessions: SimplePreference,
        #[serde(default)]
        commands: Vec<ChatBotCommand>,
    }
    SimplePreference { allow: FeatureAllowed, }
    TimedMessagesPreference { allow: FeatureAllowed, ttl: Option<i64>, }
    Contact {
        contact_id: i64,
        local_display_name: String,
        profile: LocalProfile,
        active_conn: Option<Connection>,
        #[serde(default)]
        contact_used: bool,
        contact_status: ContactStatus,
        chat_settings: ChatSettings,
        user_preferences: Preferences,
        merged_preferences: ContactUserPreferences,
        created_at: String,
        updated_at: String,
        chat_ts: Option<String>,
        contact_request_id: Option<i64>,
        contact_group_member_id: Option<i64>,
        #[serde(default)]
        contact_grp_inv_sent: bool,
        #[serde(default)]
        chat_tags: Vec<i64>,
        #[serde(rename = "chatItemTTL")]
        chat_item_ttl: Option<i64>,
        #[serde(default)]
        chat_deleted: bool,
    }
    ContactUserPreferences {
        timed_messages: ContactUserPreference,
        full_delete: ContactUserPreference,
        reactions: ContactUserPreference,
        voice: ContactUserPreference,
        files: ContactUserPreference,
        calls: ContactUserPreference,
        sessions: ContactUserPreference,
        commands: Option<Vec<ChatBotCommand>>,
    }
    ContactUserPreference {
        enabled: PrefEnabled,
        user_preference: ContactUserPref,
        contact_preference: SimplePreference,
    }
    PrefEnabled {
        #[serde(default)]
        for_user: bool,
        #[serde(default)]
        for_contact: bool,
    }
    Connection {
        conn_id: i64,
        agent_conn_id: String,
        conn_chat_version: i64,
        #[serde(rename = "peerChatVRange")]
        peer_chat_v_range: VersionRange,
        conn_level: i64,
        via_contact: Option<i64>,
        via_user_contact_link: Option<i64>,
        #[serde(default)]
        via_group_link: bool,
        group_link_id: Option<String>,
        x_contact_id: Option<String>,
        custom_user_profile_id: Option<i64>,
        conn_type: ConnType,
        conn_status: ConnStatus,
        #[serde(default)]
        contact_conn_initiated: bool,
        local_alias: String,
        entity_id: Option<i64>,
        #[serde(default)]
        pq_support: bool,
        #[serde(default)]
        pq_encryption: bool,
        pq_snd_enabled: Option<bool>,
        pq_rcv_enabled: Option<bool>,
        auth_err_counter: i64,
        quota_err_counter: i64,
        created_at: String,
    }
    VersionRange { min_version: i64, max_version: i64, }
    ChatSettings {
        enable_ntfs: MsgFilter,
        send_rcpts: Option<bool>,
        #[serde(default)]
        favorite: bool,
    }
    GroupInfo {
        group_id: i64,
        #[serde(default)]
        use_relays: bool,
        local_display_name: String,
        group_profile: GroupProfile,
        local_alias: String,
        full_group_preferences: FullGroupPreferences,
        membership: GroupMember,
        chat_settings: ChatSettings,
        created_at: String,
        updated_at: String,
        chat_ts: Option<String>,
        user_member_profile_sent_at: Option<String>,
        #[serde(default)]
        chat_tags: Vec<i64>,
        #[serde(rename = "chatItemTTL")]
        chat_item_ttl: Option<i64>,
        group_summary: Option<GroupSummary>,
        roster_version: Option<i64>,
        members_require_attention: i64,
        via_group_link_uri: Option<String>,
        group_domain_verified: Option<bool>,
    }
    GroupProfile {
        display_name: String,
        full_name: String,
        short_descr: Option<String>,
        description: Option<String>,
        image: Option<String>,
        group_preferences: Option<GroupPreferences>,
    }
    GroupSummary { current_members: i64, public_member_count: Option<i64>, }
    GroupPreferences {
        timed_messages: Option<TimedMessagesGroupPreference>,
        direct_messages: Option<RoleGroupPreference>,
        full_delete: Option<GroupPreference>,
        reactions: Option<GroupPreference>,
        voice: Option<RoleGroupPreference>,
        files: Option<RoleGroupPreference>,
        simplex_links: Option<RoleGroupPreference>,
        reports: Option<GroupPreference>,
        history: Option<GroupPreference>,
        support: Option<GroupPreference>,
        sessions: Option<RoleGroupPreference>,
        comments: Option<CommentsGroupPreference>,
        sign_messages: Option<GroupPreference>,
        commands: Option<Vec<ChatBotCommand>>,
    }
    FullGroupPreferences {
        timed_messages: TimedMessagesGroupPreference,
        direct_messages: RoleGroupPreference,
        full_delete: GroupPreference,
        reactions: GroupPreference,
        voice: RoleGroupPreference,
        files: RoleGroupPreference,
        simplex_links: RoleGroupPreference,
        reports: GroupPreference,
        history: GroupPreference,
        support: Option<GroupPreference>,
        sessions: RoleGroupPreference,
        comments: Option<CommentsGroupPreference>,
        sign_messages: Option<GroupPreference>,
        #[serde(default)]
        commands: Vec<ChatBotCommand>,
    }
    GroupPreference { enable: GroupFeatureEnabled, }
    RoleGroupPreference { enable: GroupFeatureEnabled, role: Option<GroupMemberRole>, }
    TimedMessagesGroupPreference { enable: GroupFeatureEnabled, ttl: Option<i64>, }
    CommentsGroupPreference { enable: GroupFeatureEnabled, duration: Option<i64>, }
    GroupMember {
        group_member_id: i64,
        group_id: i64,
        index_in_group: Option<i64>,
        member_id: String,
        member_role: GroupMemberRole,
        member_category: GroupMemberCategory,
        member_status: GroupMemberStatus,
        member_settings: GroupMemberSettings,
        #[serde(default)]
        blocked_by_admin: bool,
        invited_by: InvitedBy,
        invited_by_group_member_id: Option<i64>,
        local_display_name: String,
        member_profile: LocalProfile,
        member_contact_id: Option<i64>,
        member_contact_profile_id: i64,
        active_conn: Option<Connection>,
        #[serde(rename = "memberChatVRange")]
        member_chat_v_range: VersionRange,
        created_at: String,
        updated_at: String,
        member_pub_key: Option<String>,
        relay_link: Option<String>,
    }
    GroupMemberSettings {
        #[serde(default)]
        show_messages: bool,
    }
}

unions! {
    ChatInfo {
        Direct { contact: Box<Contact>, },
        Group { group_info: Box<GroupInfo>, },
    }
    CiDirection {
        DirectSnd,
        DirectRcv,
        GroupSnd,
        GroupRcv { group_member: Box<GroupMember>, },
        ChannelRcv,
        LocalSnd,
        LocalRcv,
    }
    CiStatus {
        SndNew,
        SndErrorAuth,
        RcvNew,
        RcvRead,
        Invalid { text: String, },
    }
    CiContent {
        SndMsgContent { msg_content: MsgContent, },
        RcvMsgContent { msg_content: MsgContent, },
        SndModerated,
        RcvModerated,
        RcvBlocked,
        ChatBanner,
    }
    MsgContent {
        Text { text: String, },
        Link { text: String, preview: Box<LinkPreview>, },
        Image { text: String, image: String, },
        Video { text: String, image: String, duration: i64, },
        Voice { text: String, duration: i64, },
        File { text: String, },
    }
    LinkContent {
        Page,
        Image,
        Video { duration: Option<i64>, },
    }
    MsgReaction {
        Emoji { emoji: String, },
    }
    Format {
        Bold,
        Italic,
        StrikeThrough,
        Snippet,
        Secret,
        Small,
        Colored { color: Color, },
        Uri,
        HyperLink { show_text: Option<String>, link_uri: String, },
        Command { command_str: String, },
        Mention { member_name: String, },
        Email,
        Phone,
    }
    InvitedBy {
        Contact { by_contact_id: i64, },
        User,
        Unknown,
    }
    ConnStatus {
        New,
        Prepared,
        Joined,
        Requested,
        Accepted,
        SndReady,
        Ready,
        Deleted,
        Failed { conn_error: String, },
    }
    ContactUserPref {
        Contact { preference: SimplePreference, },
        User { preference: SimplePreference, },
    }
    ChatBotCommand {
        Command { keyword: String, label: String, params: Option<String>, },
        Menu { label: String, commands: Vec<ChatBotCommand>, },
    }
}

enums! {
    Color { Black, Red, Green, Yellow, Blue, Magenta, Cyan, White, }
    FeatureAllowed { Always, Yes, No, }
    ChatPeerType { Human, Bot, }
    ContactStatus { Active, Deleted, DeletedByUser, }
    MsgFilter { None, All, Mentions, }
    ConnType { Contact, Member, UserContact, }
    GroupFeatureEnabled { On, Off, }
    GroupMemberRole { Relay, Observer, Author, Member, Moderator, Admin, Owner, }
    GroupMemberCategory { User, Invitee, Host, Pre, Post, }
    GroupMemberStatus {
        Rejected,
        Removed,
        Left,
        Deleted,
        Unknown,
        Invited,
        Introduced,
        Accepted,
        Announced,
        Connected,
        Complete,
        Creator,
    }
}
