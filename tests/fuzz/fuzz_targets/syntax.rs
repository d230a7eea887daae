//! [`simplex_api_fuzz::syntax`] with what libFuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| simplex_api_fuzz::syntax(text));
