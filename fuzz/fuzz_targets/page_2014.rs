//! Any bytes read as page-2014.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("page-2014", data));
