//! Any bytes read as parquet.
#![no_main]

use std::sync::Once;

// polars-parquet panics on some broken files; the reader catches that and refuses the file. Only what nobody
// catches is a finding, which libFuzzer's own hook, called at every panic, does not tell apart.
static HOOK: Once = Once::new();

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    HOOK.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    palabre_fuzz::exercise("parquet", data)
});
