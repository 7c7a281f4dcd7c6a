//! Any bytes read as jsonl.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("jsonl", data));
