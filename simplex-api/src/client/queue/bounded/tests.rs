use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const TIMEOUT: Duration = Duration::from_secs(60);

fn queue(events: usize, overflow: Overflow) -> BoundedQueue<u64> {
    let (len, bytes) = (events, usize::MAX);
    BoundedQueue::new(Capacity { len, bytes }, overflow)
}

/// Takes the next event without keeping it.
fn pop(queue: &mut BoundedQueue<u64>) -> Option<Popped<u64>> {
    let (popped, bytes) = queue.pop_held()?;
    queue.release(bytes);
    Some(popped)
}

fn drain(queue: &mut BoundedQueue<u64>) -> Vec<Popped<u64>> {
    std::iter::from_fn(|| pop(queue)).collect()
}

#[test]
fn dropped_events_are_counted_where_they_are_missing() {
    let mut queue = queue(2, Overflow::DropOldest);
    let dropped: u64 = (0..5).map(|n| queue.push(n, 1)).sum();
    assert_eq!(dropped, 3);
    assert!(!queue.is_full());
    assert_eq!(pop(&mut queue), Some(Popped::Lagged(3)));
    assert_eq!(pop(&mut queue), Some(Popped::Item(3)));
    queue.push(5, 1);
    assert_eq!(drain(&mut queue), [Popped::Item(4), Popped::Item(5)]);
}

#[test]
fn reading_waits_for_an_active_consumer() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(TIMEOUT));
    (0..4).for_each(|n| assert_eq!(queue.push(n, 1), 0));
    assert!(queue.is_full());
    assert_eq!(
        queue.read_gate(now, false),
        ReadGate::PausedUntil(now + TIMEOUT)
    );

    // Taking one event does not reopen the gate, but restarts the timeout.
    pop(&mut queue);
    let later = now + TIMEOUT;
    assert_eq!(
        queue.read_gate(later, false),
        ReadGate::PausedUntil(later + TIMEOUT)
    );
    pop(&mut queue);
    assert!(!queue.is_full());
    assert_eq!(queue.read_gate(later, false), ReadGate::Open);
}

#[test]
fn reading_continues_while_commands_are_in_flight() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(TIMEOUT));
    for n in 0..8 {
        assert_eq!(queue.read_gate(now, true), ReadGate::Open);
        assert_eq!(queue.push(n, 1), 0);
    }
    assert_eq!(
        queue.read_gate(now, true),
        ReadGate::PausedUntil(now + TIMEOUT)
    );
}

#[test]
fn an_inactive_consumer_loses_the_oldest_events() {
    let now = Instant::now();
    let mut queue = queue(4, Overflow::Wait(TIMEOUT));
    (0..4).for_each(|n| assert_eq!(queue.push(n, 1), 0));
    queue.read_gate(now, false);
    assert_eq!(queue.read_gate(now + TIMEOUT, false), ReadGate::Open);
    let dropped: u64 = (4..10).map(|n| queue.push(n, 1)).sum();
    assert_eq!(dropped, 2);
    assert_eq!(pop(&mut queue), Some(Popped::Lagged(2)));
    assert_eq!(pop(&mut queue), Some(Popped::Item(2)));
}

#[test]
fn closing_rejects_the_events_above_the_capacity() {
    let mut queue = queue(2, Overflow::Close);
    assert_eq!([0, 1, 2].map(|n| queue.push(n, 1)), [0, 0, 1]);
    assert_eq!(queue.read_gate(Instant::now(), true), ReadGate::Overflowed);
    assert_eq!(drain(&mut queue), [Popped::Item(0), Popped::Item(1)]);
    assert_eq!(queue.read_gate(Instant::now(), true), ReadGate::Overflowed);
}

#[test]
fn the_bytes_are_limited_too() {
    let (len, bytes) = (100, 10);
    let capacity = Capacity { len, bytes };
    let mut queue = BoundedQueue::new(capacity, Overflow::DropOldest);
    queue.push(0, 1000);
    assert_eq!(
        queue.len(),
        1,
        "a large event is accepted while it is the only one"
    );
    assert_eq!(queue.push(1, 5), 1);
    assert_eq!(queue.push(2, 5), 0);
    assert_eq!(queue.push(3, 6), 2);
    let left = drain(&mut queue);
    assert_eq!(left, [Popped::Lagged(3), Popped::Item(3)]);
}

