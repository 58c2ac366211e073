//! What bash and dash take as a script before it is rewritten they take afterwards, over every shell text of the cases: scripts
//! with comments, wrappers, traps, arrays, loops and here-documents. Comments stay as many.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use steep_oracle::process::{Input, run};
use steep_oracle::{Oracle, cache};

use crate::promises::transpilers;

/// The shell texts of the fences of a case document.
fn scripts(document: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    let mut open: Option<String> = None;
    for line in document.lines() {
        match (&mut open, line.trim_end()) {
            (None, "```sh" | "```bash" | "```shell") => open = Some(String::new()),
            (Some(_), "```") => scripts.extend(open.take()),
            (Some(script), _) => {
                script.push_str(line);
                script.push('\n');
            }
            (None, _) => {}
        }
    }
    scripts
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Whether the shell takes the text as a script, which it does not run.
fn takes(shell: &Path, script: &str) -> bool {
    let mut command = Command::new(shell);
    command.arg("-n").env_clear();
    run(&mut command, Input::Text(script), Duration::from_secs(60)).unwrap().status == 0
}

/// How many comments there are. A command that goes on over several is written on one line: those count once.
fn comments(script: &str) -> usize {
    let mut goes_on = false;
    let begins = |line: &str| {
        let is_comment = line.trim_start().starts_with('#');
        let begins = is_comment && !goes_on;
        goes_on = is_comment && line.ends_with('\\');
        begins
    };
    script.lines().map(begins).filter(|begins| *begins).count()
}

#[test]
fn what_a_shell_takes_it_takes_rewritten() {
    let shells: Vec<PathBuf> = ["bash", "dash"].into_iter().filter_map(Oracle::on_path).collect();
    let mut paths = Vec::new();
    documents(&cache::workspace().join("tests/cases"), &mut paths);
    paths.sort();
    let (mut changed, mut wrong) = (0, Vec::new());
    for path in &paths {
        for script in scripts(&fs::read_to_string(path).unwrap()) {
            for steep in transpilers() {
                let new = steep.shell(&script).text;
                if new == script {
                    continue;
                }
                changed += 1;
                let lost = shells.iter().any(|shell| takes(shell, &script) && !takes(shell, &new));
                if lost || comments(&new) != comments(&script) {
                    wrong.push(format!("{}\n{script}--- became\n{new}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} of {changed}", wrong.join("\n\n"), wrong.len());
    assert!(changed > 150, "only {changed} scripts change: the cases are not found");
}
