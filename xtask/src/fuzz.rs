//! `cargo xtask fuzz`: runs the fuzz targets, one after another, and keeps their logs; `--report` makes the table of
//! `docs/robustness.md` of the logs.

use std::collections::BTreeMap;
use std::fs::{self, File};
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
    ("pipeline", "document"),
];

/// How long a target runs where nothing else is said.
const MINUTES: u32 = 15;

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
    }
    if failed.is_empty() { Ok(()) } else { bail!("a promise is broken: {}; see fuzz/artifacts", failed.join(", ")) }
}

/// Runs one target. What it finds new goes to `fuzz/work/TARGET`, not into the committed corpus.
fn fuzz(folder: &Path, target: &str, dictionary: &str, minutes: u32, log: &Path) -> Result<bool> {
    let work = folder.join("work").join(target);
    fs::create_dir_all(&work)?;
    let output = File::create(log)?;
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

/// `TARGET-1.log`, or the next number that is free.
fn next_log(folder: &Path, target: &str) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = |nth: u32| folder.join(format!("{target}-{nth}.log"));
    (1..).map(path).find(|path| !path.exists()).context("too many logs")
}

/// What a log of libFuzzer tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Run {
    executions: u64,
    seconds: u64,
    /// Edges of the program's flow that were reached.
    coverage: u64,
    /// Whether it ended at a text that breaks a promise, takes too long or too much memory.
    finding: bool,
}

/// Reads a log; `None` for one of a run that has not come to its end.
fn read(log: &str) -> Option<Run> {
    let statistic = |name: &str| -> Option<u64> {
        let line = log.lines().rev().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name))?;
        line.trim_start_matches(':').trim().parse().ok()
    };
    let executions = statistic("number_of_executed_units")?;
    let done = log.lines().rev().find_map(|line| line.strip_prefix("Done ")?.split_once(" runs in "));
    let seconds = match done {
        Some((_, seconds)) => seconds.split(' ').next()?.parse().ok()?,
        // A run that ends at a finding says how many it made in a second.
        None => executions / statistic("average_exec_per_sec")?.max(1),
    };
    let coverage = log.lines().rev().find_map(|line| line.split_once("cov: ")?.1.split(' ').next()?.parse().ok())?;
    Some(Run { executions, seconds, coverage, finding: log.contains("Test unit written to") })
}

fn report(root: &Path) -> Result<()> {
    let mut runs: BTreeMap<&str, Vec<Run>> = BTreeMap::new();
    let folder = root.join("fuzz/logs");
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let Some((target, _)) = TARGETS.iter().find(|(target, _)| name.starts_with(&format!("{target}-"))) else {
            continue;
        };
        match read(&String::from_utf8_lossy(&fs::read(&path)?)) {
            Some(run) => runs.entry(target).or_default().push(run),
            None => println!("SKIPPED: {} has not come to its end", path.display()),
        }
    }
    let mut table = String::from(
        "| target | runs | minutes | executions | edges reached | texts of the corpus | findings |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut total = Run::default();
    for (target, _) in TARGETS {
        let runs = runs.get(target).map(Vec::as_slice).unwrap_or_default();
        let sum = |of: fn(&Run) -> u64| runs.iter().map(of).sum::<u64>();
        let (executions, seconds) = (sum(|run| run.executions), sum(|run| run.seconds));
        let coverage = runs.iter().map(|run| run.coverage).max().unwrap_or_default();
        let findings = runs.iter().filter(|run| run.finding).count();
        let texts = root.join("fuzz/corpus").join(target).read_dir()?.count();
        table += &format!(
            "| {target} | {} | {} | {executions} | {coverage} | {texts} | {findings} |\n",
            runs.len(),
            seconds / 60
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
        let done = "INFO: Seed: 1\n#2\tINITED cov: 10 ft: 10\n#99\tNEW    cov: 1234 ft: 9 corp: 3/4b\nDone 5000 runs in \
                    901 second(s)\nstat::number_of_executed_units: 5000\nstat::average_exec_per_sec:     5\n";
        let run = Run { executions: 5000, seconds: 901, coverage: 1234, finding: false };
        assert_eq!(read(done), Some(run));
        let found = "#7\tNEW    cov: 12 ft: 9\n==1== ERROR: libFuzzer: deadly signal\nstat::number_of_executed_units: \
                     600\nstat::average_exec_per_sec:     20\nartifact_prefix='a/'; Test unit written to a/crash-1\n";
        assert_eq!(read(found), Some(Run { executions: 600, seconds: 30, coverage: 12, finding: true }));
        assert_eq!(read("#7\tNEW    cov: 12 ft: 9\n"), None);
    }
}
