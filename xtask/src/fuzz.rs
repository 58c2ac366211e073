//! `cargo xtask fuzz`: runs the fuzz targets, one after another, and adds what their logs tell to `fuzz/runs.tsv`; `--report`
//! makes the table of `docs/robustness.md` of that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Each target, and its dictionary.
const TARGETS: &[(&str, &str)] = &[
    ("markdown", "document"),
    ("shell", "document"),
    ("gh", "document"),
    ("search", "search"),
    ("jq", "jq"),
    ("tree", "jq"),
    ("template", "template"),
    ("escapes", "document"),
    ("pipeline", "document"),
];

/// How long a target runs where nothing else is said.
const MINUTES: u32 = 15;

/// All runs so far, one a line (or several of the same target together), with the columns of [`Run`]. Logs are large and stay
/// where they were written.
const RUNS: &str = "fuzz/runs.tsv";

/// The document that holds the table, between the two marks.
const DOCUMENT: &str = "docs/robustness.md";
const MARKS: [&str; 2] = ["<!-- fuzzing: written by `cargo xtask fuzz --report` -->\n", "<!-- end of fuzzing -->\n"];

/// `[--minutes N] [TARGET…]` or `--report`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let root = steep_oracle::cache::workspace();
    let mut minutes = MINUTES;
    let mut targets = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--report" => return report(&root),
            "--minutes" => minutes = arguments.next().context("--minutes needs a number")?.parse()?,
            name => match TARGETS.iter().find(|(target, _)| *target == name) {
                Some(target) => targets.push(*target),
                None => bail!("there is no target {name}"),
            },
        }
    }
    if targets.is_empty() {
        targets = TARGETS.to_vec();
    }
    let folder = root.join("fuzz");
    let mut failed = Vec::new();
    for (target, dictionary) in targets {
        let log = next_log(&folder.join("logs"), target)?;
        println!("── {target} for {minutes} min, {}", log.display());
        if !fuzz(&folder, target, dictionary, minutes, &log)? {
            failed.push(target);
        }
        match read(&String::from_utf8_lossy(&fs::read(&log)?)) {
            Some(run) => {
                let mut runs = OpenOptions::new().append(true).open(root.join(RUNS))?;
                writeln!(runs, "{target}\t{}", run.columns())?;
            }
            None => println!("not counted: {} has not come to its end", log.display()),
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("a promise is broken: {}; see fuzz/artifacts", failed.join(", ")) }
}

/// Runs one target. What it finds new goes to `fuzz/work/TARGET`, not into the committed corpus.
fn fuzz(folder: &Path, target: &str, dictionary: &str, minutes: u32, log: &Path) -> Result<bool> {
    let work = folder.join("work").join(target);
    fs::create_dir_all(&work)?;
    let mut output = File::create(log)?;
    writeln!(output, "{STATE}{}", state(folder)?)?;
    let status = Command::new("cargo")
        .args(["+nightly", "fuzz", "run", "--sanitizer", "none", target])
        .arg(&work)
        .arg(folder.join("corpus").join(target))
        .args(["--", "-max_len=2048", "-timeout=20", "-print_final_stats=1"])
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-dict={}", folder.join("dictionaries").join(dictionary).with_extension("dict").display()))
        .current_dir(folder)
        .stdout(output.try_clone()?)
        .stderr(output)
        .status()
        .context("cannot run cargo-fuzz; cargo install cargo-fuzz")?;
    Ok(status.success())
}

/// What a log's line that names the state of the sources begins with.
const STATE: &str = "steep at ";

/// The commit that is checked out, with a `+` where a file of it was changed.
fn state(folder: &Path) -> Result<String> {
    let git = |arguments: &[&str]| -> Result<String> {
        let out = Command::new("git").args(arguments).current_dir(folder).output().context("cannot run git")?;
        Ok(String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    let changed = !git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty();
    Ok(format!("{}{}", git(&["rev-parse", "--short", "HEAD"])?, if changed { "+" } else { "" }))
}

/// `TARGET-1.log`, or the next number that is free.
fn next_log(folder: &Path, target: &str) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = |nth: u32| folder.join(format!("{target}-{nth}.log"));
    (1..).map(path).find(|path| !path.exists()).context("too many logs")
}

/// What is known of a run, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Run {
    /// The commit of the sources.
    state: String,
    runs: u64,
    executions: u64,
    seconds: u64,
    /// Edges of the program's flow that were reached.
    coverage: u64,
    /// How many of the runs ended at a text that breaks a promise, takes too long or too much memory.
    findings: u64,
}

impl Run {
    fn columns(&self) -> String {
        let Run { state, runs, executions, seconds, coverage, findings } = self;
        format!("{state}\t{runs}\t{executions}\t{seconds}\t{coverage}\t{findings}")
    }

    /// The reverse of [`Run::columns`].
    fn of_columns(columns: &str) -> Option<Self> {
        let mut columns = columns.split('\t');
        let state = columns.next()?.to_owned();
        let mut number = || columns.next()?.parse().ok();
        Some(Run {
            state,
            runs: number()?,
            executions: number()?,
            seconds: number()?,
            coverage: number()?,
            findings: number()?,
        })
    }
}

