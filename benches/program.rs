//! How long the program takes as a whole process, beside `rg -lw gh`, a `sed` of 27 expressions and, where `STEEP_BEFORE` names
//! one, the program of another build, all in one go over the same trees.
//!
//! `cargo bench -p steep-cli --bench program -- [--write] [--runs N] [--steep PROGRAM]` prints the figures. `--write` also writes
//! `docs/performance.md`. `--steep` measures a program that was built before. What ran is told by the processor time that it took as
//! well: other work on the machine changes that less than the time on the clock.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "a program that prints figures")]

#[path = "tree.rs"]
mod tree;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Each program runs so often unless it is said; they take turns, so that a slow moment meets all of them.
const RUNS: usize = 7;

/// One of so many files holds commands: 791 of 45,298 did in the tree that the targets are about.
const EVERY: usize = 57;

/// What gh's groups would be replaced by, each with an expression of its own.
const GROUPS: [&str; 26] = [
    "pr",
    "issue",
    "release",
    "run",
    "workflow",
    "repo",
    "label",
    "secret",
    "variable",
    "api",
    "auth",
    "gist",
    "search",
    "cache",
    "browse",
    "status",
    "project",
    "ruleset",
    "org",
    "alias",
    "config",
    "extension",
    "codespace",
    "ssh-key",
    "gpg-key",
    "attestation",
];

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    /// Milliseconds on the clock.
    wall: f64,
    /// Milliseconds of all processors.
    processor: f64,
    /// The most memory, in bytes.
    memory: f64,
}

/// A program and what its runs took.
struct Entrant {
    name: &'static str,
    command: Command,
    costs: Vec<Cost>,
}

impl Entrant {
    fn new(name: &'static str, program: &Path, arguments: &[&str]) -> Self {
        // GNU time tells what the process and its children took.
        let mut command = Command::new("/usr/bin/time");
        command.args(["-q", "-f", "%e %U %S %M"]).arg(program).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        Entrant { name, command, costs: Vec::new() }
    }

    fn run(&mut self) {
        let start = std::time::Instant::now();
        let out = self.command.output().expect("GNU time is installed");
        let wall = start.elapsed().as_secs_f64() * 1e3;
        let told = String::from_utf8_lossy(&out.stderr);
        let figures: Vec<f64> =
            told.lines().last().unwrap_or_default().split(' ').filter_map(|it| it.parse().ok()).collect();
        let [_, user, system, kilobytes] = figures[..] else { panic!("no figures of {}: {told}", self.name) };
        self.costs.push(Cost { wall, processor: (user + system) * 1e3, memory: kilobytes * 1024.0 });
    }

