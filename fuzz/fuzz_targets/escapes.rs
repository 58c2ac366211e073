#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| steep_fuzz::escapes(text));
