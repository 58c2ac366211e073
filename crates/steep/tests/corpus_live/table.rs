//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus_live::run::{Result as Done, TARGETS};

/// What became of a command on a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what is meant; with the program that does the work.
    Done(String),
    /// It only names the command, as gh's text does, and changed nothing.
    Names,
    /// It stays as it is, for a reason of this category.
    Refused(String),
    /// Something else.
    Failed { text: String, why: String },
}

impl Outcome {
    fn text(&self) -> String {
        match self {
            Outcome::Done(tool) => tool.clone(),
            Outcome::Names => "names it".to_owned(),
            Outcome::Refused(category) => format!("stays: {category}"),
            Outcome::Failed { .. } => "FAILED".to_owned(),
        }
    }
}

/// The committed form: deterministic, without times and without the documents' texts.
pub(crate) fn markdown(results: &[Done]) -> String {
    let places: usize = results.iter().map(|result| result.command.places.len()).sum();
    let mut text = format!(
        "# The real documents, live\n\n\
         Written by `cargo xtask corpus --live`. Each of the {} distinct commands of the real documents ({places} places), \
         filled with `corpus.toml`, was run as it is rewritten, against Gitea {}: the requests that arrived were the ones \
         that gh's words mean and no others, what it printed was what they select, and it ended as gh does. The word is the \
         program that did it. *names it*: a command without what gh has to be told; its counterpart's name stands there and \
         changes nothing when it is run. *stays*: it was not rewritten, and why.\n",
        results.len(),
        steep_oracle::obtain::gitea::chosen().version,
    );
    let _ = writeln!(text, "\n| outcome | {} |\n|---|{}", TARGETS.join(" | "), "---:|".repeat(TARGETS.len()));
    let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for result in results {
        for (index, outcome) in result.outcomes.iter().enumerate() {
            counts.entry(outcome.text()).or_insert_with(|| vec![0; TARGETS.len()])[index] += 1;
        }
    }
    for (outcome, counts) in &counts {
        let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
        let _ = writeln!(text, "| {outcome} | {} |", counts.join(" | "));
    }
    let _ = writeln!(text, "\n| first place | places | gh | {} |", TARGETS.join(" | "));
    let _ = writeln!(text, "|---|---:|---|{}", "---|".repeat(TARGETS.len()));
    for result in results {
        let outcomes: Vec<String> = result.outcomes.iter().map(Outcome::text).collect();
        let command = &result.command;
        let Some((file, line)) = command.places.first() else { continue };
        let _ = writeln!(
            text,
            "| {file}:{line} | {} | {} | {} |",
            command.places.len(),
            command.verb,
            outcomes.join(" | ")
        );
    }
    text
}
