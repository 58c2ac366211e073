//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Failure, Operation, Target};

/// What came of all cases.
#[derive(Clone, Debug)]
pub struct Report {
    /// The Gitea that the cases are run against.
    server: &'static str,
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
    pub(super) fn new(server: &'static str, operations: &[Operation], targets: &[&'static Target]) -> Self {
        let row = |operation: &Operation| {
            let row = Row { cases: operation.cases.len(), cells: BTreeMap::new() };
            (operation.name.clone(), row)
        };
        Report {
            server,
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

    /// The cells of a row, by target; `None`: of all rows together.
    fn cells(&self, row: Option<usize>) -> Vec<String> {
        let chosen = || self.rows.iter().enumerate().filter(|(nth, _)| row.is_none_or(|row| row == *nth));
        let of = |target: &&str| chosen().fold(Cell::default(), |sum, (_, (_, row))| sum.plus(row.cells.get(*target)));
        self.targets.iter().map(|target| of(target).text()).collect()
    }

    /// How many cases a row has; `None`: all rows.
    fn cases(&self, row: Option<usize>) -> usize {
        let chosen = self.rows.iter().enumerate().filter(|(nth, _)| row.is_none_or(|row| row == *nth));
        chosen.map(|(_, (_, row))| row.cases).sum()
    }
}

impl Report {
    /// Where a table that [`markdown`] wrote says something else of this server, which is the `nth` of those it is about.
    #[must_use]
    pub fn differences(&self, table: &str, nth: usize) -> Vec<String> {
        let row_of = |name: &str| {
            table.lines().find_map(|line| {
                let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
                (cells.next()? == name).then(|| cells.map(|cell| of_server(cell, nth).to_owned()).collect::<Vec<_>>())
            })
        };
        let rows = self.rows.iter().enumerate().map(|(row, (name, _))| (title(name), Some(row)));
        let mut differences = Vec::new();
        for (name, row) in rows.chain([(ALL.to_owned(), None)]) {
            let here: Vec<String> = [self.cases(row).to_string()].into_iter().chain(self.cells(row)).collect();
            match row_of(&name) {
                Some(said) if said == here => {}
                Some(said) => {
                    differences.push(format!("{name}: it says {} and not {}", said.join(" | "), here.join(" | ")))
                }
                None => differences.push(format!("{name}: it has no such row")),
            }
        }
        differences
    }
}

/// The name of the last row.
const ALL: &str = "**all**";

fn title(operation: &str) -> String {
    operation.replacen('-', " ", 1)
}

/// The committed form: the same operations on each server, side by side; deterministic, without times.
#[must_use]
pub fn markdown(reports: &[Report]) -> String {
    let Some(first) = reports.first() else { return String::new() };
    let servers: Vec<&str> = reports.iter().map(|report| report.server).collect();
    let mut text = format!(
        "# Live results\n\n\
         Written by `cargo xtask live --write` and held against what comes of every run on a server: Gitea {}. A number is how \
         many cases of an operation passed on a target: each is run by dash and by bash, and what it prints, its exit status \
         and what the server holds afterwards are what gh documents. In brackets: how many of them with tea doing the work, \
         else it is curl. `r`: refused, for the reason that was expected. A cell holds for each server, unless it has one \
         part for each, in their order, with a slash between.\n\n",
        servers.join(" and "),
    );
    // Writing into a String cannot fail.
    text.push_str("| Gitea | cases | change the server | hostile values | refusals |\n|---|---|---|---|---|\n");
    for Report { server, counts: Counts { cases, mutating, hostile, refusals }, .. } in reports {
        let _ = writeln!(text, "| {server} | {cases} | {mutating} | {hostile} | {refusals} |");
    }
    let _ = writeln!(text, "\n| operation | cases | {} |", first.targets.join(" | "));
    let _ = writeln!(text, "|---|---|{}", "---|".repeat(first.targets.len()));
    let row = |row: Option<usize>| {
        let cases = together(reports.iter().map(|report| report.cases(row).to_string()));
        let cells: Vec<Vec<String>> = reports.iter().map(|report| report.cells(row)).collect();
        let of_target = |nth: usize| together(cells.iter().map(|of| of.get(nth).cloned().unwrap_or_default()));
        format!("{cases} | {}", (0..first.targets.len()).map(of_target).collect::<Vec<_>>().join(" | "))
    };
    for (nth, (name, _)) in first.rows.iter().enumerate() {
        let _ = writeln!(text, "| {} | {} |", title(name), row(Some(nth)));
    }
    let _ = writeln!(text, "| {ALL} | {} |", row(None));
    text
}

/// What a cell says of the `nth` server.
fn of_server(cell: &str, nth: usize) -> &str {
    let mut parts = cell.split(BETWEEN);
    let first = parts.next().unwrap_or_default();
    if nth == 0 { first } else { parts.nth(nth - 1).unwrap_or(first) }
}

/// Between what a cell says of one server and of the next.
const BETWEEN: &str = " / ";

/// What is said of each server: once where it is the same.
fn together(all: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = all.collect();
    if all.windows(2).all(|pair| matches!(pair, [a, b] if a == b)) {
        all.truncate(1);
    }
    all.join(BETWEEN)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn report(server: &'static str, passed: usize) -> Report {
        let operation = Operation { name: "pr-view".to_owned(), differs: None, cases: Vec::new() };
        let target = super::super::TARGETS.first().expect("a target");
        let mut report = Report::new(server, &[operation], &[target]);
        for _ in 0..passed {
            report.row("pr-view").passed(target.name, &BTreeMap::new());
        }
        report
    }

    #[test]
    fn servers_stand_side_by_side_where_they_differ() {
        let (old, new) = (report("1.26.0", 2), report("1.27.3", 3));
        let same = markdown(&[old.clone(), old.clone()]);
        assert!(same.contains("| pr view | 0 | 2 |"), "{same}");
        let table = markdown(&[old.clone(), new.clone()]);
        assert!(table.contains("| pr view | 0 | 2 / 3 |"), "{table}");
        assert_eq!(old.differences(&table, 0), Vec::<String>::new());
        assert_eq!(new.differences(&table, 1), Vec::<String>::new());
        assert_eq!(
            new.differences(&same, 1),
            ["pr view: it says 0 | 2 and not 0 | 3", "**all**: it says 0 | 2 and not 0 | 3"]
        );
        assert_eq!(old.differences("", 0), ["pr view: it has no such row", "**all**: it has no such row"]);
    }
}
