//! The committed corpora of the fuzz targets (`fuzz/corpus/TARGET/`), each held against its target's promises: what was
//! found once stays found, without a fuzzer.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test fails by panicking")]
#![allow(clippy::duplicate_mod, reason = "the fuzz targets are a crate of their own, with the promises inside")]

use std::path::Path;

#[allow(unreachable_pub, reason = "the fuzz targets are programs of their own")]
#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

/// Runs `target` over each text of its corpus, in the order of their names.
fn hold(name: &str, target: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "{} has {} texts", folder.display(), paths.len());
    for path in paths {
        // The fuzzer's targets take text only.
        let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else { continue };
        if std::panic::catch_unwind(|| target(&text)).is_err() {
            panic!("{name}: {}", path.display());
        }
    }
}

#[test]
fn markdown() {
    hold("markdown", fuzz::markdown);
}

#[test]
fn shell() {
    hold("shell", fuzz::shell);
}

#[test]
fn gh() {
    hold("gh", fuzz::gh);
}

#[test]
fn search() {
    hold("search", fuzz::search);
}

#[test]
fn jq() {
    hold("jq", fuzz::jq);
}

#[test]
fn tree() {
    hold("tree", fuzz::tree);
}

#[test]
fn escapes() {
    hold("escapes", fuzz::escapes);
}

#[test]
fn template() {
    hold("template", fuzz::template);
}

#[test]
fn pipeline() {
    hold("pipeline", fuzz::pipeline);
}
