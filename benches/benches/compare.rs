//! Runs all candidates of a workload alternately, so that a disturbance affects all of them.
//!
//! `cargo bench` prints the tables of all workloads, `cargo bench -- group` those of workloads whose name contains `group`.
//! `cargo bench -- --once WORKLOAD CANDIDATE TIMES` runs one candidate and prints nothing: for callgrind.

use std::alloc::System;
use std::time::{Duration, Instant};

use simplex_api_benches::{Candidate, Workload, arguments, median, workloads};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOC: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 101;

/// The time for a candidate in a round.
const SLICE: Duration = Duration::from_millis(1);

fn main() {
    let args = arguments();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--once", workload, candidate, times] => run_once(
            workload,
            candidate,
            times.parse().expect("a number of times"),
        ),
        [filter] => tables(filter),
        _ => tables(""),
    }
}

fn tables(filter: &str) {
    for workload in workloads()
        .iter()
        .filter(|workload| workload.name.contains(filter))
    {
        println!("\n{}\n", workload.name);
        println!("| candidate | time | ratio | allocations | bytes |");
        println!("|---|---:|---:|---:|---:|");
        table(workload);
    }
}

fn run_once(workload: &str, candidate: &str, times: usize) {
    let workloads = workloads();
    let workload = workloads
        .iter()
        .find(|it| it.name.contains(workload))
        .expect("a workload");
    let candidate = workload
        .candidates
        .iter()
        .find(|it| it.name == candidate)
        .expect("a candidate");
    repeat(candidate, times);
}

fn table(workload: &Workload) {
    let times: Vec<usize> = workload
        .candidates
        .iter()
        .map(iterations_per_slice)
        .collect();
    let mut rounds = vec![Vec::new(); workload.candidates.len()];
    for _ in 0..ROUNDS {
        for ((candidate, &times), rounds) in workload.candidates.iter().zip(&times).zip(&mut rounds)
        {
            let start = Instant::now();
            repeat(candidate, times);
            rounds.push(start.elapsed().as_nanos() as f64 / times as f64);
        }
    }
    for (candidate, rounds_of_candidate) in workload.candidates.iter().zip(&rounds) {
        let ratios = rounds_of_candidate
            .iter()
            .zip(&rounds[0])
            .map(|(candidate, ours)| candidate / ours);
        let (name, time, ratio) = (
            candidate.name,
            median(rounds_of_candidate),
            median(&ratios.collect::<Vec<_>>()),
        );
        let region = Region::new(ALLOC);
        (candidate.run)();
        let change = region.change();
        let (allocations, bytes) = (
            change.allocations + change.reallocations,
            change.bytes_allocated,
        );
        println!("| {name} | {time:.0} ns | {ratio:.3} | {allocations} | {bytes} |");
    }
}

fn repeat(candidate: &Candidate, times: usize) {
    for _ in 0..times {
        (candidate.run)();
    }
}

/// The number of runs of a candidate in a slice of time.
fn iterations_per_slice(candidate: &Candidate) -> usize {
    let mut times = 1;
    loop {
        let start = Instant::now();
        repeat(candidate, times);
        let elapsed = start.elapsed();
        if elapsed >= SLICE / 2 {
            return (times as f64 * SLICE.as_secs_f64() / elapsed.as_secs_f64()).ceil() as usize;
        }
        times *= 2;
    }
}
