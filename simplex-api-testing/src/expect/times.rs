use std::ops::{Bound, RangeBounds};

/// How often a command is expected: a number or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
}

impl From<u64> for Times {
    fn from(times: u64) -> Self {
        Self {
            min: times,
            max: Some(times),
        }
    }
}

impl Times {
    fn within(range: &impl RangeBounds<u64>) -> Self {
        let min = match range.start_bound() {
            Bound::Included(min) => *min,
            Bound::Excluded(min) => min.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let max = match range.end_bound() {
            Bound::Included(max) => Some(*max),
            Bound::Excluded(max) => Some(max.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        Self { min, max }
    }
}

/// Implements the conversion from ranges to [`Times`].
macro_rules! times_from {
    ($($range:ty),* $(,)?) => {$(
        impl From<$range> for Times {
            fn from(range: $range) -> Self {
                Self::within(&range)
            }
        }
    )*};
}

times_from!(
    std::ops::Range<u64>,
    std::ops::RangeInclusive<u64>,
    std::ops::RangeFrom<u64>,
    std::ops::RangeTo<u64>,
    std::ops::RangeToInclusive<u64>,
    std::ops::RangeFull,
);
