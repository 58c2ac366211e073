//! All integration tests of the crate, in one binary: linking is most of what a test costs to build.

mod addresses;
mod allocations;
mod cases;
mod command_lines;
mod containers;
mod corpus;
mod corpus_live;
mod documents;
mod facade;
mod fields;
mod forms;
mod front_matter;
mod fuzz_corpora;
mod hoist;
mod hostile;
mod injection;
mod jq;
mod layers;
mod length;
mod line_endings;
mod live;
mod mdx;
mod mutations;
mod promises;
mod properties;
mod readme;
mod real_documents;
mod rendering;
mod repository;
mod rewriting;
mod security;
mod shells_take;
mod sizes;
mod specification;
mod statements;
mod supply;
#[allow(unreachable_pub, clippy::panic, clippy::expect_used, reason = "it is a module of another crate's tests")]
#[path = "../../steep-gitea/tests/support/grammar.rs"]
mod tea_grammar;
mod third_target;
mod token;
mod trees;
mod unattended;
mod verbs;
mod work;
