use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const PATIENCE: Duration = Duration::from_secs(60);

fn queue(events: usize, overflow: Overflow) -> EventQueue<u64> {
    let bytes = usize::MAX;
    EventQueue::new(Capacity::default().events(events).bytes(bytes), overflow)
}

fn drain(queue: &mut EventQueue<u64>) -> Vec<Taken<u64>> {
    std::iter::from_fn(|| queue.pop()).collect()
}

#[test]
fn the_oldest_give_way_and_are_counted_where_they_are_missing() {
    let mut queue = queue(2, Overflow::DropOldest);
    let dropped: u64 = (0..5).map(|n| queue.push(n, 1)).sum();
    assert_eq!(dropped, 3);
    assert!(!queue.is_full());
    assert_eq!(queue.pop(), Some(Taken::Lagged(3)));
    assert_eq!(queue.pop(), Some(Taken::Item(3)));
    queue.push(5, 1);
    assert_eq!(drain(&mut queue), [Taken::Item(4), Taken::Item(5)]);
}

#[test]
fn reading_waits_for_a_consumer_that_lives() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(PATIENCE));
    (0..4).for_each(|n| assert_eq!(queue.push(n, 1), 0));
    assert!(queue.is_full());
    assert_eq!(queue.intake(now, false), Intake::Pause(now + PATIENCE));

    // One is not enough, but a sign of life.
    queue.pop();
    let later = now + PATIENCE;
    assert_eq!(queue.intake(later, false), Intake::Pause(later + PATIENCE));
    queue.pop();
    assert!(!queue.is_full());
    assert_eq!(queue.intake(later, false), Intake::Read);
}

#[test]
fn reading_goes_on_while_commands_are_in_flight() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(PATIENCE));
    for n in 0..8 {
        assert_eq!(queue.intake(now, true), Intake::Read);
        assert_eq!(queue.push(n, 1), 0);
    }
    assert_eq!(queue.intake(now, true), Intake::Pause(now + PATIENCE));
}

#[test]
fn a_consumer_that_takes_nothing_loses_the_oldest() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(PATIENCE));
    (0..4).for_each(|n| assert_eq!(queue.push(n, 1), 0));
    queue.intake(now, false);
    assert_eq!(queue.intake(now + PATIENCE, false), Intake::Read);
    let dropped: u64 = (4..10).map(|n| queue.push(n, 1)).sum();
    assert_eq!(dropped, 2);
    assert_eq!(queue.pop(), Some(Taken::Lagged(2)));
    assert_eq!(queue.pop(), Some(Taken::Item(2)));
}

#[test]
fn closing_refuses_what_is_too_much() {
    let mut queue = queue(2, Overflow::Close);
    assert_eq!([0, 1, 2].map(|n| queue.push(n, 1)), [0, 0, 1]);
    assert_eq!(queue.intake(Instant::now(), true), Intake::Close);
    assert_eq!(drain(&mut queue), [Taken::Item(0), Taken::Item(1)]);
    assert_eq!(queue.intake(Instant::now(), true), Intake::Close);
}

#[test]
fn bytes_count_as_well() {
    let capacity = Capacity::default().events(100).bytes(10);
    let mut queue = EventQueue::new(capacity, Overflow::DropOldest);
    queue.push(0, 1000);
    assert_eq!(queue.len(), 1, "it is alone");
    assert_eq!(queue.push(1, 5), 1);
    assert_eq!(queue.push(2, 5), 0);
    assert_eq!(queue.push(3, 6), 2);
    let left = drain(&mut queue);
    assert_eq!(left, [Taken::Lagged(3), Taken::Item(3)]);
}

