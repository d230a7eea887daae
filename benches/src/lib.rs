//! The measured workloads, each with several candidates.

pub mod connection;
pub mod decoding;
pub mod derived;
pub mod encoding;
pub mod fixtures;

/// An operation on one input.
pub struct Workload {
    /// The name in tables.
    pub name: String,
    /// The implementations; the first is ours.
    pub candidates: Vec<Candidate>,
}

/// An implementation of a workload.
pub struct Candidate {
    /// The name in tables.
    pub name: &'static str,
    /// Performs the operation once.
    pub run: Box<dyn Fn()>,
}

impl Candidate {
    fn new(name: &'static str, run: impl Fn() + 'static) -> Self {
        let run = Box::new(run);
        Self { name, run }
    }
}

/// All workloads.
pub fn workloads() -> Vec<Workload> {
    let mut workloads = decoding::workloads();
    workloads.extend(encoding::workloads());
    workloads
}

/// The median.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The arguments of the program, without those added by `cargo bench`.
pub fn arguments() -> Vec<String> {
    let args = std::env::args().skip(1);
    args.filter(|arg| arg != "--bench").collect()
}
