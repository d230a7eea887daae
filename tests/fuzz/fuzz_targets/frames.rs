//! [`simplex_api_fuzz::frames`] with what libFuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::frames(text));
