//! What holds for every document and every script, tried on generated ones: commands of every shape in every place,
//! between Markdown, shell and text that is neither.

#![allow(clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::borrow::Cow;

use proptest::prelude::*;
use proptest::sample::select;
use steep_gh::grammar;

use crate::promises::{Kind, cases, check, check_all, transpilers};

/// Words that stand as values and arguments, well quoted or not.
const VALUES: &[&str] = &[
    "12",
    "#12",
    "<N>",
    "<number>",
    "{{ number }}",
    "...",
    "…",
    "$n",
    "\"$n\"",
    "${n:-1}",
    "$(git rev-parse HEAD)",
    "`date`",
    "acme/widgets",
    "Acme/widgets",
    "\"$OWNER/widgets\"",
    "topic",
    "feat/x",
    "'a title'",
    "\"it's *bold*\"",
    "'say \"x\"'",
    "$'a\\nb'",
    "'a|b'",
    "\"`x`\"",
    "é–日本",
    "'\u{1f600} <b>&amp;</b>'",
    "is:open",
    "'is:open label:\"a b\"'",
    "number,title",
    "'.[].title'",
    "'.[] | select(.a > \"b\")'",
    "open",
    "-",
    "--",
    "@me",
    "bug,docs",
    "repos/acme/widgets/pulls",
    "'repos/{owner}/{repo}/issues?state=all&page=2'",
    "'unclosed",
    "\"",
    "\\",
    "*",
    "[x]",
    "12.",
    "12,",
    "12)",
];

/// Commands that documents have most.
const FREQUENT: &[&str] = &[
    "gh pr list",
    "gh pr view",
    "gh pr create",
    "gh pr merge",
    "gh pr checkout",
    "gh pr checks",
    "gh pr diff",
    "gh pr review",
    "gh pr comment",
    "gh pr edit",
    "gh issue list",
    "gh issue view",
    "gh issue create",
    "gh issue close",
    "gh issue comment",
    "gh issue edit",
    "gh repo view",
    "gh repo clone",
    "gh run list",
    "gh run view",
    "gh search prs",
    "gh api",
    "gh auth status",
];

/// Flags that most commands of documents have.
const FLAGS: &[&str] = &[
    "--repo acme/widgets",
    "-R Acme/widgets",
    "--json number,title",
    "--jq '.[].number'",
    "--limit 5",
    "--state closed",
    "--label bug",
    "--title 'A title'",
    "--body \"a body\"",
    "--body-file -",
    "--head topic --base main",
    "--squash",
    "--search 'is:open a'",
    "-X POST -f a=b",
];

fn command() -> impl Strategy<Value = String> {
    let any_command = (0..grammar::commands().len()).prop_flat_map(|nth| {
        let command = &grammar::commands()[nth];
        let mut flags: Vec<String> = command.flags.iter().map(|flag| format!("--{}", flag.long)).collect();
        flags.push("--nonsense".to_owned());
        (Just(command.name()), proptest::collection::vec((select(flags), proptest::option::of(select(VALUES))), 0..4))
    });
    let any_command = any_command.prop_map(|(name, flags)| {
        let flags: Vec<String> = flags
            .into_iter()
            .map(|(flag, value)| value.map_or(flag.clone(), |value| format!("{flag} {value}")))
            .collect();
        format!("{name} {}", flags.join(" ")).trim_end().to_owned()
    });
    let piece = || prop_oneof![3 => select(FLAGS), 2 => select(VALUES)];
    let frequent = (select(FREQUENT), proptest::collection::vec(piece(), 0..5), select(&[" ", " \\\n  "][..]));
    let frequent = frequent.prop_map(|(name, pieces, between)| {
        let mut words = vec![name];
        words.extend(pieces);
        words.join(between)
    });
    prop_oneof![1 => any_command, 4 => frequent]
}

/// What stands around a command in a script: `@` is the command.
const SURROUNDINGS: &[&str] = &[
    "@",
    "@",
    "@",
    "@ | jq -r '.[].title'",
    "@ > out.json",
    "@ 2>/dev/null || true",
    "n=$(@)",
    "echo \"is: $(@)\"",
    "if @; then echo; fi",
    "@ | while read -r n; do\n  echo \"$n\"\ndone",
    "for n in 1 2; do\n  @\ndone",
    "set -e\n@ && @",
    "GH_TOKEN=$T @",
    "GH_REPO=acme/widgets @",
    "( @ )",
    "{ @; }",
    "! @ &",
    "case $x in\n  a) @ ;;\nesac",
    "@ <<'EOF'\nbody gh pr list\nEOF",
    "@ <<EOF\n$(@)\nEOF",
    "f() {\n  @\n}",
    "@ # then gh pr list",
    "# steep: ignore\n@",
    "xargs -n1 @",
    "echo 'gh is fine'",
    "diff <(@) <(@)",
    "@ \\  \n  --oops",
    "@ (see",
    "@ 'unclosed",
    "@ $((1 + 2))",
    "\t@\r",
    "~/bin/@",
];

fn script() -> impl Strategy<Value = String> {
    let line = (select(SURROUNDINGS), command()).prop_map(|(line, command)| line.replace('@', &command));
    let junk = prop_oneof![8 => line, 1 => "\\PC{0,30}", 1 => any::<String>()];
    proptest::collection::vec(junk, 1..5).prop_map(|lines| lines.join("\n"))
}

