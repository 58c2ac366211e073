//! `steep completions` and `steep man`: what is generated is taken by the shells and by the formatter of manual pages.

use std::fs;

use crate::program::folder::{Folder, skip, stderr, stdout};

const COMMANDS: [&str; 11] =
    ["rewrite", "check", "diff", "scan", "undo", "init", "explain", "coverage", "companion", "completions", "man"];

/// Whether a program can be run here.
fn is_there(folder: &Folder, program: &str) -> bool {
    folder.command(program).arg("--version").output().is_ok_and(|out| out.status.success())
}

#[test]
fn completions_of_every_shell_know_every_command() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = folder.run(&["completions", shell]);
        assert_eq!(out.status.code(), Some(0), "{shell}: {}", stderr(&out));
        let script = stdout(&out);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} lacks {command}");
        }
        assert!(script.contains("map-owner"), "{shell}");
    }
    let out = folder.run(&["completions", "sh"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("bash"), "{}", stderr(&out));
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = Folder::new(&[]);
    if !is_there(&folder, "bash") {
        return skip("completion by bash", "it is not installed");
    }
    let script = r#"
        . <("$STEEP" completions bash)
        complete -p steep >/dev/null
        completed() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _steep steep "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"
        }
        completed steep ch
        completed steep check --map
        completed steep check --format sa
    "#;
    let mut command = folder.command("bash");
    let out = command.args(["-eu", "-c", script]).env("STEEP", env!("CARGO_BIN_EXE_steep")).output().unwrap();
    assert_eq!(stdout(&out), "check\n--map-owner\nsarif\n", "{}", stderr(&out));
}

#[test]
fn zsh_reads_its_completions() {
    let folder = Folder::new(&[]);
    if !is_there(&folder, "zsh") {
        return skip("completion by zsh", "it is not installed");
    }
    folder.write("_steep", stdout(&folder.run(&["completions", "zsh"])));
    let out = folder.command("zsh").args(["-n", "_steep"]).output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", stderr(&out));
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["man", "pages/man1"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let mut expected: Vec<String> = COMMANDS.iter().map(|command| format!("pages/man1/steep-{command}.1")).collect();
    expected.push("pages/man1/steep.1".to_owned());
    expected.sort();
    assert_eq!(folder.names(), expected);
    let has_groff = is_there(&folder, "groff");
    if !has_groff {
        println!("SKIPPED: groff is not installed, so that the manual pages were not formatted");
    }
    for name in expected {
        let page = folder.read(&name);
        assert!(page.contains("\n.TH ") && page.contains("\n.SH SYNOPSIS\n"), "{name}: {page}");
        if has_groff {
            let out = folder.command("groff").args(["-k", "-man", "-Tutf8", "-ww", &name]).output().unwrap();
            assert!(out.status.success() && out.stderr.is_empty(), "{name}: {}", stderr(&out));
            assert!(out.stdout.len() > 500, "{name}: {}", stdout(&out));
        }
    }
    // A folder that cannot be made is told.
    fs::write(folder.path("file"), "").unwrap();
    let out = folder.run(&["man", "file"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("cannot write the manual pages into file"), "{}", stderr(&out));
}
