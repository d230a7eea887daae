//! SimpleX names: registered names that lead to a contact or a public group.

use crate::api_type;

/// A name as people write it: `@alice.simplex` is a contact, `#news` a public group.
#[api_type(since = "7.0")]
pub struct SimplexNameInfo {
    pub name_type: SimplexNameType,
    pub name_domain: SimplexDomain,
}

/// What a name leads to.
#[api_type(since = "7.0")]
pub enum SimplexNameType {
    /// A group or channel, written with `#`.
    PublicGroup,
    /// A contact, written with `@`.
    Contact,
}

/// A domain in its parts.
#[api_type(since = "7.0")]
pub struct SimplexDomain {
    #[api(name = "nameTLD")]
    pub name_tld: SimplexTld,
    /// The label before the top-level domain; for [`SimplexTld::Web`] the whole domain.
    pub domain: String,
    /// Labels below the domain, from parent to child: `b`, `a` in `a.b.news.simplex`.
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

/// A profile's claim to a name.
#[api_type(since = "7.0")]
pub struct SimplexDomainClaim {
    /// The whole name, such as `team.simplex`.
    pub domain: String,
    /// Absent from most claims of groups, which are checked by looking the name up.
    pub proof: Option<SimplexDomainProof>,
}

/// The signature under a claim to a name, made with the key of the address's owner.
#[api_type(since = "7.0")]
pub struct SimplexDomainProof {
    /// The owner whose key signed, base64url; `None` for the root key of the address.
    pub link_owner_id: Option<String>,
    /// The header that is signed along with the claim.
    pub pres_header: String,
    /// Ed25519 signature.
    pub signature: String,
}

/// Why a name cannot be used.
#[api_type(tag = "type", since = "7.0")]
pub enum SimplexDomainError {
    /// The name leads to no link of the wanted kind.
    NoValidLink,
    /// The profile that the name leads to does not claim the name.
    UnknownDomain,
}
