//! Standard input, output and error, and signals.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::folder::{COMMAND, Folder, REFUSED, rewritten, stderr, stdout, with_settings};

#[test]
fn standard_input_goes_to_standard_output_and_the_report_to_standard_error() {
    let folder = Folder::new(&[]);
    let out = folder.run_with_input(&with_settings(&["rewrite", "-"]), COMMAND);
    assert_eq!(out.status.code(), Some(0));
    assert!(stdout(&out).starts_with('`') && stdout(&out).contains("acme/widgets"));
    assert!(!stdout(&out).contains("file read"));
    assert!(stderr(&out).contains("1 file read"), "{}", stderr(&out));
    let out = folder.run_with_input(&with_settings(&["rewrite", "-", "--format", "json"]), COMMAND);
    assert_eq!(stdout(&out), rewritten());
    let report: Value = serde_json::from_slice(&out.stderr).unwrap();
    assert_eq!(report["findings"][0]["path"], "-");
    let out = folder.run_with_input(&with_settings(&["check", "-", "--format", "json"]), COMMAND);
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&report["findings"][0]["path"], stderr(&out).as_str()), (&"-".into(), ""));
    let out = folder.run_with_input(&with_settings(&["diff", "-"]), REFUSED);
    assert_eq!(stdout(&out), "", "standard output is the difference");
    assert!(stderr(&out).contains("refused (no-equivalent)"), "{}", stderr(&out));
}

#[test]
fn every_byte_of_standard_input_that_is_no_command_comes_out() {
    let folder = Folder::new(&[]);
    for text in ["", "\n", "no newline", "a\r\nb\r\n", "\u{feff}\x1b[31mred\x1b[0m\0\u{202e}\n"] {
        let out = folder.run_with_input(&with_settings(&["rewrite", "-", "--color", "never"]), text);
        assert_eq!((stdout(&out).as_str(), out.status.code()), (text, Some(0)));
    }
    let out = folder.run_with_input(&with_settings(&["rewrite", "-"]), b"\xff\xfe");
    assert_eq!((out.stdout.as_slice(), out.status.code()), (&b""[..], Some(2)));
    assert!(stderr(&out).contains("not UTF-8 text (byte 0)"), "{}", stderr(&out));
    let out = folder.run(&with_settings(&["rewrite", "-", "a.md"]));
    assert_eq!(out.status.code(), Some(2));
}

#[test]
#[cfg(unix)]
fn a_text_that_would_go_nowhere_is_an_error() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let rewrite = "$STEEP rewrite - --no-config --host https://git.example.org <a.md";
    let out = folder.shell(&format!("{rewrite} >&-"));
    assert_eq!(
        (out.status.code(), stderr(&out).as_str()),
        (Some(2), "steep: cannot write to standard output: it is closed\n")
    );
    assert_eq!(folder.shell(&format!("{rewrite} >/dev/null")).status.code(), Some(0), "that is asked for");
}

#[test]
fn the_path_of_standard_input_tells_its_language() {
    let script = "# `gh pr list`\n";
    let folder = Folder::new(&[]);
    let out = folder.run_with_input(&with_settings(&["rewrite", "-"]), script);
    assert_ne!(stdout(&out), script);
    let out = folder.run_with_input(&with_settings(&["check", "-", "--stdin-path", "x/a.sh"]), "gh api graphql\n");
    assert!(stdout(&out).starts_with("x/a.sh:1:1: refused"), "{}", stdout(&out));
    assert_eq!(stderr(&out), "");
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new(&[]);
    for n in 0..20 {
        folder.write(format!("docs/{n}.md"), COMMAND.repeat(20));
    }
    let settings = "--no-config --host https://git.example.org";
    for action in ["diff", "scan", "check", "check --verbose", "check --format json", "check --format sarif"] {
        let settings = if action == "scan" { "--no-config" } else { settings };
        let out = folder.shell(&format!("$STEEP {action} docs {settings} | head -c 1 | wc -c"));
        assert_eq!((stdout(&out).trim(), stderr(&out).as_str()), ("1", ""), "{action}");
    }
    let out = folder.shell(&format!("{{ $STEEP rewrite docs {settings}; echo $? >status; }} | true"));
    assert_eq!((stderr(&out).as_str(), folder.read("status").as_str()), ("", "0\n"));
    assert!(!folder.read("docs/19.md").contains("gh "), "the work is done whether or not somebody reads of it");
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_is_an_error() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let out = folder.shell("$STEEP check a.md --no-config --host https://git.example.org >/dev/full");
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("cannot write to standard output: No space left"), "{}", stderr(&out));
}

#[test]
fn colours_are_for_terminals_and_whoever_asks() {
    let folder = Folder::new(&[("a.md", REFUSED)]);
    let check = |arguments: &[&str], variable: Option<&str>| {
        let mut command = folder.steep(&with_settings(&[&["check", "a.md"], arguments].concat()));
        variable.map(|name| command.env(name, "1"));
        stdout(&command.output().unwrap()).contains('\x1b')
    };
    assert!(!check(&[], None), "a pipe is no terminal");
    assert!(check(&["--color", "always"], None));
    assert!(check(&[], Some("CLICOLOR_FORCE")));
    assert!(!check(&["--color", "never"], Some("CLICOLOR_FORCE")));
    let script = |variables: &str| {
        let steep = "\"$STEEP check a.md --no-config --host https://git.example.org\"";
        stdout(&folder.shell(&format!("{variables} TERM=xterm script -qec {steep} /dev/null"))).contains('\x1b')
    };
    if folder.shell("command -v script").status.success() {
        assert!(script(""), "a terminal");
        assert!(!script("NO_COLOR=1"));
    } else {
        crate::program::folder::skip("colours on a terminal", "there is no `script`");
    }
}

#[test]
fn a_document_cannot_steer_the_terminal() {
    let folder = Folder::new(&[("a.md", "\x1b]0;title\x07 `gh api graphql -f q='\u{202e}\x1b[2J'`\n")]);
    for format in [&["--color", "never"][..], &["--color", "never", "--verbose"], &["--color", "always"]] {
        let out = folder.run(&with_settings(&[&["check", "a.md"], format].concat()));
        let text =
            stdout(&out).replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[33m", "");
        assert!(text.contains("refused (no-equivalent)"), "{text}");
        assert!(!text.contains(['\x1b', '\x07', '\u{202e}']), "{text:?}");
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_run_between_two_files() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::new(&[]);
    let files = 1100;
    let text = COMMAND.repeat(8);
    for n in 0..files {
        folder.write(format!("{n:04}.md"), &text);
    }
    let child = folder.steep(&with_settings(&["rewrite", "."])).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while folder.read("0000.md") == text {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(1));
    }
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.signal(), Some(Signal::INT.as_raw()), "a script around it has to see the interrupt");
    assert!(stderr(&out).contains("it was interrupted"), "{}", stderr(&out));
    let new = rewritten().repeat(8);
    let mut changed = 0;
    for n in 0..files {
        match folder.read(format!("{n:04}.md")) {
            now if now == new => changed += 1,
            now => assert_eq!(now, text),
        }
    }
    assert!(changed < files, "it was too fast for this test");
    assert!(stdout(&out).contains(&format!("{changed} changed")), "{}", stdout(&out));
    assert!(folder.names().iter().all(|name| name.ends_with(".md")), "{:?}", folder.names());
    assert!(folder.run(&["undo"]).status.success());
    assert!((0..files).all(|n| folder.read(format!("{n:04}.md")) == text));
    let state = folder.state.path().join("steep/runs");
    assert_eq!(fs::read_dir(state).unwrap().count(), 2);
}
