//! The rows, by the sections of the documentation.

mod addresses;
mod chats;
mod connections;
mod files;
mod group_links;
mod groups;
mod members;
mod messages;
mod relays;
mod users;

use super::table::Row;

pub(crate) const ALL: &[&[Row]] = &[
    addresses::ROWS,
    messages::ROWS,
    files::ROWS,
    groups::ROWS,
    members::ROWS,
    relays::ROWS,
    group_links::ROWS,
    connections::ROWS,
    chats::ROWS,
    users::ROWS,
];
