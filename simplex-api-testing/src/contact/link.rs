use simplex_api::types::{CreatedConnLink, UserContactLink};

/// A link to connect by, in any spelling.
#[derive(Debug, Clone)]
pub struct Link(pub(crate) String);

impl From<&CreatedConnLink> for Link {
    fn from(link: &CreatedConnLink) -> Self {
        Self(link.conn_full_link.clone())
    }
}

impl From<&str> for Link {
    fn from(link: &str) -> Self {
        Self(link.to_owned())
    }
}

impl From<&String> for Link {
    fn from(link: &String) -> Self {
        Self(link.clone())
    }
}

impl From<String> for Link {
    fn from(link: String) -> Self {
        Self(link)
    }
}

impl From<CreatedConnLink> for Link {
    fn from(link: CreatedConnLink) -> Self {
        Self(link.conn_full_link)
    }
}

impl From<&UserContactLink> for Link {
    fn from(address: &UserContactLink) -> Self {
        Self::from(&address.conn_link_contact)
    }
}
