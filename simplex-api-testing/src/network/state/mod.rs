//! The state of clients, and of what they share.

pub(crate) mod account;
pub(crate) mod boxed_map;
pub(crate) mod chat_key;
pub(crate) mod clock;
pub(crate) mod contact;
pub(crate) mod content;
pub(crate) mod directory;
pub(crate) mod features;
pub(crate) mod group;
pub(crate) mod group_preferences;
pub(crate) mod ids;
pub(crate) mod item;
pub(crate) mod item_text;
pub(crate) mod items;
pub(crate) mod memory_files;
pub(crate) mod node;
pub(crate) mod pending;
pub(crate) mod preferences;
pub(crate) mod profile;
pub(crate) mod support_chat;
pub(crate) mod timer;
pub(crate) mod transfer;
pub(crate) mod view;
