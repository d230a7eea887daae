use std::fmt;
use std::time::Duration;

use crate::fault::random::Random;

use crate::fault::Fault;

/// Pseudo-random faults from a seed.
///
/// Equal plans have the same faults in the same order. To reproduce a failure, the seed is in the `Debug` output and
/// in the error of a contact that times out.
///
/// ```
/// use simplex_api_testing::{ChatServer, FaultPlan};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), simplex_api_testing::Error> {
/// let plan = FaultPlan::random(7);
/// assert_eq!(plan.faults(100), FaultPlan::random(7).faults(100));
/// let server = ChatServer::builder().fault_plan(plan).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a plan has no effect until a server uses it"]
pub struct FaultPlan {
    seed: u64,
    one_in: u32,
    max_delay: Duration,
    random: Random,
}

impl FaultPlan {
    /// A plan with a fault in one of four frames, and delays of up to 20 ms.
    ///
    /// It has all kinds of faults. Events are not lost silently: [`Fault::Silence`] is only used for answers.
    pub fn random(seed: u64) -> Self {
        Self {
            seed,
            one_in: 4,
            max_delay: Duration::from_millis(20),
            random: Random::new(seed),
        }
    }

    /// The average number of frames per fault; 0 counts as 1.
    pub fn one_in(mut self, frames: u32) -> Self {
        self.one_in = frames.max(1);
        self
    }

    /// The maximum delay.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The faults of the next `answers` answers; `None` for an answer without a fault.
    pub fn faults(&self, answers: usize) -> Vec<Option<Fault>> {
        let mut plan = self.clone();
        (0..answers).map(|_| plan.next_for_answer()).collect()
    }

    pub(crate) fn next_for_answer(&mut self) -> Option<Fault> {
        self.is_faulty().then(|| self.fault())
    }

    pub(crate) fn next_for_event(&mut self) -> Option<Fault> {
        let fault = self.next_for_answer()?;
        (fault != Fault::Silence).then_some(fault)
    }

    fn is_faulty(&mut self) -> bool {
        self.next_below(self.one_in.into()) == 0
    }

    fn fault(&mut self) -> Fault {
        match self.next_below(17) {
            0 => Fault::Delay(self.delay()),
            1 => Fault::Stall(self.delay()),
            2 => Fault::DropBefore,
            3 => Fault::DropAfter,
            4 => Fault::DropDuring,
            // The close codes of a server without a protocol error: going away, internal error, restart, overload.
            5 => Fault::Close([1001, 1011, 1012, 1013][self.next_below(4) as usize]),
            6 => Fault::Refuse(1 + self.next_below(2) as u32),
            7 => {
                let texts = [
                    "",
                    "{",
                    "[]",
                    "null",
                    r#"{"corrId":7,"resp":{}}"#,
                    "\u{FEFF}x",
                ];
                Fault::Malformed(texts[self.next_below(6) as usize].to_owned())
            }
            8 => Fault::Silence,
            9 => Fault::Duplicate,
            10 => Fault::Late,
            11 => Fault::WrongId,
            12 => Fault::UnknownTag,
            13 => Fault::UnknownKeyword,
            14 => Fault::ExtraFields,
            15 => Fault::MissingField,
            _ => Fault::Binary,
        }
    }

    fn delay(&mut self) -> Duration {
        self.max_delay.mul_f64(self.random.next_fraction())
    }

    fn next_below(&mut self, limit: u64) -> u64 {
        self.random.next_u64() % limit
    }
}

impl fmt::Debug for FaultPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultPlan")
            .field("seed", &self.seed)
            .field("one_in", &self.one_in)
            .field("max_delay", &self.max_delay)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::mem::discriminant;

    use super::*;

    #[test]
    fn a_seed_gives_the_same_faults() {
        let faults = |seed| FaultPlan::random(seed).faults(500);
        assert_eq!(faults(3), faults(3));
        assert_ne!(faults(3), faults(4));
        let report = format!("{:?}", FaultPlan::random(3));
        assert!(
            report.starts_with("FaultPlan { seed: 3, one_in: 4, max_delay: 20ms"),
            "{report}"
        );
    }

    #[test]
    fn all_kinds_of_faults_occur_at_the_given_rate() {
        let faults = FaultPlan::random(1).one_in(10).faults(10_000);
        let faults: Vec<_> = faults.into_iter().flatten().collect();
        assert!((800..1200).contains(&faults.len()), "{}", faults.len());
        let kinds: HashSet<_> = faults.iter().map(discriminant).collect();
        assert_eq!(kinds.len(), 17);
        let all = FaultPlan::random(1).one_in(0).faults(100);
        assert!(all.iter().all(Option::is_some));
    }

    #[test]
    fn events_are_not_lost_silently() {
        let mut plan = FaultPlan::random(2).one_in(1);
        let faults: Vec<_> = (0..1000).map(|_| plan.next_for_event()).collect();
        assert!(!faults.contains(&Some(Fault::Silence)));
    }
}
