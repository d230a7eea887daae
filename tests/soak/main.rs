//! A long run over one connection: `cargo run --release -p simplex-api-tests --bin soak -- 1000000`.
//!
//! The first argument is the number of requests, the second a seed.

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| {
        argument
            .parse::<u64>()
            .unwrap_or_else(|_| panic!("`{argument}` is not a number"))
    });
    let requests = arguments.next().unwrap_or(1_000_000);
    let seed = arguments.next().unwrap_or(1);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let soak = runtime.block_on(simplex_api_tests::soak::run(requests, seed));
    println!("{soak}");
    println!("growth in bytes: {}", soak.growth());
}
