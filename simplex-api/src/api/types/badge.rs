//! Badges: marks of supporters in profiles, with proofs that others can check.

use crate::api_type;
use crate::types::UtcTime;

/// What a badge says.
#[api_type(since = "7.0")]
pub struct BadgeInfo {
    pub badge_type: BadgeType,
    /// `None` for a badge without end.
    pub badge_expiry: Option<UtcTime>,
    /// Further data from the issuer, may be empty.
    pub badge_extra: String,
}

/// A badge in a profile with the proof that it was issued. Proofs of the same badge cannot be
/// linked with each other.
#[api_type(since = "7.0")]
pub struct BadgeProof {
    /// Which key of the issuer the proof is checked with.
    #[api(primitive = "int")]
    pub badge_key_idx: i64,
    /// Base64url data that the proof was made for, and holds for alone.
    pub pres_header: String,
    /// Base64url.
    pub proof: String,
    pub badge_info: BadgeInfo,
}

/// What checking a badge gave.
#[api_type(since = "7.0")]
pub enum BadgeStatus {
    Active,
    /// Valid until lately.
    Expired,
    /// Expired for more than a month, and no longer shown by apps.
    ExpiredOld,
    /// The proof is wrong.
    Failed,
    /// The key of the issuer is not known to this version, so nothing was checked.
    UnknownKey,
}

/// For what a badge was given.
#[api_type(since = "7.0")]
pub enum BadgeType {
    Supporter,
    Legend,
    Investor,
}

/// A badge of a profile in this database, with what checking it gave.
#[api_type(since = "7.0")]
pub struct LocalBadge {
    pub badge: BadgeInfo,
    pub status: BadgeStatus,
}
