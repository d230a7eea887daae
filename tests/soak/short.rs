//! The short form of the long run, alone in its process for the sake of its memory.

use simplex_api_tests::soak;

/// What the allocator may keep of a wave of events.
const SLACK: u64 = 16 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_requests_and_events() {
    let soak = soak::run(20_000, 1).await;
    println!("{soak}");
    assert!(soak.requests.answered > 19_000);
    assert!(soak.requests.dropped > 0 && soak.missed > 0);
    assert!(soak.events + soak.missed > 19_000);
    assert!(soak.growth() < SLACK, "{soak}");
}
