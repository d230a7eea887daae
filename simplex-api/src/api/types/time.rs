//! Time, as the server writes it.

use crate::api_type;

/// A point in time as the server's text: ISO 8601 in UTC with a final `Z`, and 0 to 12 digits of
/// fraction, such as `2025-08-26T09:30:00.123456Z`. The number of digits varies, so parse it before
/// comparing.
#[api_type(primitive = "UTCTime")]
pub struct UtcTime(pub String);
