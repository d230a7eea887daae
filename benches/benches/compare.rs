//! All lanes of a work in turns, so that what disturbs one disturbs the others too.
//!
//! `cargo bench` prints the tables of all works, `cargo bench -- group` those of works with this in the name.
//! `cargo bench -- --once GROUP LANE TIMES` runs one lane and prints nothing: for callgrind.

use std::alloc::System;
use std::time::{Duration, Instant};

use simplex_api_benches::{Lane, Work, arguments, median, works};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOC: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 101;

/// How long a lane runs in a round.
const SLICE: Duration = Duration::from_millis(1);

fn main() {
    let args = arguments();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--once", work, lane, times] => {
            once(work, lane, times.parse().expect("a number of times"))
        }
        [filter] => tables(filter),
        _ => tables(""),
    }
}

fn tables(filter: &str) {
    for work in works().iter().filter(|work| work.name.contains(filter)) {
        println!("\n{}\n", work.name);
        println!("| lane | time | ratio | allocations | bytes |");
        println!("|---|---:|---:|---:|---:|");
        table(work);
    }
}

fn once(work: &str, lane: &str, times: usize) {
    let works = works();
    let work = works
        .iter()
        .find(|it| it.name.contains(work))
        .expect("a work");
    let lane = work
        .lanes
        .iter()
        .find(|it| it.name == lane)
        .expect("a lane");
    repeat(lane, times);
}

fn table(work: &Work) {
    let times: Vec<usize> = work.lanes.iter().map(fitting).collect();
    let mut rounds = vec![Vec::new(); work.lanes.len()];
    for _ in 0..ROUNDS {
        for ((lane, &times), rounds) in work.lanes.iter().zip(&times).zip(&mut rounds) {
            let start = Instant::now();
            repeat(lane, times);
            rounds.push(start.elapsed().as_nanos() as f64 / times as f64);
        }
    }
    for (lane, rounds_of_lane) in work.lanes.iter().zip(&rounds) {
        let ratios = rounds_of_lane
            .iter()
            .zip(&rounds[0])
            .map(|(lane, ours)| lane / ours);
        let (name, time, ratio) = (
            lane.name,
            median(rounds_of_lane),
            median(&ratios.collect::<Vec<_>>()),
        );
        let region = Region::new(ALLOC);
        (lane.run)();
        let change = region.change();
        let (allocations, bytes) = (
            change.allocations + change.reallocations,
            change.bytes_allocated,
        );
        println!("| {name} | {time:.0} ns | {ratio:.3} | {allocations} | {bytes} |");
    }
}

fn repeat(lane: &Lane, times: usize) {
    for _ in 0..times {
        (lane.run)();
    }
}

/// How often a lane runs in a slice of time.
fn fitting(lane: &Lane) -> usize {
    let mut times = 1;
    loop {
        let start = Instant::now();
        repeat(lane, times);
        let elapsed = start.elapsed();
        if elapsed >= SLICE / 2 {
            return (times as f64 * SLICE.as_secs_f64() / elapsed.as_secs_f64()).ceil() as usize;
        }
        times *= 2;
    }
}
