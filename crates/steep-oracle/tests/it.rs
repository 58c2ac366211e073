//! All integration tests of the crate, in one binary: linking is most of what a test costs to build.

mod cases;
mod gh;
mod server;
