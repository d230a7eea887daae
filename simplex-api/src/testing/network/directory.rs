//! The links of the network, and what they lead to.

use std::collections::BTreeMap;

use crate::types::{ContactShortLinkData, CreatedConnLink, GroupShortLinkData, UserId};

use super::ids::{Sequence, opaque};
use super::world::Address;

/// Everything that anybody can connect by.
#[derive(Debug, Default)]
pub(super) struct Directory {
    names: Sequence,
    listings: BTreeMap<String, Listing>,
    short: BTreeMap<String, String>,
}

/// What a link leads to.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) link: CreatedConnLink,
    pub(super) owner: Address,
    pub(super) user_id: UserId,
    pub(super) data: LinkData,
}

/// What can be read of a link without using it.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one for each link")]
pub(super) enum LinkData {
    Invitation(ContactShortLinkData),
    Address(ContactShortLinkData),
    Group(GroupShortLinkData),
}

/// The kinds of links, which differ in how they are spelt.
#[derive(Debug, Clone, Copy)]
pub(super) enum LinkKind {
    Invitation,
    Address,
    Group,
}

impl Directory {
    /// A new link. It has the form of a real one and leads nowhere until it is listed.
    pub(super) fn new_link(&mut self, kind: LinkKind) -> CreatedConnLink {
        let (word, path, letter, end) = match kind {
            LinkKind::Invitation => ("invite", "invitation", 'i', "&e2e=v%3D2-3"),
            LinkKind::Address => ("address", "contact", 'a', ""),
            LinkKind::Group => ("group", "contact", 'g', ""),
        };
        let name = opaque(word, self.names.next());
        CreatedConnLink::new(format!(
            "simplex:/{path}#/?v=2-7&smp=smp%3A%2F%2F{name}%40smp.example.com%2F{name}{end}"
        ))
        .conn_short_link(format!("https://smp.example.com/{letter}#{name}"))
    }

    /// Lets a link lead somewhere, or tells something else of it.
    pub(super) fn list(&mut self, listing: Listing) {
        let full = listing.link.conn_full_link.clone();
        if let Some(short) = &listing.link.conn_short_link {
            self.short.insert(short.clone(), full.clone());
        }
        self.listings.insert(full, listing);
    }

    /// Takes a link out.
    pub(super) fn withdraw(&mut self, link: &CreatedConnLink) {
        self.listings.remove(&link.conn_full_link);
        if let Some(short) = &link.conn_short_link {
            self.short.remove(short);
        }
    }

    /// What a link leads to, in one of its two spellings, or both as commands have them.
    pub(super) fn find(&self, link: &str) -> Option<&Listing> {
        let mut spellings = link.split(' ').map(|link| {
            let full = self.short.get(link).map_or(link, String::as_str);
            self.listings.get(full)
        });
        let first = spellings.next()??;
        let same = |other: Option<&Listing>| {
            other.is_some_and(|other| other.link.conn_full_link == first.link.conn_full_link)
        };
        spellings.all(same).then_some(first)
    }
}

/// Whether a text could be a link, of this network or of another.
pub(super) fn is_link(text: &str) -> bool {
    let known = ["simplex:/", "https://"];
    known.iter().any(|start| text.starts_with(start)) && text.contains('#')
}
