//! Texts that are hard on readers end, whatever their size, in a thread with the stack that servers and test runners give
//! theirs. How time and memory grow with them is shown by `cargo bench -p steep --bench growth`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crate::hostile::Hostile;
use crate::promises::transpilers;

const STACK: usize = 2 << 20;

/// Rewrites texts of about `size` bytes for both targets. A stack that overflows ends the whole test.
fn rewrite(texts: impl Iterator<Item = &'static Hostile>, size: usize) {
    for text in texts {
        let run = move || {
            let source = (text.text)(size);
            for steep in transpilers() {
                let out = text.kind.rewrite(&steep, &source);
                let applied = out.findings.iter().filter(|finding| crate::promises::is_applied(finding)).count();
                assert!(applied > 0 || out.text == source);
            }
        };
        let thread = std::thread::Builder::new().name(text.name.to_owned()).stack_size(STACK).spawn(run).unwrap();
        assert!(thread.join().is_ok(), "{}", text.name);
    }
}

#[test]
fn hard_texts_end() {
    rewrite(crate::hostile::TEXTS.iter(), 1_000);
}

/// In every place, however commands are joined and whatever is around each, all of it is read: no command is left unsaid.
#[test]
fn many_commands_in_one_place_are_all_told() {
    let steep = &transpilers()[1];
    for cell in crate::hostile::matrix::cells() {
        let source = cell.text(400);
        let out = cell.kind().rewrite(steep, &source);
        let (told, there) = (out.findings.len(), source.matches("gh pr view").count());
        assert!(told >= there, "{}: {}: {told} of {there} in\n{source}", cell.place(), cell.content());
    }
}

#[test]
fn deep_texts_end() {
    rewrite(crate::hostile::TEXTS.iter().filter(|text| text.deep), 10_000);
}

/// A walk that looks at a part twice takes twice as long for each depth, and does not end at the deepest that is still taken: 32
/// and 48 levels. Texts of these sizes have every depth up to there.
#[test]
fn texts_of_every_depth_end() {
    for size in (8..=480).step_by(24) {
        rewrite(crate::hostile::TEXTS.iter().filter(|text| text.deep), size);
    }
}

#[test]
#[ignore = "takes many minutes; cargo test --release -p steep --test it -- --ignored sizes::"]
fn huge_texts_end() {
    rewrite(crate::hostile::TEXTS.iter(), 1_000_000);
}
