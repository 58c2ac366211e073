//! steep is killed, or its files are changed by others, before every single system call with which it changes files.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::program::folder::{COMMAND, Folder, rewritten, skip, stderr, stdout, with_settings};

/// What the tracer exits with when it killed the program.
const KILLED: i32 = 100;
/// The same where nothing may be traced.
const NOT_PERMITTED: i32 = 101;

/// The compiled `tracer.c`, or why there is none.
fn tracer() -> Option<PathBuf> {
    static TRACER: OnceLock<Result<(TempDir, PathBuf), String>> = OnceLock::new();
    let made = TRACER.get_or_init(|| {
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let program = folder.path().join("tracer");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/tracer.c");
        let mut cc = Command::new("cc");
        let out = cc.arg("-o").arg(&program).arg(source).output().map_err(|error| format!("no cc: {error}"))?;
        assert!(out.status.success(), "{}", stderr(&out));
        let report = folder.path().join("report");
        let status = Command::new(&program).arg(&report).args(["1000", "kill", "/bin/true"]).status();
        match status.map(|status| status.code()) {
            Ok(Some(0)) => Ok((folder, program)),
            Ok(Some(NOT_PERMITTED)) => Err("no process may be traced here".to_owned()),
            other => panic!("{other:?}"),
        }
    });
    match made {
        Ok((_, program)) => Some(program.clone()),
        Err(why) => {
            skip("steep killed at every system call", why);
            None
        }
    }
}

impl Folder {
    /// Runs steep until its `nth` call, where the tracer does `what`. Gives the name of the call too.
    fn traced(&self, nth: usize, what: &[&str], arguments: &[&str]) -> Option<(Output, String)> {
        let report = self.state.path().join("report");
        let mut command = self.command(tracer()?);
        command.arg(&report).arg(nth.to_string()).args(what).arg(env!("CARGO_BIN_EXE_steep")).args(arguments);
        let out = command.output().unwrap();
        Some((out, fs::read_to_string(report).unwrap()))
    }
}

const FILES: [&str; 3] = ["a.md", "docs/b.md", "docs/c.md"];

/// What the files hold; they must be whole.
fn states(folder: &Folder, old: &str, new: &str) -> Vec<bool> {
    let rewritten = |name: &&str| match folder.read(name) {
        text if text == new => true,
        text => {
            assert_eq!(text, old, "{name} is a mixture");
            false
        }
    };
    FILES.iter().map(rewritten).collect()
}

#[test]
fn a_rewrite_that_is_killed_loses_nothing_and_leaves_nothing() {
    let (old, new) = (COMMAND.repeat(3), rewritten().repeat(3));
    let backups = ["a.md", "a.md.orig", "docs/b.md", "docs/b.md.orig", "docs/c.md", "docs/c.md.orig"];
    let (mut littered, mut halfway, mut calls) = (0, 0, Vec::new());
    for nth in 1.. {
        let folder = Folder::new(&FILES.map(|name| (name, old.as_str())));
        let arguments = with_settings(&["rewrite", ".", "--backup"]);
        let Some((out, call)) = folder.traced(nth, &["kill"], &arguments) else { return };
        let done = states(&folder, &old, &new);
        for name in folder.names() {
            littered += usize::from(name.contains(".steep-"));
            assert!(!name.ends_with(".orig") || folder.read(&name) == old, "{name} is no backup");
        }
        if out.status.code() != Some(KILLED) {
            assert_eq!((out.status.code(), call.as_str()), (Some(0), ""), "{}", stderr(&out));
            assert_eq!(done, [true; 3]);
            break;
        }
        calls.push(call);
        let some = done.contains(&true);
        halfway += usize::from(some && done.contains(&false));
        // Every other time the next run is one that takes the killed one back.
        if some && nth % 2 == 0 {
            let undo = folder.run(&["undo"]);
            assert_eq!(undo.status.code(), Some(0), "{nth} {calls:?}: {}", stderr(&undo));
            assert_eq!(states(&folder, &old, &new), [false; 3], "{nth} {calls:?}: {}", stdout(&undo));
            assert!(!folder.names().iter().any(|name| name.contains(".steep-")), "{nth} {calls:?}");
        }
        let again = folder.run(&arguments);
        assert_eq!(again.status.code(), Some(0), "{nth} {calls:?}: {}", stderr(&again));
        assert_eq!(states(&folder, &old, &new), [true; 3]);
        assert_eq!(folder.names(), backups, "{nth} {calls:?}");
    }
    // The test would prove nothing if it had not been there when it mattered.
    assert!(littered > 5 && halfway > 0, "{littered} {halfway}");
    assert!(
        ["rename", "fsync", "write", "chmod"].iter().all(|name| calls.iter().any(|call| call == name)),
        "{calls:?}"
    );
}