/// Blocks of a document: `@` is a script, `%` one of its lines.
const BLOCKS: &[&str] = &[
    "```sh\n@\n```",
    "```\n@\n```",
    "~~~ bash {.x}\n@\n~~~",
    "```console\n$ @\noutput\n# %\n```",
    "Before\n\n    %\n",
    "Run `%` now.",
    "Run ``%`` and `x`.",
    "Then run % and look.",
    "%",
    "# % #",
    "**Run %** now",
    "_%_",
    "- %\n  then `%`",
    "1. ```sh\n   %\n   ```",
    "> %\n> more",
    "> - `%`\nlazy %",
    "> ```\n> %\n> ```",
    "| a | b |\n|---|---|\n| `%` | % |",
    "<code>%</code>",
    "<pre>\n@\n</pre>",
    "<div>\n% <b>%</b>\n</div>",
    "<details>\n\n%\n\n</details>",
    "[%](https://example.org)",
    "![%](x.png)",
    "% <!-- % --> %",
    "<!-- steep:off -->\n%\n\n<!-- steep:on -->",
    "```sh steep:skip\n@\n```",
    "```python\nrun(\"%\")\n```",
    "term\n: %",
    "a[^1]\n\n[^1]: %",
    "Bash(gh pr view:*)",
    "The gh program, GH, gh-pages and gh.",
    "---",
    "[x]: /url \"gh pr list\"",
    "`a` ` `` ```",
    "*a **b _c ~~d",
    "\\`gh pr list\\`",
    "```sh\n@",
];

fn document() -> impl Strategy<Value = String> {
    let block = (select(BLOCKS), script(), command());
    let block = block.prop_map(|(block, script, command)| {
        let line = script.lines().next().unwrap_or_default().to_owned();
        let line = if line.is_empty() { command } else { line };
        block.replace('@', &script).replace('%', &line)
    });
    let block = prop_oneof![12 => block, 1 => "\\PC{0,40}", 1 => any::<String>()];
    let front = select(&["", "", "", "---\ntitle: gh pr list\nrun: \"gh issue close 12\"\n---\n", "\u{feff}"][..]);
    let endings = select(&["\n", "\n", "\n", "\r\n", "\r"][..]);
    let between = select(&["\n\n", "\n\n", "\n"][..]);
    (front, proptest::collection::vec(block, 0..6), between, endings)
        .prop_map(|(front, blocks, between, ending)| format!("{front}{}\n", blocks.join(between)).replace('\n', ending))
}

/// Every word gh that stands between blanks, and so is one however the text is read.
fn plain_words(text: &str) -> Vec<usize> {
    let starts = text.match_indices("gh").map(|(at, _)| at);
    let blank = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\t' | '\n'));
    starts.filter(|at| blank(text[..*at].chars().next_back()) && blank(text[at + 2..].chars().next())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    #[test]
    fn documents_keep_every_promise(source in document()) {
        check_all(Kind::Markdown, &source).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn scripts_keep_every_promise(source in script()) {
        check_all(Kind::Shell, &source).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_text_keeps_every_promise(source in any::<String>(), at in any::<prop::sample::Index>(), command in command()) {
        let boundaries: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let mut text = source.clone();
        text.insert_str(*at.get(&boundaries), &command);
        for kind in [Kind::Markdown, Kind::Shell] {
            check_all(kind, &text).map_err(TestCaseError::fail)?;
        }
    }

    /// A file that is no UTF-8 is not rewritten; what a reader makes of its bytes is a text like any other.
    #[test]
    fn any_bytes_keep_every_promise(
        bytes in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), command in command(),
    ) {
        let (before, after) = bytes.split_at(at.index(bytes.len() + 1));
        let text = [String::from_utf8_lossy(before), command.into(), String::from_utf8_lossy(after)].concat();
        for kind in [Kind::Markdown, Kind::Shell] {
            check_all(kind, &text).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn a_text_without_gh_comes_back_as_it_is(source in document()) {
        let source = source.replace("gh", "hub");
        for steep in transpilers() {
            for kind in [Kind::Markdown, Kind::Shell] {
                let out = kind.rewrite(&steep, &source);
                prop_assert!(matches!(out.text, Cow::Borrowed(text) if text == source));
                // A directive with a slip is told wherever it stands.
                prop_assert!(out.findings.iter().all(|finding| finding.rule == "directive"));
                prop_assert_eq!(out.summary.tokens, 0);
            }
        }
    }

    #[test]
    fn every_gh_of_a_script_has_an_outcome(source in script()) {
        let [steep, _] = transpilers();
        let out = check(&steep, Kind::Shell, &source).map_err(TestCaseError::fail)?;
        for at in plain_words(&source) {
            let found = out.findings.iter().any(|finding| finding.span.start <= at && at + 2 <= finding.span.end);
            prop_assert!(found, "nothing is said of the gh at {}", at);
        }
    }
}

#[test]
fn words_in_the_quotes_of_what_is_no_command_have_an_outcome() {
    let [steep, _] = transpilers();
    let source = "gh 😀 'b gh release edit'\n";
    let out = check(&steep, Kind::Shell, source).unwrap();
    let found: Vec<&str> = out.findings.iter().map(|finding| finding.command.as_str()).collect();
    assert_eq!(found, ["gh", "gh"]);
}

#[test]
fn what_stands_in_the_quotes_of_another_program_is_data() {
    for steep in transpilers() {
        for place in ["```\n@\n```\n", "    @\n", "Do `@`.\n", "```sh\n@\n```\n"] {
            let source = place.replace('@', "git commit -m \"use gh issue close 12 --repo acme/widgets\"");
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            assert_eq!(out.text, source);
            let refused = out.summary.refused.get(&steep::RefusalKind::Ambiguous);
            assert_eq!(refused, Some(&1), "it still says gh, which is told: {source}");
        }
    }
}
