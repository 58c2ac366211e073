//! All integration tests of the crate, in one binary: linking is most of what a test costs to build.

mod print;
mod prose;
mod read;
mod readers;
mod shells;
mod surroundings;
