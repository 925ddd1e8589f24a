//! Any text is read as a configuration, and what is wrong with it lies within it.

#![no_main]

use argmap_cli::configuration::parse;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (_, problems) = parse(text);
    for problem in problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
    }
});
