//! `steep undo`.

use std::fs;

use crate::program::folder::{COMMAND, Folder, rewritten, stderr, stdout, with_settings};

fn rewrite(folder: &Folder) {
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
}

#[test]
fn undo_restores_and_undo_of_undo_rewrites_again() {
    let odd = "a\r\n`gh issue close 12`\n\u{feff}no newline";
    let folder = Folder::new(&[("a.md", COMMAND), ("docs/b.md", odd), ("none.md", "text\n")]);
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert!(stdout(&out).ends_with("`steep undo` takes this back.\n"), "{}", stdout(&out));
    let new = folder.read("docs/b.md");
    assert_ne!(new, odd);
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(stdout(&out).starts_with("2 files restored (run 1, rewrite, just now)\n"), "{}", stdout(&out));
    assert_eq!((folder.read("a.md").as_str(), folder.read("docs/b.md").as_str()), (COMMAND, odd));
    for (b, a) in [(new.as_str(), rewritten().as_str()), (odd, COMMAND), (new.as_str(), rewritten().as_str())] {
        assert_eq!(folder.run(&["undo"]).status.code(), Some(0));
        assert_eq!((folder.read("docs/b.md").as_str(), folder.read("a.md").as_str()), (b, a));
    }
    assert_eq!(folder.names(), ["a.md", "docs/b.md", "none.md"]);
}

#[test]
fn what_was_changed_since_stays() {
    let folder = Folder::new(&[("a.md", COMMAND), ("b.md", COMMAND), ("c.md", COMMAND), ("d.md", COMMAND)]);
    rewrite(&folder);
    folder.write("b.md", "my work\n");
    fs::remove_file(folder.path("c.md")).unwrap();
    folder.write("d.md", COMMAND);
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stdout(&out).starts_with("1 file restored, 1 as before the run already"), "{}", stdout(&out));
    let error = stderr(&out);
    assert!(error.contains("cannot restore b.md: it was changed since"), "{error}");
    assert!(error.contains("cannot restore c.md: it is not there any more"), "{error}");
    assert_eq!((folder.read("a.md").as_str(), folder.read("b.md").as_str()), (COMMAND, "my work\n"));
    assert!(!folder.path("c.md").exists());
}

#[test]
fn runs_are_listed_and_can_be_named() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    assert_eq!(stdout(&folder.run(&["undo", "--list"])), "no run is recorded\n");
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("there is nothing to undo"), "{}", stderr(&out));
    rewrite(&folder);
    folder.write("a.md", format!("{}{COMMAND}", folder.read("a.md")));
    rewrite(&folder);
    let list = stdout(&folder.run(&["undo", "--list"]));
    let runs: Vec<Vec<&str>> = list.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(runs.iter().map(|run| run.first().copied().unwrap()).collect::<Vec<_>>(), ["RUN", "2", "1"], "{list}");
    assert!(list.contains("just now") && list.contains(" 1  rewrite  "), "{list}");
    assert_eq!(folder.run(&["undo", "1"]).status.code(), Some(2), "the second run changed it since");
    assert_eq!(folder.run(&["undo", "2"]).status.code(), Some(0));
    assert_eq!(folder.run(&["undo", "1"]).status.code(), Some(2), "and a person before it");
    assert_eq!(folder.read("a.md"), format!("{}{COMMAND}", rewritten()));
    let out = folder.run(&["undo", "9"]);
    assert!(stderr(&out).contains("no run 9 is recorded"), "{}", stderr(&out));
}

#[test]
fn only_a_run_that_was_started_here_is_undone_by_itself() {
    let folder = Folder::new(&[("a.md", COMMAND), ("elsewhere/b.md", "x")]);
    rewrite(&folder);
    let mut undo = folder.steep(&["undo"]);
    let out = undo.current_dir(folder.path("elsewhere")).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("no run was started here") && stderr(&out).contains("`steep undo 1`"));
    assert_eq!(folder.read("a.md"), rewritten());
    let mut undo = folder.steep(&["undo", "1"]);
    assert!(undo.current_dir(folder.path("elsewhere")).output().unwrap().status.success());
    assert_eq!(folder.read("a.md"), COMMAND);
}

#[test]
fn a_run_without_changes_or_without_a_note_leaves_no_record() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let out = folder.run(&with_settings(&["rewrite", ".", "--no-undo"]));
    assert!(!stdout(&out).contains("steep undo"), "{}", stdout(&out));
    rewrite(&folder);
    assert_eq!(fs::read_dir(folder.state.path()).unwrap().count(), 0);
}

#[test]
fn the_last_twenty_records_are_kept() {
    let folder = Folder::new(&[]);
    for _ in 0..23 {
        folder.write("a.md", COMMAND);
        rewrite(&folder);
    }
    let names: Vec<_> = fs::read_dir(folder.state.path().join("steep/runs")).unwrap().collect();
    assert_eq!(names.len(), 20);
    let list = stdout(&folder.run(&["undo", "--list"]));
    let numbers: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!((numbers.first().copied(), numbers.last().copied()), (Some("23"), Some("4")), "{list}");
}

