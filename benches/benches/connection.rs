//! Runs all clients of a workload alternately on the same server, so that a disturbance affects all of them.
//!
//! `cargo bench --bench connection` prints all tables; with an argument after `--` only those of workloads whose name
//! contains it. `-- --once WORKLOAD CANDIDATE TIMES` runs one client and prints nothing: for callgrind.
//! `-- --memory CANDIDATE` prints the memory growth of its process because of unread events.

use std::process::Command;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use simplex_api_benches::connection::{
    Candidate, ConnectionWorkload, UNREAD, UNREAD_CANDIDATES, connection_workloads,
    with_unread_events,
};
use simplex_api_benches::{arguments, median};

const ROUNDS: usize = 51;

/// The time for a client in a round.
const SLICE: Duration = Duration::from_millis(10);

fn main() {
    let args = arguments();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--once", workload, candidate, times] => run_once(
            workload,
            candidate,
            times.parse().expect("a number of times"),
        ),
        ["--memory", candidate] => memory(candidate),
        [filter] => tables(filter),
        _ => {
            tables("");
            memory_table();
        }
    }
}

fn tables(filter: &str) {
    for workload in connection_workloads()
        .iter()
        .filter(|workload| workload.name.contains(filter))
    {
        println!("\n{}\n", workload.name);
        println!("| client | time | ratio | CPU | ratio | per second |");
        println!("|---|---:|---:|---:|---:|---:|");
        table(workload);
    }
}

/// The cost of a client, in nanoseconds per operation.
#[derive(Clone, Copy)]
struct Cost {
    time: f64,
    cpu: f64,
}

impl Cost {
    fn of(candidate: &Candidate, times: usize) -> Self {
        let (start, cpu) = (Instant::now(), ThreadTime::now());
        candidate.run(times);
        let (time, cpu) = (start.elapsed(), cpu.elapsed());
        let each = |total: Duration| total.as_nanos() as f64 / times as f64;
        Self {
            time: each(time),
            cpu: each(cpu),
        }
    }
}

fn table(workload: &ConnectionWorkload) {
    let times: Vec<usize> = workload
        .candidates
        .iter()
        .map(iterations_per_slice)
        .collect();
    let mut rounds = vec![Vec::new(); workload.candidates.len()];
    for _ in 0..ROUNDS {
        for ((candidate, &times), rounds) in workload.candidates.iter().zip(&times).zip(&mut rounds)
        {
            rounds.push(Cost::of(candidate, times));
        }
    }
    for (candidate, costs) in workload.candidates.iter().zip(&rounds) {
        let of = |what: fn(&Cost) -> f64| {
            let all: Vec<f64> = costs.iter().map(what).collect();
            let ratios: Vec<f64> = all
                .iter()
                .zip(rounds[0].iter().map(what))
                .map(|(candidate, ours)| candidate / ours)
                .collect();
            (median(&all), median(&ratios))
        };
        let (name, (time, ratio), (cpu, cpu_ratio)) =
            (candidate.name, of(|cost| cost.time), of(|cost| cost.cpu));
        let rate = 1e9 / time;
        println!(
            "| {name} | {time:.0} ns | {ratio:.3} | {cpu:.0} ns | {cpu_ratio:.3} | {rate:.0} |"
        );
    }
}

fn run_once(workload: &str, candidate: &str, times: usize) {
    let connection_workloads = connection_workloads();
    let workload = connection_workloads
        .iter()
        .find(|it| it.name.contains(workload));
    let candidates = &workload.expect("a workload").candidates;
    let candidate = candidates
        .iter()
        .find(|it| it.name == candidate)
        .expect("a client");
    candidate.run(times);
}

/// The number of operations of a client in a slice of time.
fn iterations_per_slice(candidate: &Candidate) -> usize {
    let mut times = 64;
    loop {
        let start = Instant::now();
        candidate.run(times);
        let elapsed = start.elapsed();
        if elapsed >= SLICE / 2 {
            return (times as f64 * SLICE.as_secs_f64() / elapsed.as_secs_f64()).ceil() as usize;
        }
        times *= 2;
    }
}

/// Measures each client in a separate process.
fn memory_table() {
    println!("\nmemory of {UNREAD} unread events\n");
    println!("| client | growth |");
    println!("|---|---:|");
    let program = std::env::current_exe().expect("this program");
    for candidate in UNREAD_CANDIDATES {
        let output = Command::new(&program)
            .args(["--memory", candidate])
            .output();
        let output = output.expect("this program runs again").stdout;
        let growth = String::from_utf8_lossy(&output);
        println!("| {candidate} | {} |", growth.trim());
    }
}

fn memory(candidate: &str) {
    let before = resident();
    let mut after = before;
    with_unread_events(candidate, || after = resident());
    println!("{:.1} MB", (after - before) / 1e6);
}

/// The resident memory of this process, in bytes.
fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("a Linux");
    let pages = statm.split(' ').nth(1).expect("the pages in memory");
    pages.parse::<f64>().expect("a number") * 4096.0
}
