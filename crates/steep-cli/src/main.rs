//! The steep program.
fn main() {}
