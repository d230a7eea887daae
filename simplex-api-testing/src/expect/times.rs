use std::ops::{Bound, RangeBounds};

/// How often something is expected, made of a number or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    pub(crate) least: u64,
    pub(crate) most: Option<u64>,
}

impl From<u64> for Times {
    fn from(times: u64) -> Self {
        Self {
            least: times,
            most: Some(times),
        }
    }
}

impl Times {
    fn within(range: &impl RangeBounds<u64>) -> Self {
        let least = match range.start_bound() {
            Bound::Included(least) => *least,
            Bound::Excluded(least) => least.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let most = match range.end_bound() {
            Bound::Included(most) => Some(*most),
            Bound::Excluded(most) => Some(most.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        Self { least, most }
    }
}

/// Makes a [`Times`] of ranges.
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
