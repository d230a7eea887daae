//! SimpleX names: registered names of contacts and public groups.

use crate::api_type;

/// A name in a text: `@alice.simplex` is a contact, `#news` a public group.
#[api_type(since = "7.0")]
pub struct SimplexNameInfo {
    pub name_type: SimplexNameType,
    pub name_domain: SimplexDomain,
}

/// The target of a name.
#[api_type(since = "7.0")]
pub enum SimplexNameType {
    /// A group or channel, written with `#`.
    PublicGroup,
    /// A contact, written with `@`.
    Contact,
}

/// The parts of a domain.
#[api_type(since = "7.0")]
pub struct SimplexDomain {
    #[api(name = "nameTLD")]
    pub name_tld: SimplexTld,
    /// The label before the top-level domain. For [`SimplexTld::Web`] it is the whole domain.
    pub domain: String,
    /// The labels of the subdomain, from parent to child: `b`, `a` in `a.b.news.simplex`.
    pub sub_domain: Vec<String>,
}

/// The top-level domain of a name.
#[api_type(name = "SimplexTLD", since = "7.0")]
pub enum SimplexTld {
    /// `.simplex`
    Simplex,
    /// `.testing`
    Testing,
    /// Any other: a domain of the web.
    Web,
}

/// The claim of a profile to a name.
#[api_type(since = "7.0")]
pub struct SimplexDomainClaim {
    /// The whole name, such as `team.simplex`.
    pub domain: String,
    /// Absent from most claims of groups, which are verified by a lookup of the name.
    pub proof: Option<SimplexDomainProof>,
}

/// The signature of a claim to a name, by the owner of the address.
#[api_type(since = "7.0")]
pub struct SimplexDomainProof {
    /// Base64url id of the signing owner; `None` for the root key of the address.
    pub link_owner_id: Option<String>,
    /// The header that is signed with the claim.
    pub pres_header: String,
    /// The Ed25519 signature.
    pub signature: String,
}

/// Why a name cannot be used.
#[api_type(tag = "type", since = "7.0")]
pub enum SimplexDomainError {
    /// The name has no link of the required kind.
    NoValidLink,
    /// The profile of the link does not claim the name.
    UnknownDomain,
}
