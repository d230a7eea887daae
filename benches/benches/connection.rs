//! All clients of a work in turns, on the same server, so that what disturbs one disturbs the others too.
//!
//! `cargo bench --bench connection` prints all tables, with a word behind `--` those of works with it in
//! the name. `-- --once WORK LANE TIMES` runs one client and prints nothing: for callgrind.
//! `-- --memory LANE` prints by how much unread events make its process grow.

use std::process::Command;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use simplex_api_benches::connection::{
    Lane, Traffic, UNREAD, UNREAD_LANES, traffic, with_unread_events,
};
use simplex_api_benches::{arguments, median};

const ROUNDS: usize = 51;

/// How long a client runs in a round.
const SLICE: Duration = Duration::from_millis(10);

fn main() {
    let args = arguments();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--once", work, lane, times] => {
            once(work, lane, times.parse().expect("a number of times"))
        }
        ["--memory", lane] => memory(lane),
        [filter] => tables(filter),
        _ => {
            tables("");
            memory_table();
        }
    }
}

fn tables(filter: &str) {
    for work in traffic().iter().filter(|work| work.name.contains(filter)) {
        println!("\n{}\n", work.name);
        println!("| client | time | ratio | CPU | ratio | per second |");
        println!("|---|---:|---:|---:|---:|---:|");
        table(work);
    }
}

/// What one run of a client takes, in nanoseconds for each time.
#[derive(Clone, Copy)]
struct Cost {
    time: f64,
    cpu: f64,
}

impl Cost {
    fn of(lane: &Lane, times: usize) -> Self {
        let (start, cpu) = (Instant::now(), ThreadTime::now());
        lane.run(times);
        let (time, cpu) = (start.elapsed(), cpu.elapsed());
        let each = |total: Duration| total.as_nanos() as f64 / times as f64;
        Self {
            time: each(time),
            cpu: each(cpu),
        }
    }
}

fn table(work: &Traffic) {
    let times: Vec<usize> = work.lanes.iter().map(fitting).collect();
    let mut rounds = vec![Vec::new(); work.lanes.len()];
    for _ in 0..ROUNDS {
        for ((lane, &times), rounds) in work.lanes.iter().zip(&times).zip(&mut rounds) {
            rounds.push(Cost::of(lane, times));
        }
    }
    for (lane, costs) in work.lanes.iter().zip(&rounds) {
        let of = |what: fn(&Cost) -> f64| {
            let all: Vec<f64> = costs.iter().map(what).collect();
            let ratios: Vec<f64> = all
                .iter()
                .zip(rounds[0].iter().map(what))
                .map(|(lane, ours)| lane / ours)
                .collect();
            (median(&all), median(&ratios))
        };
        let (name, (time, ratio), (cpu, cpu_ratio)) =
            (lane.name, of(|cost| cost.time), of(|cost| cost.cpu));
        let rate = 1e9 / time;
        println!(
            "| {name} | {time:.0} ns | {ratio:.3} | {cpu:.0} ns | {cpu_ratio:.3} | {rate:.0} |"
        );
    }
}

fn once(work: &str, lane: &str, times: usize) {
    let traffic = traffic();
    let work = traffic.iter().find(|it| it.name.contains(work));
    let lanes = &work.expect("a work").lanes;
    let lane = lanes.iter().find(|it| it.name == lane).expect("a client");
    lane.run(times);
}

/// How often a client does its work in a slice of time.
fn fitting(lane: &Lane) -> usize {
    let mut times = 64;
    loop {
        let start = Instant::now();
        lane.run(times);
        let elapsed = start.elapsed();
        if elapsed >= SLICE / 2 {
            return (times as f64 * SLICE.as_secs_f64() / elapsed.as_secs_f64()).ceil() as usize;
        }
        times *= 2;
    }
}

/// Each client in a process of its own.
fn memory_table() {
    println!("\nmemory of {UNREAD} unread events\n");
    println!("| client | growth |");
    println!("|---|---:|");
    let program = std::env::current_exe().expect("this program");
    for lane in UNREAD_LANES {
        let output = Command::new(&program).args(["--memory", lane]).output();
        let output = output.expect("this program runs again").stdout;
        let growth = String::from_utf8_lossy(&output);
        println!("| {lane} | {} |", growth.trim());
    }
}

fn memory(lane: &str) {
    let before = resident();
    let mut after = before;
    with_unread_events(lane, || after = resident());
    println!("{:.1} MB", (after - before) / 1e6);
}

/// The resident memory of this process, in bytes.
fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("a Linux");
    let pages = statm.split(' ').nth(1).expect("the pages in memory");
    pages.parse::<f64>().expect("a number") * 4096.0
}
