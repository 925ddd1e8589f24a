//! Any texts are compared and merged as versions of a map.

#![no_main]

#[allow(dead_code, reason = "each target calls one")]
#[path = "../../tests/support/harness.rs"]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::versions(bytes));