#[test]
fn each_step_outlives_a_power_cut_before_the_next_is_taken() {
    let mut calls = Vec::new();
    for nth in 1.. {
        let folder = Folder::new(&[("a.md", COMMAND)]);
        let Some((_, call)) = folder.traced(nth, &["kill"], &with_settings(&["rewrite", "a.md"])) else { return };
        if call.is_empty() {
            break;
        }
        calls.push(call);
    }
    let (folders, record) =
        (["mkdir", "mkdir", "mkdir", "fsync", "fsync"], ["open", "flock", "write", "fsync", "fsync"]);
    let (file, folder, report) = (["open", "flock", "write", "chmod", "fsync", "rename"], ["fsync"], ["write"]);
    assert_eq!(calls, [&folders[..], &record, &file, &folder, &report].concat());
}

#[test]
fn an_undo_that_is_killed_can_be_gone_on_with() {
    let (old, new) = (COMMAND.repeat(3), rewritten().repeat(3));
    let mut halfway = 0;
    for nth in 1.. {
        let folder = Folder::new(&FILES.map(|name| (name, old.as_str())));
        folder.run(&with_settings(&["rewrite", "."]));
        assert_eq!(states(&folder, &old, &new), [true; 3]);
        let Some((out, call)) = folder.traced(nth, &["kill"], &["undo"]) else { return };
        let done = states(&folder, &old, &new);
        halfway += usize::from(done.contains(&true) && done.contains(&false));
        if out.status.code() != Some(KILLED) {
            assert_eq!((out.status.code(), done.as_slice()), (Some(0), &[false; 3][..]), "{}", stderr(&out));
            break;
        }
        let out = folder.run(&["undo", "1"]);
        assert_eq!(out.status.code(), Some(0), "{nth} {call}: {}", stderr(&out));
        assert_eq!(states(&folder, &old, &new), [false; 3]);
        assert_eq!(folder.names(), FILES, "{nth} {call}");
    }
    assert!(halfway > 0);
}

#[test]
fn what_others_write_meanwhile_is_kept() {
    let mut lost = Vec::new();
    let mut refused = 0;
    for nth in 1.. {
        let folder = Folder::new(&[("a.md", COMMAND)]);
        let file = folder.path("a.md");
        let what = ["write", file.to_str().unwrap()];
        let arguments = with_settings(&["rewrite", "a.md", "--backup"]);
        let Some((out, call)) = folder.traced(nth, &what, &arguments) else { return };
        if call.is_empty() {
            assert_eq!(out.status.code(), Some(0));
            break;
        }
        if folder.read("a.md") == "my work\n" {
            let told = stderr(&out).contains("cannot write a.md: it changed while it was being rewritten");
            assert_eq!(told, out.status.code() == Some(2), "{call}: {}", stderr(&out));
            refused += usize::from(told);
        } else {
            assert_eq!(folder.read("a.md"), rewritten());
            lost.push(call);
        }
    }
    // Between the last look and the call that renames there is nothing that could be stopped at.
    assert_eq!(lost, ["rename"]);
    assert!(refused > 5, "{refused}");
}
