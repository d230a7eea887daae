//! Runs [`simplex_api_fuzz::frames`] with libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::frames(text));
