//! The links of the network.

use std::collections::BTreeMap;

use simplex_api::links::Link;
use simplex_api::types::{ContactShortLinkData, CreatedConnLink, GroupShortLinkData, UserId};

use crate::network::endpoint::Endpoint;
use crate::network::state::ids::{Sequence, readable_base64};

/// All links that can be used.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    names: Sequence,
    /// By the key of the full link.
    published: BTreeMap<String, PublishedLink>,
    /// The keys of full links, by the keys of their short links.
    short: BTreeMap<String, String>,
}

/// A link and its owner.
#[derive(Debug, Clone)]
pub(crate) struct PublishedLink {
    pub(crate) link: CreatedConnLink,
    pub(crate) owner: Endpoint,
    pub(crate) user_id: UserId,
    /// The id of a group link in requests.
    pub(crate) group_link_id: Option<String>,
    pub(crate) data: LinkData,
}

/// The data of a link that can be read without using it.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one value per link")]
pub(crate) enum LinkData {
    Invitation(ContactShortLinkData),
    Address(ContactShortLinkData),
    Group(GroupShortLinkData),
}

/// The kinds of links, which differ in spelling. Links of groups and channels contain an id.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LinkKind<'a> {
    Invitation,
    Address,
    Relay,
    Group(&'a str),
    Channel(&'a str),
}

impl Directory {
    /// Creates a link in the form of a real one. It cannot be used until it is published.
    pub(crate) fn new_link(&mut self, kind: LinkKind<'_>) -> CreatedConnLink {
        let (name, kind_char, group) = match kind {
            LinkKind::Invitation => ("invite", 'i', None),
            LinkKind::Address => ("address", 'a', None),
            LinkKind::Relay => ("relay", 'r', None),
            LinkKind::Group(id) => ("group", 'g', Some(id)),
            LinkKind::Channel(id) => ("channel", 'c', Some(id)),
        };
        let number = self.names.next();
        let [queue, id] = [
            readable_base64(name, number, 24),
            readable_base64("id", number, 24),
        ];
        let [key, dh] = [
            readable_base64(name, number, 32),
            readable_base64("dh", number, 44),
        ];
        let server = readable_base64("server", 1, 32);
        let (path, mode, end, key) = match (kind_char, group) {
            ('i', _) => {
                let [first, second] =
                    ["first", "second"].map(|name| readable_base64(name, number, 68));
                let end = format!("&e2e=v%3D2-3%26x3dh%3D{first}%3D%2C{second}%3D");
                ("invitation", "m%26k%3Ds", end, format!("{id}/{key}"))
            }
            (_, Some(group)) => {
                let group = group.replace('=', "%3D");
                let end = format!("&data=%7B%22groupLinkId%22%3A%22{group}%22%7D");
                ("contact", "c", end, key)
            }
            _ => ("contact", "c", String::new(), key),
        };
        CreatedConnLink::new(format!(
            "simplex:/{path}#/?v=2-7&smp=smp%3A%2F%2F{server}%3D%40smp.example.com%3A5223%2F{queue}\
             %23%2F%3Fv%3D1-4%26dh%3D{dh}%253D%26q%3D{mode}{end}"
        ))
        .conn_short_link(format!(
            "https://smp.example.com/{kind_char}#{key}?p=5223&c={server}"
        ))
    }

    /// Makes a link usable, or updates its data.
    pub(crate) fn publish(&mut self, published: PublishedLink) {
        let (Some(full), short) = keys(&published.link) else {
            return;
        };
        let full = full.to_owned();
        if let Some(short) = short {
            self.short.insert(short.to_owned(), full.clone());
        }
        self.published.insert(full, published);
    }

    /// Makes a link unusable.
    pub(crate) fn unpublish(&mut self, link: &CreatedConnLink) {
        let (full, short) = keys(link);
        full.map(|full| self.published.remove(full));
        short.map(|short| self.short.remove(short));
    }

    /// Finds a link by its full form, its short form, or both, as commands have them.
    pub(crate) fn find(&self, link: &str) -> Option<&PublishedLink> {
        let mut forms = link.split(' ').map(|link| {
            let key = Link::parse(link)?.key;
            let full = self.short.get(key).map_or(key, String::as_str);
            self.published.get(full)
        });
        let first = forms.next()??;
        let same = |other: Option<&PublishedLink>| {
            other.is_some_and(|other| other.link.conn_full_link == first.link.conn_full_link)
        };
        forms.all(same).then_some(first)
    }
}

/// The keys of the full link and the short link.
fn keys(link: &CreatedConnLink) -> (Option<&str>, Option<&str>) {
    let full = Link::parse_full(&link.conn_full_link);
    let short = link.conn_short_link.as_deref().and_then(Link::parse_short);
    (full.map(|link| link.key), short.map(|link| link.key))
}
