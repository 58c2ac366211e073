//! `cargo xtask ci`: everything that CI runs, in its order, and a count of what passed.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::tools::{self, Tool};

/// A step: its name, the program and its arguments, and variables of its environment.
struct Step {
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
}

const fn cargo(name: &'static str, arguments: &'static [&'static str]) -> Step {
    Step { name, program: "cargo", arguments, variables: &[] }
}

const STEPS: &[Step] = &[
    cargo("format", &["fmt", "--all", "--check"]),
    cargo("lints", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    cargo(
        "lints of one reader",
        &["clippy", "--quiet", "--package", "steep-shell", "--no-default-features", "--", "-D", "warnings"],
    ),
    cargo("real programs", &["run", "--quiet", "--package", "tasks", "--", "oracles"]),
    // Pending snapshots fail the tests, and snapshots that no test names are an error.
    Step {
        name: "tests",
        program: "cargo",
        arguments: &["test", "--workspace", "--no-fail-fast"],
        // Random tests go the same way each time here; elsewhere they look for new ways.
        variables: &[("INSTA_UPDATE", "no"), ("INSTA_FORCE_PASS", "0"), ("PROPTEST_RNG_SEED", "1")],
    },
    // Everything that the build needs is here by now.
    cargo("build without a network", &["build", "--quiet", "--workspace", "--offline", "--locked"]),
    cargo("packages", &["run", "--quiet", "--package", "tasks", "--", "package"]),
    cargo("library without C", &["run", "--quiet", "--package", "tasks", "--", "portable"]),
    cargo("live cases", &["run", "--quiet", "--package", "tasks", "--", "live"]),
    // `cargo xtask live --gitea 1.27.3` runs all of them.
    cargo(
        "a share of the live cases on Gitea 1.27.3",
        &["run", "--quiet", "--package", "tasks", "--", "live", "--gitea", "1.27.3", "--share"],
    ),
    cargo("grammars", &["run", "--quiet", "--package", "tasks", "--", "extract"]),
    Step {
        name: "documentation",
        program: "cargo",
        arguments: &["doc", "--quiet", "--workspace", "--no-deps"],
        variables: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// Runs the steps; goes on after a failed one so that one run shows everything.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let root = &steep_oracle::cache::workspace();
    let mut passed = 0;
    let mut failed = Vec::new();
    let mut skipped = Vec::new();
    let mut done = |name: &'static str, ok: bool, start: Instant| {
        let verdict = if ok { "ok" } else { "FAILED" };
        println!("── {name}: {verdict} ({:.0} s)", start.elapsed().as_secs_f64());
        if ok { passed += 1 } else { failed.push(name) }
    };
    for step in STEPS {
        println!("── {}", step.name);
        let start = Instant::now();
        let status = Command::new(step.program)
            .args(step.arguments)
            .envs(step.variables.iter().copied())
            .current_dir(root)
            .status()
            .with_context(|| format!("cannot run {}", step.program))?;
        done(step.name, status.success(), start);
    }
    let start = Instant::now();
    println!("── snapshots");
    done("snapshots", snapshots_are_used(root)?, start);
    for tool in tools::ALL {
        println!("── {}", tool.name);
        let start = Instant::now();
        match tool.program()? {
            Some(program) => {
                let status = Command::new(program).args(tool.arguments).current_dir(root).status()?;
                done(tool.name, status.success(), start);
            }
            None => skipped.push(tool),
        }
    }
    for Tool { name, package, .. } in &skipped {
        println!("SKIPPED: {name} ({package} could not be had)");
    }
    println!("{passed} passed, {} failed, {} skipped", failed.len(), skipped.len());
    if !skipped.is_empty() && std::env::var_os("CI").is_some() {
        bail!("on CI nothing may be skipped");
    }
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

/// Every snapshot has its case, and none is pending.
fn snapshots_are_used(root: &Path) -> Result<bool> {
    let mut good = true;
    for entry in std::fs::read_dir(root.join("snapshots"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let case = name.strip_suffix(".snap").map(|name| root.join("tests/cases").join(name.replace("__", "/")));
        let is_case = |case: &Path| ["md", "mdx"].iter().any(|ending| case.with_extension(ending).is_file());
        if !case.is_some_and(|case| is_case(&case)) {
            println!("snapshots/{name} belongs to no case");
            good = false;
        }
    }
    Ok(good)
}
