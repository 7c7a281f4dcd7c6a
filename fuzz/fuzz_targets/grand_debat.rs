//! Any bytes read as grand-debat.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("grand-debat", data));
