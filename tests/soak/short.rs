//! A short form of the long run. It is a separate test binary because it measures the memory of the process.

use simplex_api_tests::soak;

/// How much memory the allocator may keep after a burst of events.
const MAX_GROWTH: u64 = 16 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_requests_and_events() {
    let soak = soak::run(20_000, 1).await;
    println!("{soak}");
    assert!(soak.requests.answered > 19_000);
    assert!(soak.requests.dropped > 0 && soak.missed > 0);
    assert!(soak.events + soak.missed > 19_000);
    assert!(soak.growth() < MAX_GROWTH, "{soak}");
}
