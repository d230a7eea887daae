//! What is measured: works, and for each of them lanes that do it in different ways.

pub mod connection;
pub mod decoding;
pub mod derived;
pub mod encoding;
pub mod fixtures;

/// Something to do, on one input.
pub struct Work {
    /// Its name in tables.
    pub name: String,
    /// The ways to do it, ours first.
    pub lanes: Vec<Lane>,
}

/// One way to do a work.
pub struct Lane {
    /// Its name in tables.
    pub name: &'static str,
    /// Does the work once.
    pub run: Box<dyn Fn()>,
}

impl Lane {
    fn new(name: &'static str, run: impl Fn() + 'static) -> Self {
        let run = Box::new(run);
        Self { name, run }
    }
}

/// All works.
pub fn works() -> Vec<Work> {
    let mut works = decoding::works();
    works.extend(encoding::works());
    works
}

/// The value in the middle.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The arguments of a program, without what `cargo bench` adds.
pub fn arguments() -> Vec<String> {
    let args = std::env::args().skip(1);
    args.filter(|arg| arg != "--bench").collect()
}
