//! Any bytes are read, checked, written and laid out.

#![no_main]

#[allow(dead_code, reason = "each target calls one")]
#[path = "../../tests/support/harness.rs"]
mod harness;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| harness::reader(bytes));
