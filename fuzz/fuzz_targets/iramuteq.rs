//! Any bytes read as iramuteq.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("iramuteq", data));
