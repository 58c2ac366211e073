//! `docs/readers.md`: the known faults of the second reader, and how often both readers agree on public scripts.
//! `cargo xtask readers` obtains those and sets `STEEP_SCRIPTS`.

#![cfg(feature = "tree-sitter")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use steep_shell::read::Limits;
use steep_shell::second::{FAULTS, Second, VERSION};

#[test]
fn the_faults_are_told() {
    let mut table = format!(
        "Of version {VERSION}:\n\n| fault | script | the tree says | bash runs | what is done |\n|---|---|---|---|---|\n"
    );
    for fault in FAULTS {
        let runs: Vec<String> = fault.bash.iter().map(|line| code(line)).collect();
        let runs = if runs.is_empty() { "nothing".to_owned() } else { runs.join(", ") };
        writeln!(
            table,
            "| {} | {} | {} | {runs} | {} |",
            fault.name,
            code(fault.input),
            fault.says.replace('|', "\\|"),
            fault.treatment.describe()
        )
        .unwrap();
    }
    hold("faults", &table);
}

/// A code span for a table's cell, with `⏎` and `⇥` for line feeds and tabs.
fn code(text: &str) -> String {
    let text = text.replace('\n', "⏎").replace('\t', "⇥").replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// What was seen in one set of scripts.
#[derive(Default)]
struct Counts {
    files: usize,
    bytes: usize,
    /// Not UTF-8, or bash does not take them.
    left_out: usize,
    /// Our own reader cannot read all of them.
    unread: usize,
    commands: usize,
    differences: BTreeMap<&'static str, usize>,
}

#[test]
#[ignore = "needs public scripts: cargo xtask readers"]
fn the_readers_agree_on_public_scripts() {
    let Some(folder) = std::env::var_os("STEEP_SCRIPTS").map(PathBuf::from) else {
        eprintln!("SKIPPED: STEEP_SCRIPTS names no folder with public scripts: run `cargo xtask readers`");
        return;
    };
    let mut sets: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    sets.retain(|path| path.join("about.txt").is_file());
    sets.sort();
    let mut rows = String::new();
    let mut lines = String::new();
    let mut all = Counts::default();
    for set in &sets {
        let mut counts = Counts::default();
        visit(set, &mut |path| counts.script(path, &mut lines));
        let about = std::fs::read_to_string(set.join("about.txt")).unwrap();
        rows.push_str(&counts.row(&format!("{}: {about}", set.file_name().unwrap().to_string_lossy())));
        all.add(&counts);
    }
    rows.push_str(&all.row("**all**"));
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/readers.tsv");
    std::fs::write(made, lines).unwrap();
    let mut table = "| set | files | bytes | left out | not all read by ours | commands | both say the same | |\n\
        |---|---:|---:|---:|---:|---:|---:|---:|\n"
        .to_owned()
        + &rows;
    table.push_str("\n| what they differ on | commands |\n|---|---:|\n");
    for (difference, count) in &all.differences {
        writeln!(table, "| {difference} | {count} |").unwrap();
    }
    hold("agreement", &table);
}

impl Counts {
    fn script(&mut self, path: &Path, lines: &mut String) {
        let bytes = std::fs::read(path).unwrap();
        self.files += 1;
        self.bytes += bytes.len();
        let Ok(text) = String::from_utf8(bytes) else {
            self.left_out += 1;
            return;
        };
        let mut bash = Command::new("bash");
        bash.arg("-n").arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if !bash.status().expect("bash is installed").success() {
            self.left_out += 1;
            return;
        }
        let second = Second::new(&text, &Limits::default());
        self.unread += usize::from(!second.own().outline.errors.is_empty());
        for command in &second.own().outline.commands {
            self.commands += 1;
            if let Some(difference) = second.difference(command.start()) {
                *self.differences.entry(difference.name()).or_default() += 1;
                let source = command.span().text(&text).escape_debug();
                writeln!(lines, "{}\t{}\t{}\t{source}", difference.name(), path.display(), command.start()).unwrap();
            }
        }
    }

    fn add(&mut self, other: &Counts) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.left_out += other.left_out;
        self.unread += other.unread;
        self.commands += other.commands;
        for (difference, count) in &other.differences {
            *self.differences.entry(difference).or_default() += count;
        }
    }

    fn row(&self, name: &str) -> String {
        let same = self.commands - self.differences.values().sum::<usize>();
        // In hundredths of a per cent, rounded down: 100 % is said of all only.
        let share = same * 10_000 / self.commands.max(1);
        let Counts { files, bytes, left_out, unread, commands, .. } = self;
        let (whole, part) = (share / 100, share % 100);
        format!("| {name} | {files} | {bytes} | {left_out} | {unread} | {commands} | {same} | {whole}.{part:02} % |\n")
    }
}

/// Calls `file` with every file under `folder`, in the order of their names.
fn visit(folder: &Path, file: &mut impl FnMut(&Path)) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            visit(&path, file);
        } else if path.file_name().is_some_and(|name| name != "about.txt") {
            file(&path);
        }
    }
}

/// Holds a part of the document against what it should be, or writes it.
fn hold(part: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/readers.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let start = format!("<!-- {part}: written by `cargo xtask readers --write` -->\n");
    let from = text.find(&start).unwrap() + start.len();
    let to = text.find(&format!("<!-- end of {part} -->")).unwrap();
    let expected = format!("\n{expected}\n");
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        let written = format!("{}{expected}{}", text.get(..from).unwrap(), text.get(to..).unwrap());
        std::fs::write(&path, written).unwrap();
        return;
    }
    assert_eq!(text.get(from..to), Some(expected.as_str()), "run `cargo xtask readers --write`");
}
