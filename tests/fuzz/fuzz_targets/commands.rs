//! Runs [`simplex_api_fuzz::commands`] with libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::commands(text));
