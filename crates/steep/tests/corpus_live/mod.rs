//! Every distinct gh command of the real documents, as it is rewritten, is run against a real Gitea: what arrives there,
//! what comes back and how it ends is what the command means. The results are in `tests/live/CORPUS.md`.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use steep_oracle::cache;

mod bench;
mod commands;
mod facts;
mod filling;
mod intent;
mod judge;
mod lists;
mod run;
mod script;
mod table;
mod words;

/// Only the commands that have this in their place or verb.
const ONLY: &str = "STEEP_CORPUS_ONLY";
/// Write the results in the place of comparing them.
const WRITE: &str = "STEEP_CORPUS_WRITE";

#[test]
#[ignore = "takes minutes: cargo xtask corpus --live"]
fn commands_of_the_real_documents_do_what_they_mean() {
    let Some(folder) = crate::real_documents::folder() else { return };
    let filling = fs::read_to_string(cache::workspace().join("tests/live/corpus.toml")).unwrap();
    let filling = filling::Filling::load(&filling).unwrap();
    let only = std::env::var(ONLY).ok();
    let Some(results) = run::run_all(&folder.join("persona-docs"), &filling, only.as_deref()).unwrap() else {
        return;
    };
    let mut complaint = String::new();
    for result in &results {
        for (target, outcome) in run::TARGETS.iter().zip(&result.outcomes) {
            if let table::Outcome::Failed { text, why } = outcome {
                let (file, line) = &result.command.places[0];
                let _ =
                    writeln!(complaint, "\n== {file}:{line} ({target})\n{}\n=>\n{text}\n-- {why}", result.command.gh);
            }
        }
    }
    if only.is_none() {
        let table = table::markdown(&results);
        let path: &Path = &cache::workspace().join("tests/live/CORPUS.md");
        if std::env::var_os(WRITE).is_some() {
            fs::write(path, table).unwrap();
        } else if steep_oracle::oracle::skips() == 0 && fs::read_to_string(path).unwrap_or_default() != table {
            complaint.push_str("\ntests/live/CORPUS.md is out of date: run `cargo xtask corpus --live`\n");
        }
    }
    assert!(complaint.is_empty(), "{complaint}");
}
