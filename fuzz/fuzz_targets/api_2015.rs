//! Any bytes read as api-2015.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("api-2015", data));