/// Reads a log; `None` for one of a run that has not come to its end.
fn read(log: &str) -> Option<Run> {
    let state = log.lines().next()?.strip_prefix(STATE)?.to_owned();
    let statistic = |name: &str| -> Option<u64> {
        let line = log.lines().rev().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name))?;
        line.trim_start_matches(':').trim().parse().ok()
    };
    // A run in processes of its own that goes on after a finding says all in the line of each of them.
    let job = log.lines().rev().find(|line| line.starts_with('#') && line.contains(" oom/timeout/crash: "));
    if let Some(line) = job {
        let word = |name: &str| line.split_once(name)?.1.split([' ', 's']).next();
        let findings = line.split_once("crash: ")?.1.split([' ', '/']).take(3);
        return Some(Run {
            state,
            runs: 1,
            executions: line.strip_prefix('#')?.split(':').next()?.parse().ok()?,
            seconds: word("time: ")?.parse().ok()?,
            coverage: word("cov: ")?.parse().ok()?,
            findings: u64::from(findings.into_iter().any(|count| count != "0")),
        });
    }
    let executions = statistic("number_of_executed_units")?;
    let done = log.lines().rev().find_map(|line| line.strip_prefix("Done ")?.split_once(" runs in "));
    let seconds = match done {
        Some((_, seconds)) => seconds.split(' ').next()?.parse().ok()?,
        // A run that ends at a finding says how many it made in a second.
        None => executions / statistic("average_exec_per_sec")?.max(1),
    };
    let coverage = log.lines().rev().find_map(|line| line.split_once("cov: ")?.1.split(' ').next()?.parse().ok())?;
    // A slow unit is none: on a busy machine any is. What takes too long everywhere runs into the limit of time.
    let mut written = log.lines().filter(|line| line.contains("Test unit written to"));
    let findings = u64::from(written.any(|line| !line.contains("/slow-unit-")));
    Some(Run { state, runs: 1, executions, seconds, coverage, findings })
}

fn report(root: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join(RUNS)).with_context(|| format!("cannot read {RUNS}"))?;
    let mut runs: BTreeMap<&str, Vec<Run>> = BTreeMap::new();
    // The first line names the columns.
    for line in text.lines().skip(1) {
        let (target, run) = line
            .split_once('\t')
            .and_then(|(target, columns)| Some((target, Run::of_columns(columns)?)))
            .with_context(|| format!("cannot read in {RUNS}: {line}"))?;
        runs.entry(target).or_default().push(run);
    }
    let mut table = String::from(
        "| target | runs | minutes | executions | edges reached | texts of the corpus | findings | of commit |\n\
         |---|---:|---:|---:|---:|---:|---:|---|\n",
    );
    let mut total = Run::default();
    for (target, _) in TARGETS {
        let runs = runs.get(target).map(Vec::as_slice).unwrap_or_default();
        let sum = |of: fn(&Run) -> u64| runs.iter().map(of).sum::<u64>();
        let (executions, seconds) = (sum(|run| run.executions), sum(|run| run.seconds));
        let coverage = runs.iter().map(|run| run.coverage).max().unwrap_or_default();
        let findings = sum(|run| run.findings);
        let texts = root.join("fuzz/corpus").join(target).read_dir()?.count();
        let states: BTreeSet<&str> = runs.iter().map(|run| run.state.as_str()).collect();
        table += &format!(
            "| {target} | {} | {} | {executions} | {coverage} | {texts} | {findings} | {} |\n",
            sum(|run| run.runs),
            seconds / 60,
            Vec::from_iter(states).join(", ")
        );
        total.executions += executions;
        total.seconds += seconds;
    }
    let hours = total.seconds as f64 / 3600.0;
    table += &format!("\n{} executions in {hours:.1} hours.\n", total.executions);

    let path = root.join(DOCUMENT);
    let document = fs::read_to_string(&path)?;
    let [start, end] = MARKS;
    let Some((before, (_, after))) =
        document.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(end)?)))
    else {
        bail!("{DOCUMENT} has no place for the table");
    };
    fs::write(&path, format!("{before}{start}\n{table}\n{end}{after}"))?;
    print!("{table}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_read() {
        let at = |log: &str| format!("{STATE}1234567+\n{log}");
        let done = "INFO: Seed: 1\n#2\tINITED cov: 10 ft: 10\n#99\tNEW    cov: 1234 ft: 9 corp: 3/4b\nDone 5000 runs in \
                    901 second(s)\nstat::number_of_executed_units: 5000\nstat::average_exec_per_sec:     5\n";
        let run =
            Run { state: "1234567+".to_owned(), runs: 1, executions: 5000, seconds: 901, coverage: 1234, findings: 0 };
        assert_eq!(read(&at(done)), Some(run.clone()));
        assert_eq!(Run::of_columns(&run.columns()), Some(run.clone()));
        let found = "#7\tNEW    cov: 12 ft: 9\n==1== ERROR: libFuzzer: deadly signal\nstat::number_of_executed_units: \
                     600\nstat::average_exec_per_sec:     20\nartifact_prefix='a/'; Test unit written to a/crash-1\n";
        let one = Run { executions: 600, seconds: 30, coverage: 12, findings: 1, ..run.clone() };
        assert_eq!(read(&at(found)), Some(one));
        let forked = "INFO: -fork=1\n#60849: cov: 3278 ft: 16731 corp: 2362 exec/s: 212 oom/timeout/crash: 0/0/2 time: 318s job: 22\n";
        let several = Run { executions: 60849, seconds: 318, coverage: 3278, findings: 1, ..run };
        assert_eq!(read(&at(forked)), Some(several));
        assert_eq!(read(&at("#7\tNEW    cov: 12 ft: 9\n")), None);
    }
}