#[test]
#[cfg(unix)]
fn records_are_the_users_own() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.md", COMMAND)]);
    rewrite(&folder);
    let mode = |path: &str| fs::metadata(folder.state.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("steep"), mode("steep/runs"), mode("steep/runs/1.jsonl")), (0o700, 0o700, 0o600));
}

#[test]
#[cfg(unix)]
fn a_link_in_the_place_of_a_file_is_left_alone() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    rewrite(&folder);
    fs::rename(folder.path("a.md"), folder.path("b.md")).unwrap();
    std::os::unix::fs::symlink("b.md", folder.path("a.md")).unwrap();
    let out = folder.run(&["undo"]);
    assert!(stderr(&out).contains("cannot restore a.md: it is a link now"), "{}", stderr(&out));
    assert_eq!(folder.read("b.md"), rewritten());
}

#[test]
fn the_record_is_found_without_xdg_state_home() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let out = folder
        .steep(&with_settings(&["rewrite", "a.md"]))
        .env("XDG_STATE_HOME", "relative")
        .env("HOME", folder.state.path())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(folder.state.path().join(".local/state/steep/runs/1.jsonl").is_file());
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let mut command = folder.steep(&with_settings(&["rewrite", "a.md"]));
    let out = command.env_remove("XDG_STATE_HOME").env("HOME", "relative").output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("--no-undo"), "{}", stderr(&out));
    assert_eq!(folder.read("a.md"), COMMAND);
}

/// The record of a run.
fn record(folder: &Folder, run: u64) -> std::path::PathBuf {
    folder.state.path().join(format!("steep/runs/{run}.jsonl"))
}

#[test]
fn what_a_damaged_record_lacks_is_said() {
    let names = ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md"];
    let folder = Folder::new(&names.map(|name| (name, COMMAND)));
    rewrite(&folder);
    let whole = fs::read_to_string(record(&folder, 1)).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    // The first line is of the run, the second says how many files follow.
    fs::write(record(&folder, 1), lines.get(..4).unwrap().concat()).unwrap();
    let list = stdout(&folder.run(&["undo", "--list"]));
    assert!(list.contains(" 2 of 6  rewrite"), "{list}");
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stdout(&out).starts_with("2 files restored (run 1"), "{}", stdout(&out));
    assert!(
        stderr(&out).contains(
            "cannot restore all files of the run: its record is damaged or cut short (4 files in it cannot be read)"
        ),
        "{}",
        stderr(&out)
    );
}

#[test]
fn a_damaged_record_is_passed_over_and_named() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    rewrite(&folder);
    fs::write(record(&folder, 2), "{\"version\"\n").unwrap();
    fs::write(record(&folder, 3), [0xff, b'\n']).unwrap();
    let out = folder.run(&["undo"]);
    assert_eq!((out.status.code(), folder.read("a.md").as_str()), (Some(2), COMMAND));
    assert!(stdout(&out).starts_with("1 file restored (run 1"), "{}", stdout(&out));
    for run in [2, 3] {
        let said = format!("cannot read the record of a run: it is damaged (run {run}, which was passed over)");
        assert!(
            stderr(&out).contains(&said) || stderr(&out).contains(&format!("(run {run}, which was passed over)")),
            "{}",
            stderr(&out)
        );
    }
}

#[test]
#[cfg(unix)]
fn a_run_that_could_not_be_noted_is_none() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    rewrite(&folder);
    folder.write("b.md", format!("{}\n{COMMAND}", "x".repeat(100_000)));
    let out = folder.shell("trap '' XFSZ; ulimit -f 16; $STEEP rewrite . --no-config --host https://git.example.org");
    assert_eq!(out.status.code(), Some(2), "{}", stdout(&out));
    assert!(!record(&folder, 2).exists());
    assert_eq!(folder.run(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.read("a.md"), COMMAND);
}

#[test]
#[cfg(unix)]
fn a_list_of_runs_steers_no_terminal() {
    let folder = Folder::new(&[("odd\u{1b}[2J\u{202e}/a.md", COMMAND)]);
    let odd = folder.path("odd\u{1b}[2J\u{202e}");
    let out = folder.steep(&with_settings(&["rewrite", "."])).current_dir(&odd).output().unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let list = stdout(&folder.run(&["undo", "--list"]));
    assert!(list.contains("/odd") && !list.contains('\u{1b}') && !list.contains('\u{202e}'), "{list:?}");
    let said = stderr(&folder.run(&["undo"]));
    assert!(said.contains("no run was started here") && !said.contains('\u{1b}'), "{said:?}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_became_a_link_is_not_followed() {
    let folder = Folder::new(&[("docs/a.md", COMMAND)]);
    rewrite(&folder);
    fs::rename(folder.path("docs"), folder.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", folder.path("docs")).unwrap();
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("cannot restore docs/a.md: a folder on its way is a link now"), "{}", stderr(&out));
    assert_eq!(folder.read("elsewhere/a.md"), rewritten());
}
