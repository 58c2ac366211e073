//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Failure, Operation, Target};

/// What came of all cases.
#[derive(Clone, Debug)]
pub struct Report {
    targets: Vec<&'static str>,
    rows: Vec<(String, Row)>,
    counts: Counts,
    /// What went wrong.
    pub failures: Vec<Failure>,
}

/// What came of one operation's cases, by target.
#[derive(Clone, Debug, Default)]
pub struct Row {
    cases: usize,
    cells: BTreeMap<&'static str, Cell>,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    passed: usize,
    with_tea: usize,
    refused: usize,
    known: usize,
    failed: usize,
}

/// How many cases there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub cases: usize,
    /// Those that change the server.
    pub mutating: usize,
    /// Those with values that break naive quoting.
    pub hostile: usize,
    /// Those that are refused by every target.
    pub refusals: usize,
}

impl Counts {
    /// Those of the cases of `operations`.
    #[must_use]
    pub fn of(operations: &[Operation]) -> Self {
        let mut counts = Counts::default();
        for case in operations.iter().flat_map(|operation| &operation.cases) {
            counts.cases += 1;
            counts.mutating += usize::from(case.refused.is_none() && case.mutates());
            counts.hostile += usize::from(!case.hostile.is_empty());
            counts.refusals += usize::from(case.refused.is_some());
        }
        counts
    }
}

impl Report {
    pub(super) fn new(operations: &[Operation], targets: &[&'static Target]) -> Self {
        let row = |operation: &Operation| {
            let row = Row { cases: operation.cases.len(), cells: BTreeMap::new() };
            (operation.name.clone(), row)
        };
        Report {
            targets: targets.iter().map(|target| target.name).collect(),
            rows: operations.iter().map(row).collect(),
            counts: Counts::of(operations),
            failures: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, operation: &str) -> &mut Row {
        let index = self.rows.iter().position(|(name, _)| name == operation).unwrap_or_else(|| {
            self.rows.push((operation.to_owned(), Row::default()));
            self.rows.len() - 1
        });
        &mut self.rows[index].1
    }

    /// The committed form: deterministic, without times.
    #[must_use]
    pub fn markdown(&self) -> String {
        let Counts { cases, mutating, hostile, refusals } = self.counts;
        let mut text = format!(
            "# Live results\n\n\
             Written by `cargo xtask live --write` and held against what comes of every run: {cases} cases against Gitea {}. {mutating} of them change the server and \
             start from a fresh one, {hostile} have values that break naive quoting, and {refusals} are refusals.\n\n\
             A number is how many cases of an operation passed on a target: each is run by dash and by bash, and what it \
             prints, its exit status and what the server holds afterwards are what gh documents. In brackets: how many of \
             them with tea doing the work, else it is curl. `r`: refused, for the reason that was expected.\n\n",
            crate::obtain::gitea::VERSION,
        );
        // Writing into a String cannot fail.
        let _ = writeln!(text, "| operation | cases | {} |", self.targets.join(" | "));
        let _ = writeln!(text, "|---|---|{}", "---|".repeat(self.targets.len()));
        for (name, row) in &self.rows {
            let cells: Vec<String> = self.targets.iter().map(|target| row.cell(target)).collect();
            let _ = writeln!(text, "| {} | {} | {} |", name.replacen('-', " ", 1), row.cases, cells.join(" | "));
        }
        let total = self
            .targets
            .iter()
            .map(|target| self.rows.iter().fold(Cell::default(), |sum, (_, row)| sum.plus(row.cells.get(target))));
        let total: Vec<String> = total.map(|cell| cell.text()).collect();
        let _ = writeln!(text, "| **all** | {cases} | {} |", total.join(" | "));
        text
    }
}

impl Row {
    pub(super) fn passed(&mut self, target: &'static str, tools: &BTreeMap<String, usize>) {
        let cell = self.cells.entry(target).or_default();
        cell.passed += 1;
        cell.with_tea += usize::from(tools.contains_key("tea"));
    }

    pub(super) fn refused(&mut self, target: &'static str) {
        self.cells.entry(target).or_default().refused += 1;
    }

    pub(super) fn known(&mut self, target: &'static str) {
        self.cells.entry(target).or_default().known += 1;
    }

    pub(super) fn failed(&mut self, target: &'static str) {
        self.cells.entry(target).or_default().failed += 1;
    }

    fn cell(&self, target: &str) -> String {
        self.cells.get(target).map(Cell::text).unwrap_or_default()
    }
}

impl Cell {
    fn plus(mut self, other: Option<&Cell>) -> Self {
        if let Some(other) = other {
            self.passed += other.passed;
            self.with_tea += other.with_tea;
            self.refused += other.refused;
            self.known += other.known;
            self.failed += other.failed;
        }
        self
    }

    fn text(&self) -> String {
        let mut parts = Vec::new();
        if self.with_tea > 0 {
            parts.push(format!("{} ({})", self.passed, self.with_tea));
        } else if self.passed > 0 {
            parts.push(self.passed.to_string());
        }
        for (count, letter) in [(self.refused, "r"), (self.known, "k"), (self.failed, "FAILED")] {
            if count > 0 {
                parts.push(format!("{count} {letter}"));
            }
        }
        parts.join(", ")
    }
}
