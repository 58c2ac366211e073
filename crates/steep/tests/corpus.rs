//! The real documents that this project began with: every inventoried command has an outcome, nothing else changes.
//!
//! Where the documents are absent the tests say so.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::string_slice, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use steep::{Fidelity, Finding, Outcome, Reason, Target, Transpiler};

/// Commands that must be rewritten exactly or equivalently on each target.
const LEAST_REWRITTEN: usize = 400;

struct Row {
    path: String,
    line: usize,
    keep: bool,
    subcommand: String,
    command: String,
}

fn inventory(root: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(root.join("persona-docs.tsv")).unwrap();
    text.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [path, line, _context, class, subcommand, command] = cells[..] else { panic!("{line}") };
            Row {
                path: path.to_owned(),
                line: line.parse().unwrap(),
                keep: class == "keep",
                subcommand: subcommand.to_owned(),
                command: command.to_owned(),
            }
        })
        .collect()
}

fn transpiler(tea: bool) -> Transpiler {
    let target = Target::gitea("https://git.moleculesai.app");
    let target = if tea { target.tea("0.9.2") } else { target };
    Transpiler::builder().target(target).map_owner("Molecule-AI", "molecule-ai").build().unwrap()
}

/// The finding of each row: the first on its line, not yet used, that begins with the same words.
fn matched<'f>(rows: &[Row], findings: &'f BTreeMap<String, Vec<Finding>>) -> Vec<Option<&'f Finding>> {
    let mut used: Vec<&Finding> = Vec::new();
    rows.iter()
        .map(|row| {
            let head = |text: &str| {
                let words: Vec<&str> = text.split_whitespace().take(2).collect();
                words.join(" ").trim_end_matches([':', '`', ',', '.']).to_owned()
            };
            let found = findings.get(&row.path)?.iter().find(|finding| {
                let same = if row.keep {
                    finding.command.starts_with("gh")
                } else {
                    head(&finding.command) == head(&row.command)
                };
                finding.position.line == row.line && same && !used.iter().any(|it| std::ptr::eq(*it, *finding))
            })?;
            used.push(found);
            Some(found)
        })
        .collect()
}

fn run(steep: &Transpiler, root: &Path, rows: &[Row]) -> BTreeMap<String, Vec<Finding>> {
    let mut findings = BTreeMap::new();
    for path in rows.iter().map(|row| &row.path) {
        if findings.contains_key(path) {
            continue;
        }
        let source = std::fs::read_to_string(root.join("persona-docs").join(path)).unwrap();
        let out = steep.markdown(&source);
        assert_eq!(steep.markdown(&out.text).text, out.text, "{path}: a second run changes the result");
        let mut rebuilt = String::new();
        let mut at = 0;
        for finding in out.findings.iter().filter(|it| it.outcome == Outcome::Rewritten && it.inside.is_none()) {
            rebuilt.push_str(&source[at..finding.span.start]);
            rebuilt.push_str(finding.replacement.as_deref().unwrap());
            at = finding.span.end;
        }
        rebuilt.push_str(&source[at..]);
        assert_eq!(rebuilt, out.text, "{path}: the findings' replacements do not give the result");
        findings.insert(path.clone(), out.findings);
    }
    findings
}

#[test]
fn every_inventoried_command_has_an_outcome() {
    let Some(root) = crate::real_documents::folder() else { return };
    let rows = inventory(&root);
    for tea in [true, false] {
        let steep = transpiler(tea);
        let findings = run(&steep, &root, &rows);
        let mut problems = String::new();
        let mut rewritten = 0;
        for (row, finding) in rows.iter().zip(matched(&rows, &findings)) {
            let Some(finding) = finding else {
                writeln!(problems, "no outcome: {}:{} {}", row.path, row.line, row.command).unwrap();
                continue;
            };
            if (finding.outcome == Outcome::Skipped) != row.keep {
                writeln!(problems, "{}: {}:{} {}", finding.outcome.as_str(), row.path, row.line, row.command).unwrap();
            }
            let well = finding.fidelity.is_some_and(|fidelity| fidelity >= Fidelity::Equivalent);
            if finding.outcome == Outcome::Rewritten && well {
                rewritten += 1;
            }
        }
        assert!(problems.is_empty(), "{}:\n{problems}", steep.target().name());
        assert!(rewritten >= LEAST_REWRITTEN, "{}: only {rewritten} rewritten", steep.target().name());
    }
}

