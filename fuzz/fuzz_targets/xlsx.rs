//! Any bytes read as xlsx.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("xlsx", data));
