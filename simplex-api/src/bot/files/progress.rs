//! The progress of a transfer.

/// The progress of a transfer, in bytes on the network, where the file is encrypted and padded, and larger than on disk.
///
/// The progress of a transfer never decreases. Servers report the last step of an upload as 1 of 1 bytes. It is returned
/// as the total that was known before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The transferred bytes.
    pub done: u64,
    /// The bytes of the whole transfer.
    pub total: u64,
}

impl Progress {
    /// The progress in percent, from 0 to 100.
    pub fn percent(&self) -> u8 {
        let percent = u128::from(self.done) * 100;
        let percent = percent.checked_div(self.total.into()).unwrap_or(100);
        u8::try_from(percent.min(100)).unwrap_or(100)
    }

    /// The progress that a server reports; `None` if the numbers are not valid.
    pub(crate) fn new(done: i64, total: i64) -> Option<Self> {
        let (done, total) = (done.try_into().ok()?, total.try_into().ok()?);
        (total > 0 && done <= total).then_some(Self { done, total })
    }

    /// Combines this progress with the one before: the larger total, and the larger fraction of it.
    pub(crate) fn after(self, before: Option<Self>) -> Self {
        let Some(before) = before else { return self };
        let total = self.total.max(before.total);
        Self {
            done: self.done_of(total).max(before.done_of(total)),
            total,
        }
    }

    /// The same fraction of another total, rounded up.
    fn done_of(self, total: u64) -> u64 {
        let done = u128::from(self.done) * u128::from(total);
        u64::try_from(done.div_ceil(self.total.max(1).into())).unwrap_or(total)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn progress() -> impl Strategy<Value = Progress> {
        let steps = [1, 2, 100, 327_680, i64::MAX].map(Just);
        let total = prop::strategy::Union::new(steps).boxed();
        let parts = (total, 0..=100_i64).prop_map(|(total, percent)| {
            let done = i128::from(total) * i128::from(percent) / 100;
            Progress::new(i64::try_from(done).unwrap(), total).unwrap()
        });
        parts.boxed()
    }

    #[test]
    fn the_last_step_of_an_upload_is_all_of_it() {
        let before = Progress::new(262_144, 327_680);
        let last = Progress::new(1, 1).unwrap().after(before);
        assert_eq!(Some(last), Progress::new(327_680, 327_680));
    }

    #[test]
    fn invalid_numbers_are_rejected() {
        for (done, total) in [(0, 0), (-1, 3), (1, -3), (4, 3), (i64::MIN, i64::MIN)] {
            assert_eq!(Progress::new(done, total), None, "{done} of {total}");
        }
    }

    proptest! {
        #[test]
        fn progress_never_decreases(steps in prop::collection::vec(progress(), 1..20)) {
            let mut known: Option<Progress> = None;
            for step in steps {
                let next = step.after(known);
                if let Some(known) = known {
                    prop_assert!(next.percent() >= known.percent(), "{known:?}, {step:?}: {next:?}");
                    prop_assert!(next.total >= known.total);
                }
                prop_assert!(next.done <= next.total);
                known = Some(next);
            }
        }
    }
}