/// `docs/corpus.md` says what this program makes of the documents. `cargo xtask corpus` writes it anew.
#[test]
fn the_committed_table_is_current() {
    let Some(root) = crate::real_documents::folder() else { return };
    let rows = inventory(&root);
    let table = table(&root, &rows);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/corpus.md");
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == table, "docs/corpus.md is out of date: run `cargo xtask corpus`");
}

fn table(root: &Path, rows: &[Row]) -> String {
    const COLUMNS: [&str; 5] = ["exact", "equivalent", "suggested", "refused", "skipped"];
    let mut text = String::from(
        "# The real documents\n\nWhat becomes of the gh commands of 161 documents of a team that moved from GitHub to Gitea. \
         `cargo xtask corpus` writes this file anew; a test holds it against the program.\n\n\
         *suggested*: only a partial form exists, and partial forms are not applied unless accepted. *skipped*: the word gh \
         that is no command.\n",
    );
    for tea in [true, false] {
        let steep = transpiler(tea);
        let findings = run(&steep, root, rows);
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        let mut tools: BTreeMap<&str, usize> = BTreeMap::new();
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for (row, finding) in rows.iter().zip(matched(rows, &findings)) {
            let Some(finding) = finding else { continue };
            let outcome = match finding.outcome {
                Outcome::Rewritten => finding.fidelity.map_or("", Fidelity::as_str),
                other => other.as_str(),
            };
            let subcommand = if row.keep { "(no command)" } else { row.subcommand.as_str() };
            *counts.entry(subcommand).or_default().entry(outcome).or_default() += 1;
            if finding.outcome == Outcome::Rewritten {
                *tools.entry(finding.tool.as_ref().map_or("", steep::Tool::as_str)).or_default() += 1;
            }
            if matches!(finding.outcome, Outcome::Refused | Outcome::Suggested) {
                let category = finding.reason.as_ref().map_or("", Reason::category);
                *reasons.entry(format!("{category}: {}", finding.message)).or_default() += 1;
            }
        }
        writeln!(text, "\n## {}\n", steep.target().name()).unwrap();
        writeln!(text, "| gh | {} |\n|---|{}", COLUMNS.join(" | "), "---:|".repeat(COLUMNS.len())).unwrap();
        let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
        for (subcommand, outcomes) in &counts {
            let cells: Vec<String> = COLUMNS
                .iter()
                .map(|column| {
                    let count = outcomes.get(column).copied().unwrap_or(0);
                    *totals.entry(column).or_default() += count;
                    if count == 0 { String::new() } else { count.to_string() }
                })
                .collect();
            writeln!(text, "| {subcommand} | {} |", cells.join(" | ")).unwrap();
        }
        let cells: Vec<String> =
            COLUMNS.iter().map(|column| totals.get(column).copied().unwrap_or(0).to_string()).collect();
        writeln!(text, "| **all** | {} |\n", cells.join(" | ")).unwrap();
        let tools: Vec<String> = tools.iter().map(|(tool, count)| format!("{count} by {tool}")).collect();
        writeln!(text, "Rewritten: {}.\n", tools.join(", ")).unwrap();
        if !reasons.is_empty() {
            writeln!(text, "| left as it was, because | commands |\n|---|---:|").unwrap();
            for (reason, count) in reasons {
                writeln!(text, "| {} | {count} |", reason.replace('|', "\\|")).unwrap();
            }
        }
    }
    text
}

/// By construction no command or flag is written that the version lacks; here the texts themselves are held against its
/// grammar.
#[test]
fn every_written_tea_command_is_in_the_grammar() {
    let Some(root) = crate::real_documents::folder() else { return };
    let rows = inventory(&root);
    let grammar = steep_gitea::tea::grammar::grammar("0.9.2").unwrap();
    let mut checked = 0;
    for finding in run(&transpiler(true), &root, &rows).values().flatten() {
        let Some(text) = finding.replacement.as_deref().filter(|_| finding.outcome == Outcome::Rewritten) else {
            continue;
        };
        for command in steep_shell::read::script(text).commands {
            if command.program().as_deref() != Some("tea") {
                continue;
            }
            let words: Vec<String> = command.words.iter().skip(1).map(|word| word.display()).collect();
            let known = |length: usize| {
                let path: Vec<&str> = words.iter().take(length).map(String::as_str).collect();
                grammar.command(&path)
            };
            let verb = (1..=2).rev().find_map(known);
            let verb = verb.unwrap_or_else(|| panic!("tea 0.9.2 has no command for {text}"));
            for flag in words.iter().filter_map(|word| word.strip_prefix("--")).filter(|flag| !flag.is_empty()) {
                assert!(grammar.flag(verb, flag).is_some(), "tea 0.9.2 has no --{flag} in {text}");
            }
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} tea commands were written");
}
