//! Texts that are hard on readers end, whatever their size, in a thread with the stack that servers and test runners give
//! theirs. How time and memory grow with them is shown by `cargo bench -p steep --bench growth`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod hostile;
mod promises;

use hostile::Hostile;
use promises::transpilers;

const STACK: usize = 2 << 20;

/// Rewrites texts of about `size` bytes for both targets. A stack that overflows ends the whole test.
fn rewrite(texts: impl Iterator<Item = &'static Hostile>, size: usize) {
    for text in texts {
        let run = move || {
            let source = (text.text)(size);
            for steep in transpilers() {
                let out = text.kind.rewrite(&steep, &source);
                let applied = out.findings.iter().filter(|finding| promises::is_applied(finding)).count();
                assert!(applied > 0 || out.text == source);
            }
        };
        let thread = std::thread::Builder::new().name(text.name.to_owned()).stack_size(STACK).spawn(run).unwrap();
        assert!(thread.join().is_ok(), "{}", text.name);
    }
}

#[test]
fn hard_texts_end() {
    rewrite(hostile::TEXTS.iter(), 1_000);
}

#[test]
fn deep_texts_end() {
    rewrite(hostile::TEXTS.iter().filter(|text| text.deep), 10_000);
}

#[test]
#[ignore = "takes many minutes; cargo test --release -p steep --test sizes -- --ignored"]
fn huge_texts_end() {
    rewrite(hostile::TEXTS.iter(), 1_000_000);
}
