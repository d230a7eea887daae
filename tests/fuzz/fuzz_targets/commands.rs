//! [`simplex_api_fuzz::commands`] with what libFuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::commands(text));
