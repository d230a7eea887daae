//! Adds recordings to `tests/reality`, and prints them in their original form.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use simplex_api_tests::recordings::{Scenario, folded, folder, unfolded};

const USAGE: &str = "\
fold RECORDING.json…      folds recordings into tests/reality/VERSION
fold --unfold FILE        prints a recording in its original form";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let done = match &args[..] {
        [] | ["-h" | "--help"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        ["--unfold", file] => read(file)
            .and_then(|text| unfolded(&text))
            .map(|text| print!("{text}")),
        files => files.iter().try_for_each(|file| add(file)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

fn add(file: &str) -> Result<(), String> {
    let text = read(file)?;
    let fails = |error| format!("{file}: {error}");
    let version = Scenario::read(&text).map_err(fails)?.server;
    let name = Path::new(file)
        .file_name()
        .ok_or_else(|| fails("it is not a file".to_owned()))?;
    let folder = folder().join(version);
    let text = folded(&text).map_err(fails)?;
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text));
    written.map_err(|error| fails(error.to_string()))
}
