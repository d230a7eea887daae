//! Runs [`simplex_api_fuzz::params`] with libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::params(text));
