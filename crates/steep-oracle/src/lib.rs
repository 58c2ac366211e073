//! Finds and runs the real programs that steep's claims are checked against: gh, tea, Gitea, jq, curl, git and the
//! shells.
//!
//! `cargo xtask oracles` obtains them ([`obtain`]); tests ask for one ([`Oracle::tea`]) and skip what needs it, loudly,
//! when it is not there. This crate is for tests and tasks of this repository: unlike the library it starts processes
//! and touches files. On systems that are no Unix it is empty.

#![cfg(unix)]

pub mod api;
pub mod cache;
pub mod case;
pub mod fixture;
pub mod gh;
pub mod obtain;
pub mod oracle;
pub mod process;
pub mod recorder;
pub mod scratch;
pub mod server;
pub mod shape;

pub use fixture::Live;
pub use obtain::gitea::Gitea;
pub use oracle::Oracle;
pub use recorder::Recorder;
