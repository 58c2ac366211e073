//! Trees of generated Markdown documents, the same ones each time.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// Words of the text, with `gh` in many of them, as in English.
const WORDS: [&str; 36] = [
    "the", "through", "right", "high", "of", "and", "weight", "light", "might", "project", "build", "test", "release",
    "server", "name", "file", "a", "to", "with", "when", "every", "setting", "thought", "enough", "design", "shell",
    "value", "branch", "deploy", "command", "issue", "list", "brought", "eight", "night", "fight",
];

const COMMANDS: [&str; 5] = [
    "gh pr merge 12 --repo Acme/widgets --squash",
    "gh issue list --repo Acme/widgets --json number,title --jq '.[].number'",
    "gh pr view 3 --json title",
    "gh release create v1 --notes hi",
    "gh api repos/Acme/widgets/pulls",
];

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }
}

/// Makes `folder` with `count` documents of about 1.6 kB, in folders of 25. One of `every` holds commands.
pub(crate) fn grow(folder: &Path, count: usize, every: usize) -> io::Result<()> {
    let mut numbers = Numbers(7);
    for nth in 0..count {
        let parent = folder.join(format!("d{}/s{}", nth / 500, nth / 25));
        fs::create_dir_all(&parent)?;
        fs::write(parent.join(format!("f{nth}.md")), document(nth, nth % every == 0, &mut numbers))?;
    }
    Ok(())
}

fn document(nth: usize, commands: bool, numbers: &mut Numbers) -> String {
    let mut text = format!("# {} {nth}\n", numbers.one_of(&WORDS));
    for _ in 0..3 + numbers.below(6) {
        text.push('\n');
        for _ in 0..20 + numbers.below(40) {
            // Writing to a string cannot fail.
            let _infallible = write!(text, "{} ", numbers.one_of(&WORDS));
        }
        text.push_str("end.\n");
    }
    text.push_str("\n- A [link](https://example.org/x) and `code`.\n");
    if commands {
        let _infallible = write!(text, "\nRun `{}` then:\n\n```sh\n", numbers.one_of(&COMMANDS));
        for _ in 0..3 {
            let _infallible = writeln!(text, "{}", numbers.one_of(&COMMANDS));
        }
        text.push_str("```\n");
    }
    text
}
