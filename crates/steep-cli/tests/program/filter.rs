//! `--select`, `--ignore`, `--exit-zero` and `--quiet`.

use serde_json::Value;

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout, with_settings};

fn folder() -> Folder {
    Folder::new(&[("a.md", COMMAND), ("b.md", REFUSED), ("c.md", "`gh pr list --no-such-flag`\n")])
}

#[test]
fn findings_are_chosen_by_rule_reason_and_outcome() {
    let folder = folder();
    for (arguments, rules, status) in [
        (&[][..], &["gh issue close", "gh api", "gh pr list"][..], 1),
        (&["--select", "refused"], &["gh api", "gh pr list"], 1),
        (&["--select", "no-equivalent,rewritten"], &["gh issue close", "gh api"], 1),
        (&["--select", "gh pr", "--select", "gh api"], &["gh api", "gh pr list"], 1),
        (&["--ignore", "gh issue close", "--ignore", "refused"], &[], 0),
        (&["--select", "refused", "--ignore", "usage-error"], &["gh api"], 1),
        (&["--select", "gh"], &[], 0),
        (&["--exit-zero"], &["gh issue close", "gh api", "gh pr list"], 0),
    ] {
        let out = folder.run(&with_settings(&[&["check", ".", "--format", "json"], arguments].concat()));
        let report: Value = serde_json::from_str(&stdout(&out)).unwrap();
        let found: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
        assert_eq!((found.as_slice(), out.status.code()), (rules, Some(status)), "{arguments:?}");
        let refused: u64 =
            report["summary"]["refused"].as_object().unwrap().values().map(|it| it.as_u64().unwrap()).sum();
        assert_eq!(refused as usize, rules.iter().filter(|rule| **rule != "gh issue close").count());
    }
}

#[test]
fn a_rewrite_and_a_difference_are_about_what_is_selected() {
    let folder = Folder::new(&[("a.md", &format!("{COMMAND}`gh pr list --repo Acme/widgets`\n{REFUSED}"))]);
    let old = folder.read("a.md");
    let out = folder.run(&with_settings(&["diff", "a.md", "--select", "gh pr"]));
    assert!(stdout(&out).contains("-`gh pr list"), "{}", stdout(&out));
    assert!(!stdout(&out).contains("-`gh issue close"), "{}", stdout(&out));
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--select", "gh pr"]));
    assert_eq!(out.status.code(), Some(0), "{}", stdout(&out));
    let new = folder.read("a.md");
    assert!(new.starts_with(COMMAND) && new.ends_with(REFUSED) && !new.contains("gh pr"), "{new}");
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--ignore", "rewritten"]));
    assert_eq!((out.status.code(), folder.read("a.md")), (Some(1), new), "{}", stdout(&out));
    folder.write("a.md", &old);
    let out = folder.run_with_input(&with_settings(&["rewrite", "-", "--select", "gh issue"]), old);
    assert!(stdout(&out).contains("gh pr list") && !stdout(&out).contains("gh issue"), "{}", stdout(&out));
}

#[test]
fn an_error_is_one_whatever_is_to_be_reported() {
    let folder = folder();
    let out = folder.run(&with_settings(&["check", "missing.md", "--exit-zero", "--quiet"]));
    assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(2), ""));
    assert!(stderr(&out).contains("missing.md"), "{}", stderr(&out));
}

#[test]
fn a_quiet_run_says_nothing_and_does_the_same() {
    let folder = folder();
    for action in ["check", "rewrite"] {
        let out = folder.run(&with_settings(&[action, ".", "-q", "--target", "tea@0.16.0"]));
        assert_eq!((out.status.code(), stdout(&out) + &stderr(&out)), (Some(1), String::new()), "{action}");
    }
    assert!(!folder.read("a.md").contains("gh "));
    let out = folder.run_with_input(&with_settings(&["rewrite", "-", "-q"]), REFUSED);
    assert_eq!((stdout(&out).as_str(), stderr(&out).as_str(), out.status.code()), (REFUSED, "", Some(1)));
}
