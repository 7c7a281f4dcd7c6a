//! Any bytes read as a file that may be an archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| palabre_fuzz::exercise("archive", data));