#[test]
fn what_was_taken_counts_until_it_is_released() {
    let capacity = Capacity::default().events(100).bytes(10);
    let mut queue = EventQueue::new(capacity, Overflow::Wait(PATIENCE));
    let now = Instant::now();
    (0..2).for_each(|n| assert_eq!(queue.push(n, 6), 0));
    assert!(queue.is_full());
    assert_eq!(queue.take(), Some((Taken::Item(0), 6)));
    assert!(queue.is_full(), "one of the two waits, and both count");
    assert_eq!((queue.bytes(), queue.has_room(false)), (12, true));
    assert_eq!(queue.take(), Some((Taken::Item(1), 6)));
    assert_eq!(queue.intake(now, false), Intake::Read, "it may take more");
    assert_eq!((queue.has_room(false), queue.has_room(true)), (false, true));
    queue.push(2, 6);
    assert_eq!(queue.intake(now, false), Intake::Pause(now + PATIENCE));
    queue.release(12);
    assert_eq!(queue.intake(now, false), Intake::Pause(now + PATIENCE));
    assert_eq!(queue.take(), Some((Taken::Item(2), 6)));
    queue.release(6);
    assert_eq!((queue.bytes(), queue.is_full()), (0, false));
}

#[test]
fn an_endless_wait_is_no_overflow() {
    let mut queue = queue(1, Overflow::Wait(Duration::MAX));
    queue.push(1, 1);
    let now = Instant::now();
    assert!(matches!(queue.intake(now, false), Intake::Pause(until) if until > now));
}

#[derive(Debug, Clone)]
enum Act {
    Push { bytes: usize },
    Pop,
    Take,
    Release,
    Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (0..20_usize).prop_map(|bytes| Act::Push { bytes }),
        3 => Just(Act::Pop),
        3 => Just(Act::Take),
        2 => Just(Act::Release),
        1 => (0..40_u64).prop_map(Act::Wait),
    ]
}

fn overflow() -> impl Strategy<Value = Overflow> {
    prop::sample::select(vec![
        Overflow::Wait(PATIENCE),
        Overflow::DropOldest,
        Overflow::Close,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What is taken counts up from zero without a hole: each event, or the number of those missing.
    #[test]
    fn nothing_is_lost_in_silence(
        acts in vec(act(), 0..300),
        events in 1..6_usize,
        bytes in 1..60_usize,
        overflow in overflow(),
        in_flight: bool,
    ) {
        let mut queue = EventQueue::new(Capacity::default().events(events).bytes(bytes), overflow);
        let mut now = Instant::now();
        let (mut pushed, mut next) = (0, 0);
        let mut held = Vec::new();
        let mut take = |taken: Taken<u64>| match taken {
            Taken::Item(item) => {
                prop_assert_eq!(item, next);
                next += 1;
                Ok(())
            }
            Taken::Lagged(missed) => {
                prop_assert!(missed > 0);
                next += missed;
                Ok(())
            }
        };
        for act in acts {
            match act {
                Act::Push { bytes } => {
                    if queue.intake(now, in_flight) == Intake::Read {
                        queue.push(pushed, bytes);
                        pushed += 1;
                    }
                }
                Act::Pop => queue.pop().map_or(Ok(()), &mut take)?,
                Act::Take if queue.has_room(false) => {
                    if let Some((taken, bytes)) = queue.take() {
                        take(taken)?;
                        held.push(bytes);
                    }
                }
                Act::Take => {}
                Act::Release => queue.release(held.pop().unwrap_or_default()),
                Act::Wait(seconds) => now += Duration::from_secs(seconds),
            }
            prop_assert!(queue.len() <= 2 * events);
            prop_assert!(queue.len() <= 1 || queue.bytes() <= 2 * bytes);
            prop_assert_eq!(queue.held, held.iter().sum::<usize>());
            prop_assert!(held.len() <= 1 || queue.held < bytes + 20);
        }
        let refused = u64::from(queue.overflowed);
        while let Some(taken) = queue.pop() {
            take(taken)?;
        }
        prop_assert_eq!(next + refused, pushed);
        held.into_iter().for_each(|bytes| queue.release(bytes));
        prop_assert_eq!(queue.bytes(), 0);
    }
}
