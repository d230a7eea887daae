//! Badges: marks of supporters in profiles, with proofs that others can verify.

use crate::api_type;
use crate::types::UtcTime;

/// The content of a badge.
#[api_type(since = "7.0")]
pub struct BadgeInfo {
    pub badge_type: BadgeType,
    /// `None` for a badge that does not expire.
    pub badge_expiry: Option<UtcTime>,
    /// Additional data of the issuer; may be empty.
    pub badge_extra: String,
}

/// A badge in a profile, with the proof that it was issued. Several proofs of the same badge cannot be linked.
#[api_type(since = "7.0")]
pub struct BadgeProof {
    /// The index of the issuer's key that verifies the proof.
    #[api(primitive = "int")]
    pub badge_key_idx: i64,
    /// Base64url data that the proof is bound to.
    pub pres_header: String,
    /// Base64url.
    pub proof: String,
    pub badge_info: BadgeInfo,
}

/// The verification status of a badge.
#[api_type(since = "7.0")]
pub enum BadgeStatus {
    Active,
    /// Expired recently.
    Expired,
    /// Expired more than a month ago; apps do not show it.
    ExpiredOld,
    /// The proof is invalid.
    Failed,
    /// The key of the issuer is unknown to this version, so that the badge was not verified.
    UnknownKey,
}

/// The type of a badge.
#[api_type(since = "7.0")]
pub enum BadgeType {
    Supporter,
    Legend,
    Investor,
}

/// A badge of a profile in this database, with its verification status.
#[api_type(since = "7.0")]
pub struct LocalBadge {
    pub badge: BadgeInfo,
    pub status: BadgeStatus,
}
