//! `cargo xtask extract`: asks the real programs what the grammars say of them, and fails on a difference.
//!
//! A grammar and a program are both read into the same kind of list, one line for each claim (`pr list: --limit value`),
//! and the lists are compared. What a program's help does not show (hidden commands, rules between flags) is not in it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use steep_oracle::cache;
use steep_oracle::oracle::{ORACLES, Oracle, in_ci};
use steep_oracle::process::{Input, run as run_bounded};

mod gh;
mod gitea;
mod tea;

/// What is claimed, one line each.
type Claims = BTreeSet<String>;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let programs: &[&str] = match words.as_slice() {
        [] => &["gh", "tea", "gitea"],
        [program] if ["gh", "tea", "gitea"].contains(program) => &words,
        _ => bail!("extract takes gh, tea, gitea, or nothing for all"),
    };
    let mut differences = 0;
    for oracle in ORACLES.iter().filter(|oracle| programs.contains(&oracle.program)) {
        let Some(program) = oracle.path() else {
            if in_ci() {
                bail!("{} is not here; run `cargo xtask oracles`", oracle.id());
            }
            println!("{}: SKIPPED, it is not here; `cargo xtask oracles` obtains it", oracle.id());
            continue;
        };
        let (grammar, real) = match oracle.program {
            "gh" => (gh::grammar(oracle)?, gh::program(&program)?),
            "tea" => (tea::grammar(oracle)?, tea::program(&program, oracle)?),
            _ => gitea::claims(oracle)?,
        };
        differences += report(oracle, &grammar, &real);
    }
    if differences > 0 {
        bail!("{differences} differences between grammars and programs");
    }
    Ok(())
}

fn report(oracle: &Oracle, grammar: &Claims, real: &Claims) -> usize {
    let (invented, missing) = (grammar.difference(real), real.difference(grammar));
    let mut differences = 0;
    for (line, verdict) in
        invented.map(|line| (line, "only in the grammar")).chain(missing.map(|line| (line, "not in the grammar")))
    {
        println!("{}: {line}: {verdict}", oracle.id());
        differences += 1;
    }
    println!("{}: {} claims of the program, {differences} differences", oracle.id(), real.len());
    differences
}

/// Whether something that came with `since` (`2.48`, or nothing for always) is in `version`.
fn is_in(version: &str, since: &str) -> bool {
    let number = |text: &str| -> Vec<u32> { text.split('.').map_while(|part| part.parse().ok()).collect() };
    since.is_empty() || number(since) <= number(version)
}

/// A grammar file.
fn read_json(path: &str) -> Result<Value> {
    let path = cache::workspace().join("grammars").join(path);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
}

/// What a program says to these arguments, on both streams, without a configuration of anybody's and without escapes.
fn say(program: &Path, arguments: &[&str]) -> Result<String> {
    let nowhere = tempfile::tempdir()?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(nowhere.path()).env("HOME", nowhere.path());
    command.env("XDG_CONFIG_HOME", nowhere.path()).env("GH_CONFIG_DIR", nowhere.path()).env("NO_COLOR", "1");
    // Wide enough that no line of help is broken.
    command.env("COLUMNS", "1000").env_remove("GH_TOKEN").env_remove("GITHUB_TOKEN");
    let done = run_bounded(&mut command, Input::Nothing, Duration::from_secs(30))?;
    Ok(done.stdout + &done.stderr)
}

/// The lines of the section of a help text whose header `is_header` accepts, up to the next header. A header is a line
/// that begins with a capital letter in the first column.
fn section(help: &str, is_header: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in help.lines() {
        if line.starts_with(|first: char| first.is_ascii_uppercase()) {
            inside = is_header(line.trim_end());
        } else if inside && !line.trim().is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    items(value, key).iter().filter_map(Value::as_str).collect()
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use steep_oracle::oracle::Oracle;

    use super::{gh, report, section};

    #[test]
    fn a_difference_either_way_is_one() {
        let oracle = Oracle::named("gh", "2.46.0").unwrap();
        let grammar = gh::grammar(oracle).unwrap();
        assert_eq!(report(oracle, &grammar, &grammar), 0);
        let mut real = grammar.clone();
        assert!(real.remove("pr merge: --squash") && real.insert("pr merge: --fast-forward".to_owned()));
        assert_eq!(report(oracle, &grammar, &real), 2);
    }

    #[test]
    fn a_section_ends_at_the_next_header() {
        let help = "About.\n\nFLAGS\n  -a, --all   All\n\n      --x int   X\nALIASES\n  ls\n";
        assert_eq!(section(help, |header| header == "FLAGS"), ["  -a, --all   All", "      --x int   X"]);
    }
}
