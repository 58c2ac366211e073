//! Which files are taken.

use std::fs;

use crate::program::folder::{COMMAND, Folder, rewritten, skip, stderr, stdout, with_settings};

/// The files that a check would change, one after the other.
fn changed(folder: &Folder, arguments: &[&str]) -> String {
    let mut all = with_settings(&["check"]);
    all.extend(arguments);
    let out = folder.run(&all);
    let text = stdout(&out);
    let names = text.lines().filter_map(|line| line.split_once(": would change").map(|(name, _)| name));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_bad_file_is_named_and_the_others_are_done() {
    let folder = Folder::new(&[("a.md", COMMAND), ("empty.md", "")]);
    folder.write("latin.md", b"caf\xe9 gh pr list\n");
    let out = folder.run(&with_settings(&["rewrite", ".", "missing.md"]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("latin.md") && stderr(&out).contains("byte 3"), "{}", stderr(&out));
    assert!(stderr(&out).contains("cannot look at missing.md: No such file"), "{}", stderr(&out));
    assert!(stdout(&out).contains("2 files read, 1 changed, 2 failed"), "{}", stdout(&out));
    assert_eq!(fs::read(folder.path("latin.md")).unwrap(), b"caf\xe9 gh pr list\n");
    assert!(folder.read("a.md").contains("acme/widgets"));
    assert_eq!(folder.read("empty.md"), "");
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_named_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.md", COMMAND), ("b.md", COMMAND), ("c/d.md", COMMAND)]);
    for name in ["b.md", "c"] {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let out = folder.shell_as_somebody("$STEEP check . ./. --no-config --host https://git.example.org");
    fs::set_permissions(folder.path("c"), fs::Permissions::from_mode(0o755)).unwrap();
    let Some(out) = out else { return skip("unreadable files", "no other user can be had") };
    assert_eq!(out.status.code(), Some(2));
    let error = stderr(&out);
    assert!(error.contains("cannot read b.md: Permission denied"), "{error}");
    assert!(error.contains("cannot look at c: Permission denied"), "{error}");
    assert!(stdout(&out).contains("1 file read, 1 would change, 2 failed"), "{}", stdout(&out));
}

#[test]
fn each_file_is_taken_once_whatever_it_is_called_by() {
    let folder = Folder::new(&[("docs/a.md", COMMAND)]);
    assert_eq!(changed(&folder, &["docs", "./docs/a.md", "docs/../docs", "."]), "docs/a.md");
    assert_eq!(changed(&folder, &["."]), "docs/a.md");
}

#[test]
#[cfg(unix)]
fn a_directory_loop_is_gone_through_once() {
    let folder = Folder::new(&[("docs/a.md", COMMAND), ("docs/deep/b.md", COMMAND)]);
    std::os::unix::fs::symlink("..", folder.path("docs/deep/again")).unwrap();
    std::os::unix::fs::symlink("itself", folder.path("docs/itself")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("docs/.#a.md")).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "docs"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(stdout(&out).contains("2 files read, 2 changed"), "{}", stdout(&out));
}

#[test]
#[cfg(unix)]
fn links_stay_links_and_do_not_lead_out_of_the_named_folders() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("docs/a.md", "x\n"), ("outside/b.md", COMMAND), ("real.md", COMMAND)]);
    folder.write("docs/text", COMMAND);
    symlink(folder.path("outside/b.md"), folder.path("docs/b.md")).unwrap();
    symlink(folder.path("outside"), folder.path("docs/more")).unwrap();
    symlink("text", folder.path("docs/linked.md")).unwrap();
    symlink(folder.path("real.md"), folder.path("link.md")).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "docs", "link.md"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert_eq!(folder.read("outside/b.md"), COMMAND);
    for link in ["link.md", "docs/linked.md"] {
        assert!(fs::symlink_metadata(folder.path(link)).unwrap().file_type().is_symlink());
    }
    assert_eq!(folder.read("real.md"), rewritten());
    assert_eq!(folder.read("docs/text"), rewritten());
}

#[test]
#[cfg(unix)]
fn what_is_neither_file_nor_folder_is_an_error_and_no_wait() {
    let folder = Folder::new(&[]);
    assert!(folder.shell("mkfifo pipe.md").status.success());
    let out = folder.run(&with_settings(&["check", "pipe.md"]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("neither a file nor a folder"), "{}", stderr(&out));
    assert_eq!(folder.run(&with_settings(&["check", "."])).status.code(), Some(0));
}

#[test]
fn what_is_ignored_or_excluded_is_left_out_of_folders() {
    let folder = Folder::new(&[
        ("a.md", COMMAND),
        ("b.md", COMMAND),
        (".github/c.md", COMMAND),
        ("vendor/d.md", COMMAND),
        ("build/e.md", COMMAND),
        (".git/f.md", COMMAND),
        (".steepignore", "/b.md\n"),
        (".gitignore", "build/\n"),
    ]);
    assert_eq!(changed(&folder, &["."]), ".github/c.md a.md vendor/d.md");
    assert_eq!(changed(&folder, &[".", "--exclude", "vendor"]), ".github/c.md a.md");
    assert_eq!(changed(&folder, &[".", "--no-ignore"]), ".github/c.md a.md b.md build/e.md vendor/d.md");
    assert_eq!(changed(&folder, &["b.md", "build/e.md"]), "b.md build/e.md", "they are named");
    assert_eq!(changed(&folder, &["a.md", "vendor/d.md", "--exclude", "vendor/"]), "a.md");
    assert_eq!(changed(&folder, &["vendor", "--exclude", "*.md", "--exclude", "!d.md"]), "vendor/d.md");
    fs::remove_dir_all(folder.path(".git")).unwrap();
    assert_eq!(changed(&folder, &["."]), ".github/c.md a.md build/e.md vendor/d.md", "no repository, no .gitignore");
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_no_text_is_a_name() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    folder.write(name, COMMAND);
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert_eq!(folder.read(name), rewritten());
    let out = folder.run(&["undo"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert_eq!(folder.read(name), COMMAND);
}

#[test]
fn a_script_is_known_by_its_ending_or_its_first_line() {
    let script = "# gh pr list\ngh pr merge 12 --squash --repo Acme/widgets\n";
    let folder = Folder::new(&[("a.sh", script), ("deploy", &format!("#!/bin/sh\n{script}"))]);
    folder.run(&with_settings(&["rewrite", "a.sh", "deploy"]));
    assert!(folder.read("a.sh").contains("\ntea pulls merge"), "{}", folder.read("a.sh"));
    assert_eq!(folder.read("deploy"), format!("#!/bin/sh\n{}", folder.read("a.sh")));
}
