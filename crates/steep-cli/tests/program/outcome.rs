//! What each action does, and its exit status.

use std::path::Path;

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout, with_settings};

#[test]
fn rewrite_changes_the_files_and_says_so() {
    let folder = Folder::new(&[
        ("docs/a.md", COMMAND),
        ("docs/deep/b.markdown", "no command\n"),
        ("docs/c.txt", "no command\n"),
    ]);
    let out = folder.run(&with_settings(&["rewrite", "docs"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(!folder.read("docs/a.md").contains("gh "), "{}", folder.read("docs/a.md"));
    assert!(folder.read("docs/a.md").contains("acme/widgets"));
    assert_eq!(folder.read("docs/deep/b.markdown"), "no command\n");
    assert_eq!(folder.read("docs/c.txt"), "no command\n");
    assert!(stdout(&out).contains("2 files read, 1 changed"), "{}", stdout(&out));
    let again = folder.run(&with_settings(&["rewrite", "docs"]));
    assert!(stdout(&again).contains("2 files read, 0 changed"), "{}", stdout(&again));
}

#[test]
fn the_exit_status_says_whether_something_is_left_to_say() {
    let folder = Folder::new(&[("good.md", COMMAND), ("refused.md", REFUSED), ("none.md", "text\n")]);
    let status = |arguments: &[&str]| folder.run(&with_settings(arguments)).status.code();
    assert_eq!(status(&["check", "none.md"]), Some(0));
    assert_eq!(status(&["check", "good.md"]), Some(1));
    assert_eq!(status(&["diff", "good.md"]), Some(1));
    assert_eq!(status(&["diff", "refused.md"]), Some(1));
    assert_eq!(status(&["rewrite", "refused.md"]), Some(1));
    assert_eq!(status(&["scan", "good.md"]), Some(0));
    assert_eq!(status(&["rewrite", "missing.md"]), Some(2));
    assert_eq!(status(&["rewrite", "good.md", "--target", "tea@0.8.0"]), Some(2));
    assert_eq!(status(&["rewrite", "--no-such-option"]), Some(2));
    assert_eq!(status(&["rewrite", "good.md", "--exclude", "a{b"]), Some(2));
    assert_eq!(folder.run(&["rewrite", "good.md", "--no-config"]).status.code(), Some(2), "no host");
    assert_eq!(folder.read("good.md"), COMMAND);
}

#[test]
fn check_and_scan_change_nothing() {
    let folder = Folder::new(&[("a.md", COMMAND), (".steep-4194303-abcdefghijkl.tmp", "left")]);
    for action in ["check", "scan", "diff"] {
        folder.run(&with_settings(&[action, "."]));
        assert_eq!(folder.names(), [".steep-4194303-abcdefghijkl.tmp", "a.md"]);
        assert_eq!(folder.read("a.md"), COMMAND);
    }
    assert_eq!(std::fs::read_dir(folder.state.path()).unwrap().count(), 0);
}

#[test]
fn a_diff_is_what_git_applies_to_get_the_rewritten_files() {
    let files = [("a.md", COMMAND), ("docs/b.md", "x\r\n`gh pr list`\r\n"), ("c.md", COMMAND.trim_end())];
    let (rewritten, patched) = (Folder::new(&files), Folder::new(&files));
    rewritten.run(&with_settings(&["rewrite", "."]));
    assert!(patched.shell("git init --quiet .").status.success());
    let runs: [&[&str]; 2] = [&["."], &["./docs", "a.md", "c.md", "--verbose"]];
    for paths in runs {
        let diff = patched.run(&with_settings(&[&["diff"], paths].concat()));
        patched.write("all.patch", &diff.stdout);
        let out = patched.shell("git apply all.patch");
        assert!(out.status.success(), "{}{}", stderr(&out), stdout(&diff));
        for (name, text) in files {
            assert_eq!(patched.read(name), rewritten.read(name), "{name}");
            patched.write(name, text);
        }
    }
}

#[test]
fn explain_shows_every_target() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["explain", "gh pr merge 12 --repo acme/widgets --squash", "--no-config"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let text = stdout(&out);
    assert!(text.starts_with("tea@0.9.2 ") && text.contains("\ncurl ") && text.contains("tea pulls merge"), "{text}");
}

#[test]
fn addresses_are_rewritten_when_asked() {
    let text = "[it](https://github.com/Acme/widgets/pull/3)\n";
    let folder = Folder::new(&[("a.md", text)]);
    folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(folder.read("a.md"), text);
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--urls"]));
    assert_eq!(folder.read("a.md"), "[it](https://git.example.org/acme/widgets/pulls/3)\n");
    assert!(stdout(&out).contains("1 address rewritten"), "{}", stdout(&out));
}

#[test]
fn the_notice_is_inserted_once_and_only_it_into_a_file_that_was_not_named() {
    let folder = Folder::new(&[("docs/README.md", "# Title\n\ntext\n"), ("docs/a.md", COMMAND)]);
    let arguments = with_settings(&["rewrite", "docs", "--notice", "docs/README.md"]);
    assert_eq!(folder.run(&arguments).status.code(), Some(0));
    let once = folder.read("docs/README.md");
    assert!(once.starts_with("# Title\n") && once.contains("tea-0.9.2-linux-amd64.sha256") && once.ends_with("text\n"));
    folder.run(&arguments);
    assert_eq!(folder.read("docs/README.md"), once);

    let folder = Folder::new(&[("README.md", COMMAND), ("docs/a.md", COMMAND)]);
    folder.run(&with_settings(&["rewrite", "docs", "--notice", "README.md"]));
    let text = folder.read("README.md");
    assert!(text.contains("steep:notice") && text.contains(COMMAND), "{text}");
    let out = folder.run(&with_settings(&["rewrite", "docs", "--notice", "missing.md"]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("missing.md"), "{}", stderr(&out));
}

#[test]
fn help_names_every_option_of_the_work() {
    let folder = Folder::new(&[]);
    let text = stdout(&folder.run(&["rewrite", "--help"]));
    for option in [
        "--target",
        "--host",
        "--map-owner",
        "--accept",
        "--prefer",
        "--tea-bin",
        "--tea-login",
        "--urls",
        "--notice",
        "--no-config",
        "--exclude",
        "--no-ignore",
        "--backup",
        "--no-undo",
        "--stdin-path",
        "--format",
        "--color",
    ] {
        assert!(text.contains(option), "{option} is missing");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_steep")).is_file());
}

#[test]
fn a_tea_that_is_not_known_takes_the_one_before_it_and_says_so() {
    let folder = Folder::new(&[("good.md", COMMAND)]);
    let check = |target: &str| folder.run(&with_settings(&["check", "good.md", "--target", target]));
    for (target, note) in [
        (
            "tea@0.17.0",
            "note: tea 0.17.0 is not a version that steep knows: commands are written for 0.16.0, the newest known version; \
             what is new in tea 0.16.0 was not run: a third party lists it\n",
        ),
        ("tea@0.16.0", "note: what is new in tea 0.16.0 was not run: a third party lists it\n"),
        (
            "tea@0.12.7",
            "note: tea 0.12.7 is not a version that steep knows: commands are written for 0.12.0, the nearest known one before it\n",
        ),
    ] {
        let out = check(target);
        assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(1), note), "{}", stdout(&out));
    }
    assert_eq!(stderr(&check("tea@0.9.2")), "");
}

#[test]
fn what_only_tea_may_do_is_refused_with_the_version_that_could() {
    let text =
        "```sh\ngh pr close 12\ngh pr diff 12\ngh pr merge 12 --squash\ngh pr list --json number --jq length\n```\n";
    let folder = Folder::new(&[("text.md", text)]);
    let run = |more: &[&str]| {
        folder.run(&with_settings(&[&["check", "text.md", "--only", "tea", "--format", "json"], more].concat()))
    };
    let out = stdout(&run(&["--target", "tea@0.9.2"]));
    assert!(out.contains("it needs tea 0.11.1 to be done by tea"), "{out}");
    assert!(out.contains("tea pulls merge --style squash 12") && !out.contains("curl"), "{out}");
    // Without a login, 0.11.1 asks a person to agree where the repository is named.
    let folder = Folder::new(&[("text.md", "```sh\ngh pr merge 12 --squash -R acme/widgets\n```\n")]);
    let asked = ["check", "text.md", "--only", "tea", "--format", "json", "--target"];
    let run = |target: &str| folder.run(&with_settings(&[&asked[..], &[target]].concat()));
    let out = stdout(&run("tea@0.11.1"));
    assert!(out.contains("it needs tea 0.12.0 to be done by tea"), "{out}");
    let out = run("curl");
    assert!(stderr(&out).contains("--only tea: the target is curl"), "{}", stderr(&out));
}

#[test]
fn what_an_older_server_lacks_is_refused() {
    let text =
        "```sh\ngh workflow run ci.yml\ngh run list --json status --jq length\ngh issue lock 7\ngh pr diff 12\n```\n";
    let folder = Folder::new(&[("text.md", text)]);
    let run = |server: &str| folder.run(&with_settings(&["check", "text.md", "--format", "json", "--gitea", server]));
    let needs = |server: &str| stdout(&run(server)).matches("it needs Gitea").count();
    assert_eq!(["1.23", "1.24", "1.25", "1.26"].map(needs), [3, 1, 0, 0]);
    let note = "note: Gitea 1.24 was not run: which calls it has is known from API documents\n";
    assert_eq!(stderr(&run("1.24")), note);
    assert_eq!(stderr(&run("1.22")), "note: Gitea 1.22 was not run, and no API document of it was looked at\n");
    assert_eq!(stderr(&run("1.26.2")), "");
}

#[test]
fn the_version_of_the_server_decides_about_calls() {
    let call = "```sh\ngh api repos/acme/widgets/issues/1/assignees -f 'assignees[]=blake'\n```\n";
    let folder = Folder::new(&[("call.md", call)]);
    let run = |more: &[&str]| folder.run(&with_settings(&[&["diff", "call.md"], more].concat()));
    for (more, new) in
        [(&[][..], false), (&["--gitea", "1.26.4"], false), (&["--gitea", "1.27"], true), (&["--gitea", "2.0.1"], true)]
    {
        let out = run(more);
        let text = stdout(&out) + &stderr(&out);
        assert_eq!(text.contains("needs-newer"), !new, "{text}");
        assert_eq!(text.contains("+curl"), new, "{text}");
    }
    let out = run(&["--gitea", "newest"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("cannot write for Gitea newest: a version is MAJOR.MINOR"), "{}", stderr(&out));
}
