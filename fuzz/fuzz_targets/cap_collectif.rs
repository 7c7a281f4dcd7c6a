//! Any bytes read as cap-collectif.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("cap-collectif", data));
