//! Line endings that differ inside a text are not made the same, and none is lost.

#![allow(clippy::unwrap_used, reason = "a test")]

use steep::{Outcome, Target, Transpiled, Transpiler};

fn steep() -> Transpiler {
    Transpiler::builder().target(Target::gitea("https://git.example.org").tea("0.9.2")).build().unwrap()
}

/// Other lines than the command's keep their endings, and the command stays for a reason.
fn check_stays(out: &Transpiled<'_>, source: &str) {
    assert_eq!(out.text, source);
    assert!(out.findings.iter().any(|finding| finding.outcome == Outcome::Refused), "{source:?}");
}

#[test]
fn a_value_with_another_line_ending_stays() {
    let command = "gh issue comment 12 --repo Acme/widgets --body 'a\r\nb'";
    let script = format!("#!/bin/sh\necho x\n{command}\necho y\n");
    check_stays(&steep().shell(&script), &script);
    let document = format!("Text.\n\n```sh\necho x\n{command}\n```\n");
    check_stays(&steep().markdown(&document), &document);
}

#[test]
fn a_value_with_another_line_ending_changes_no_other_line() {
    let script = "echo 'a\r\nb'\ngh issue view 12 --repo Acme/widgets\ngh issue close 3 --repo Acme/widgets\n";
    let out = steep().shell(script);
    assert_eq!(out.summary.rewritten(), 2);
    assert!(out.text.starts_with("echo 'a\r\nb'\n"));
    assert_eq!(out.text.matches('\r').count(), 1, "{:?}", out.text);
}

#[test]
fn a_carriage_return_in_a_value_is_kept() {
    let script = "gh issue comment 12 --repo Acme/widgets --body 'a\rb'\n";
    let out = steep().shell(script);
    let kept = out.text.contains('\r') || out.text.contains("\\r");
    assert!(kept && !out.text.contains("a\nb") && !out.text.contains("a\\nb"), "{:?}", out.text);
}

#[test]
fn a_script_of_windows_keeps_its_line_endings() {
    let script = "echo x\r\ngh issue view 12 --repo Acme/widgets\r\necho y\r\n";
    let out = steep().shell(script);
    assert_eq!(out.text.matches('\n').count(), out.text.matches("\r\n").count(), "{:?}", out.text);
}