#[test]
fn held_events_count_until_they_are_released() {
    let (len, bytes) = (100, 10);
    let capacity = Capacity { len, bytes };
    let mut queue = BoundedQueue::new(capacity, Overflow::Wait(TIMEOUT));
    let now = Instant::now();
    (0..2).for_each(|n| assert_eq!(queue.push(n, 6), 0));
    assert!(queue.is_full());
    assert_eq!(queue.pop_held(), Some((Popped::Item(0), 6)));
    assert!(
        queue.is_full(),
        "one event is queued, one is held, and both count"
    );
    assert_eq!((queue.bytes(), queue.has_capacity(false)), (12, true));
    assert_eq!(queue.pop_held(), Some((Popped::Item(1), 6)));
    assert_eq!(
        queue.read_gate(now, false),
        ReadGate::Open,
        "the queue is empty"
    );
    assert_eq!(
        (queue.has_capacity(false), queue.has_capacity(true)),
        (false, true)
    );
    queue.push(2, 6);
    assert_eq!(
        queue.read_gate(now, false),
        ReadGate::PausedUntil(now + TIMEOUT)
    );
    queue.release(12);
    assert_eq!(
        queue.read_gate(now, false),
        ReadGate::PausedUntil(now + TIMEOUT)
    );
    assert_eq!(queue.pop_held(), Some((Popped::Item(2), 6)));
    queue.release(6);
    assert_eq!((queue.bytes(), queue.is_full()), (0, false));
}

#[test]
fn an_endless_timeout_does_not_overflow() {
    let mut queue = queue(1, Overflow::Wait(Duration::MAX));
    queue.push(1, 1);
    let now = Instant::now();
    assert!(matches!(queue.read_gate(now, false), ReadGate::PausedUntil(until) if until > now));
}

#[derive(Debug, Clone)]
enum Op {
    Push { bytes: usize },
    Pop,
    PopHeld,
    Release,
    Wait(u64),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => (0..20_usize).prop_map(|bytes| Op::Push { bytes }),
        3 => Just(Op::Pop),
        3 => Just(Op::PopHeld),
        2 => Just(Op::Release),
        1 => (0..40_u64).prop_map(Op::Wait),
    ]
}

fn overflow() -> impl Strategy<Value = Overflow> {
    prop::sample::select(vec![
        Overflow::Wait(TIMEOUT),
        Overflow::DropOldest,
        Overflow::Close,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The events and the reported numbers of missing events add up to all events.
    #[test]
    fn no_event_is_lost_silently(
        ops in vec(op(), 0..300),
        events in 1..6_usize,
        bytes in 1..60_usize,
        overflow in overflow(),
        in_flight: bool,
    ) {
        let capacity = Capacity { len: events, bytes };
        let mut queue = BoundedQueue::new(capacity, overflow);
        let mut now = Instant::now();
        let (mut pushed, mut next) = (0, 0);
        let mut held = Vec::new();
        let mut take = |popped: Popped<u64>| match popped {
            Popped::Item(item) => {
                prop_assert_eq!(item, next);
                next += 1;
                Ok(())
            }
            Popped::Lagged(missed) => {
                prop_assert!(missed > 0);
                next += missed;
                Ok(())
            }
        };
        for op in ops {
            match op {
                Op::Push { bytes } => {
                    if queue.read_gate(now, in_flight) == ReadGate::Open {
                        queue.push(pushed, bytes);
                        pushed += 1;
                    }
                }
                Op::Pop => pop(&mut queue).map_or(Ok(()), &mut take)?,
                Op::PopHeld if queue.has_capacity(false) => {
                    if let Some((popped, bytes)) = queue.pop_held() {
                        take(popped)?;
                        held.push(bytes);
                    }
                }
                Op::PopHeld => {}
                Op::Release => queue.release(held.pop().unwrap_or_default()),
                Op::Wait(seconds) => now += Duration::from_secs(seconds),
            }
            prop_assert!(queue.len() <= 2 * events);
            prop_assert!(queue.len() <= 1 || queue.bytes() <= 2 * bytes);
            prop_assert_eq!(queue.held, held.iter().sum::<usize>());
            prop_assert!(held.len() <= 1 || queue.held < bytes + 20);
        }
        let rejected = u64::from(queue.overflowed);
        while let Some(popped) = pop(&mut queue) {
            take(popped)?;
        }
        prop_assert_eq!(next + rejected, pushed);
        held.into_iter().for_each(|bytes| queue.release(bytes));
        prop_assert_eq!(queue.bytes(), 0);
    }
}
