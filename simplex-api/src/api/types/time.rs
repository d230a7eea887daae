//! Timestamps.

use crate::api_type;

/// A timestamp as a string: ISO 8601 in UTC with a final `Z`, and 0 to 12 fractional digits,
/// such as `2025-08-26T09:30:00.123456Z`. The number of digits varies, so parse timestamps before
/// comparing them.
#[api_type(primitive = "UTCTime")]
pub struct UtcTime(pub String);
