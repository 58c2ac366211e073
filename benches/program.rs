//! How long the program takes as a whole process, beside `sed` doing the replacement that it stands for, in one run.
//!
//! `cargo bench -p steep-cli`. Machines are noisy: read the ratios.

#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 11;

struct Times {
    least: Duration,
    median: Duration,
}

fn measure(mut run: impl FnMut()) -> Times {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    Times { least: times[0], median: times[RUNS / 2] }
}

fn silent(command: &mut Command) -> impl FnMut() {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    move || {
        command.status().expect("the program starts");
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md") {
                found.push(path);
            }
        }
    }
    found
}

fn compare(name: &str, folder: &Path, files: &[PathBuf]) {
    let mut steep = Command::new(env!("CARGO_BIN_EXE_steep"));
    steep.args(["check", "--no-config", "--host", "https://git.example.org", "--map-owner", "Acme=acme"]).arg(folder);
    let mut sed = Command::new("sed");
    sed.arg("s/\\bgh /tea /g").args(files);
    let ours = measure(silent(&mut steep));
    let theirs = measure(silent(&mut sed));
    let ratio = ours.median.as_secs_f64() / theirs.median.as_secs_f64();
    println!(
        "{name:<28} steep {:>8.2?} (least {:.2?})   sed {:>8.2?}   ratio {ratio:.1}",
        ours.median, ours.least, theirs.median
    );
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let small = root.join("examples/docs/README.md");
    compare("one small file", &small, std::slice::from_ref(&small));
    let examples = root.join("examples/docs");
    compare("the example documents", &examples, &documents(&examples));
    let corpus = std::env::var_os("STEEP_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let corpus = corpus.join("persona-docs");
    if corpus.is_dir() {
        let files = documents(&corpus);
        compare(&format!("{} real documents", files.len()), &corpus, &files);
    } else {
        println!("SKIPPED: the real documents are not there (set STEEP_CORPUS)");
    }
}