    /// The median of each.
    fn cost(&self) -> Cost {
        let median = |of: fn(&Cost) -> f64| {
            let mut all: Vec<f64> = self.costs.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        Cost { wall: median(|it| it.wall), processor: median(|it| it.processor), memory: median(|it| it.memory) }
    }
}

/// The script of `sed`, over what `find` finds in the first argument.
fn sed() -> String {
    let expressions: Vec<String> = GROUPS.iter().map(|group| format!("-e 's/\\bgh {group} /tea {group} /g'")).collect();
    format!(
        "find \"$1\" -name '*.md' -print0 | xargs -0 sed -E {} -e 's/--squash/--style squash/g'",
        expressions.join(" ")
    )
}

fn is_there(program: &str) -> bool {
    let mut version = Command::new(program);
    let is_there = version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let is_there = is_there.is_ok_and(|status| status.success());
    if !is_there {
        println!("SKIPPED: {program} is not installed");
    }
    is_there
}

/// What is measured.
struct Bench {
    steep: PathBuf,
    before: Option<PathBuf>,
    runs: usize,
    rows: String,
}

impl Bench {
    /// Runs everything over `folder` and adds a row to the table.
    fn compare(&mut self, name: &str, folder: &Path) {
        let folder = folder.to_str().unwrap();
        let check = ["check", "--no-config", "--host", "https://git.example.org", "--map-owner", "Acme=acme", folder];
        let mut all = vec![Entrant::new("steep", &self.steep, &check)];
        if is_there("rg") {
            all.push(Entrant::new("rg", Path::new("rg"), &["-lw", "gh", folder]));
        }
        if is_there("sed") {
            all.push(Entrant::new("sed", Path::new("sh"), &["-c", &sed(), "sh", folder]));
        }
        if let Some(before) = &self.before {
            all.push(Entrant::new("before", before, &check));
        }
        for _ in 0..self.runs {
            all.iter_mut().for_each(Entrant::run);
        }
        let ours = all[0].cost();
        let mut row = format!("| {name} | {:.0} | {:.0} | {:.0} |", ours.wall, ours.processor, ours.memory / 1e6);
        for other in ["rg", "sed", "before"] {
            match all.iter().find(|it| it.name == other).map(Entrant::cost) {
                // GNU time tells hundredths of a second.
                Some(cost) => {
                    let processor = match cost.processor >= 50.0 && ours.processor >= 50.0 {
                        true => format!("{:.1}", ratio(other, ours.processor, cost.processor)),
                        false => "–".to_owned(),
                    };
                    write!(row, " {:.1} | {processor} |", ratio(other, ours.wall, cost.wall)).unwrap();
                }
                None => row += " – | – |",
            }
        }
        println!("{row}");
        writeln!(self.rows, "{row}").unwrap();
    }
}

/// How many times rg's cost ours is; how many times ours the others' are.
fn ratio(other: &str, ours: f64, theirs: f64) -> f64 {
    if other == "rg" { ours / theirs } else { theirs / ours }
}

const HEADING: &str = "\
| documents | steep: ms | processor ms | MB | × rg | × rg, processor | sed × | sed ×, processor | before × | before ×, processor |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// Where the table of `docs/performance.md` stands.
const MARKS: [&str; 2] = [
    "<!-- figures: written by `cargo bench -p steep-cli --bench program -- --write` -->\n",
    "<!-- end of figures -->\n",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1).cloned()
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut bench = Bench {
        steep: value("--steep").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_steep")), PathBuf::from),
        before: std::env::var_os("STEEP_BEFORE").map(PathBuf::from),
        runs: value("--runs").map_or(RUNS, |runs| runs.parse().expect("--runs takes a number")),
        rows: String::new(),
    };
    if bench.before.is_none() {
        println!("SKIPPED: STEEP_BEFORE names no other build");
    }
    println!("{HEADING}");
    bench.compare("one small file", &root.join("examples/docs/README.md"));
    bench.compare("the example documents", &root.join("examples/docs"));
    for count in [1_000, 10_000, 50_000] {
        let tree = folder.path().join(count.to_string());
        tree::grow(&tree, count, EVERY).expect("a tree can be made");
        bench.compare(&format!("{count} files, 1 of {EVERY} with commands"), &tree);
    }
    let dense = folder.path().join("dense");
    tree::grow(&dense, 1_000, 1).expect("a tree can be made");
    bench.compare("1000 files, each with commands", &dense);
    if arguments.iter().any(|argument| argument == "--write") {
        let path = root.join("docs/performance.md");
        let document = fs::read_to_string(&path).unwrap();
        let (before, rest) = document.split_once(MARKS[0]).unwrap();
        let (_, after) = rest.split_once(MARKS[1]).unwrap();
        let table = format!("{}\n\n{HEADING}{}", machine(bench.runs), bench.rows);
        fs::write(path, format!("{before}{}\n{table}\n{}{after}", MARKS[0], MARKS[1])).unwrap();
    }
}

/// What it ran on.
fn machine(runs: usize) -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    format!(
        "Medians of {runs} runs of whole processes, which took turns, on {processors} processors of a virtual machine ({}, {}). \
         Load at the end: {load}, so that the times on the clock are those of a machine with {} to do.",
        std::env::consts::ARCH,
        std::env::consts::OS,
        match load.parse::<f64>() {
            Ok(load) if load > 2.0 * processors as f64 => "much else",
            Ok(load) if load > processors as f64 => "something else",
            _ => "little else",
        }
    )
}
