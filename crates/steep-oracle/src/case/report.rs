//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Failure, Operation, Target};

/// What came of all cases.
#[derive(Clone, Debug)]
pub struct Report {
    targets: Vec<&'static str>,
    rows: Vec<(String, Row)>,
    cases: usize,
    mutating: usize,
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

impl Report {
    pub(super) fn new(operations: &[Operation], targets: &[&'static Target]) -> Self {
        let mutating = |operation: &Operation| {
            operation.cases.iter().filter(|case| case.refused.is_none() && case.mutates()).count()
        };
        let row = |operation: &Operation| {
            let row = Row { cases: operation.cases.len(), cells: BTreeMap::new() };
            (operation.name.clone(), row)
        };
        Report {
            targets: targets.iter().map(|target| target.name).collect(),
            rows: operations.iter().map(row).collect(),
            cases: operations.iter().map(|operation| operation.cases.len()).sum(),
            mutating: operations.iter().map(mutating).sum(),
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
        let mut text = format!(
            "# Live results\n\n\
             Written by `cargo xtask live --write`. {} cases, {} of them on a server of their own because they change it; \
             each is run by bash and by dash against Gitea {}, and counted as passed when both do what gh documents. \
             In brackets: how many of those passed with tea doing the work. `r`: refused as they should be. \
             `k`: known to fail.\n\n",
            self.cases,
            self.mutating,
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
        let _ = writeln!(text, "| **all** | {} | {} |", self.cases, total.join(" | "));
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
