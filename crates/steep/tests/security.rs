//! `SECURITY.md` names the tests that hold its promises: they are there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;

#[test]
fn every_file_and_test_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let (mut files, mut tests) = (0, 0);
    for line in text.lines() {
        // A line names a file, and then tests in it.
        let mut source: Option<(&str, String)> = None;
        for span in line.split('`').skip(1).step_by(2) {
            let is_path = span.contains('/') && !span.contains([' ', ':', '$']);
            if is_path {
                let path = root.join(span);
                assert!(path.exists(), "SECURITY.md names {span}, which is not there");
                source = path.is_file().then(|| (span, fs::read_to_string(&path).unwrap()));
                files += 1;
            } else if let Some((file, code)) = source.as_ref().filter(|_| is_name(span)) {
                assert!(code.contains(&format!("fn {span}(")), "SECURITY.md names {span}, which is not in {file}");
                tests += 1;
            }
        }
    }
    assert!(files > 10 && tests > 20, "{files} files and {tests} tests are named");
}

fn is_name(text: &str) -> bool {
    text.contains('_') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
