//! The real MDX compiler judges what becomes of MDX documents: those that compile still do, nothing but code changes in
//! them, and steep reads code only where the compiler does.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Deserialize;
use steep::{Flavour, Target, Transpiler};
use steep_markdown::PlaceKind;
use steep_oracle::Oracle;
use steep_oracle::process::{Input, run};

/// Documents around a command, which is `GH` in them. The compiler accepts each.
const DOCUMENTS: &[&str] = &[
    "# Runbook\n\nRun `GH`.\n",
    "import Tabs from '@theme/Tabs';\nimport Item from '@theme/Item';\n\n<Tabs>\n<Item value=\"a\">\n\n```bash\nGH\n```\n\n</Item>\n</Tabs>\n",
    "<Tabs>\n  <Item>\n    ```sh\n    GH\n    ```\n  </Item>\n</Tabs>\n",
    "<Steps>\n  <Step title=\"One\">\n    Run `GH` {`now`}.\n  </Step>\n</Steps>\n",
    "export const steps = [\n\n  `GH`,\n];\n\nThen `GH`.\n",
    "<Cmd run={`GH`} />\n\nOr `GH`\n",
    "<pre><code>{`\nGH\n`}</code></pre>\n",
    "Text with GH in it, and {/* GH */} a comment.\n",
    "    GH\n",
    "> - ```console\n>   $ GH\n>   output\n>   ```\n",
    "1. First\n\n   ```bash title=\"x.sh\" {1}\n   GH | cat\n   ```\n\n2. Then <kbd>x</kbd> `GH`\n",
    "| what | how |\n|---|---|\n| it | `GH` |\n",
    ":::note\n\nUse `GH`, not \\`GH\\` and not \\{GH}.\n\n:::\n",
    "## Use `GH`\n\n<details>\n<summary>GH</summary>\n`GH`\n</details>\n",
    "{props.items.map((item) => <li key={item}>it's `{item}` and GH</li>)}\n\n`GH`\n",
    "[`GH`](https://x.example \"GH\") and ![GH](a.png \"GH\")\n",
    "**`GH`** _GH_ ~~GH~~ `` a`b `` ```GH```\n",
];

/// Commands with every character that means something to MDX, in themselves or in what they become.
const COMMANDS: &[&str] = &[
    "gh issue close 12 --repo Acme/widgets",
    "gh issue view 12 --repo Acme/widgets",
    "gh pr list --repo Acme/widgets --json number,title",
    "gh pr list --repo Acme/widgets --json number --jq '.[].number'",
    "gh issue list --repo Acme/widgets --label 'a b' --state all",
    "gh pr merge 12 --squash --repo Acme/widgets",
    "gh pr checks --repo Acme/widgets",
    "gh release view v1 --repo Acme/widgets --json tagName",
    "gh issue comment 12 --repo Acme/widgets --body \"It's <done> {really}\"",
    "gh api repos/Acme/widgets/issues --jq 'map({number, title})'",
];

/// What the compiler says of a document.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    plain: Reading,
    pub(crate) github: Reading,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reading {
    pub(crate) error: Option<String>,
    #[serde(default)]
    pub(crate) shape: String,
    #[serde(default)]
    code: Vec<Code>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Code {
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

pub(crate) fn compile(reader: &Path, documents: &[String]) -> Vec<Answer> {
    let texts = serde_json::to_string(documents).unwrap();
    let said = run(&mut Command::new(reader), Input::Text(&texts), Duration::from_secs(300)).unwrap();
    let mut answers: Vec<Answer> = serde_json::from_str(&said.success("the reader of MDX").unwrap()).unwrap();
    for code in answers.iter_mut().flat_map(|it| it.plain.code.iter_mut().chain(&mut it.github.code)) {
        // steep gives lines ended by `\n`.
        code.value = code.value.replace("\r\n", "\n");
    }
    answers
}

fn transpilers() -> [Transpiler; 2] {
    [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")]
        .map(|target| Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap())
}

/// A code span or fence that steep reads in a document and the compiler does not.
fn misread(document: &str, reading: &Reading) -> Option<String> {
    for snippet in Flavour::Mdx.snippets(document) {
        let text = snippet.text.trim_matches('\n');
        let is_read = |kind: &str, same: fn(&str, &str) -> bool| {
            reading.code.iter().any(|code| code.kind == kind && same(code.value.trim_matches('\n'), text))
        };
        let found = match snippet.place.kind {
            PlaceKind::OtherCode | PlaceKind::Mdx => continue,
            PlaceKind::CodeSpan => is_read("inlineCode", |value, text| value == text),
            // A session is read command by command.
            PlaceKind::Console => text.lines().all(|line| reading.code.iter().any(|code| code.value.contains(line))),
            _ => is_read("code", |value, text| value == text),
        };
        if !found {
            return Some(format!("{:?} is no code of {document:?}: {:?}", snippet.text, reading.code));
        }
    }
    None
}

#[test]
fn documents_compile_before_and_after() {
    let Some(reader) = Oracle::mdx() else { return };
    let mut documents = Vec::new();
    for document in DOCUMENTS {
        documents.extend(COMMANDS.iter().map(|command| document.replace("GH", command)));
    }
    let mut changed = 0;
    let before = compile(&reader, &documents);
    for steep in transpilers() {
        let results: Vec<String> = documents.iter().map(|document| steep.mdx(document).text.into_owned()).collect();
        let after = compile(&reader, &results);
        for (nth, (old, new)) in before.iter().zip(&after).enumerate() {
            let (document, result) = (documents.get(nth).unwrap(), results.get(nth).unwrap());
            changed += usize::from(document != result);
            for (old, new) in [(&old.plain, &new.plain), (&old.github, &new.github)] {
                if old.error.is_some() {
                    continue;
                }
                assert_eq!(new.error, None, "{document}\n→\n{result}");
                assert_eq!(old.shape, new.shape, "{document}\n→\n{result}");
                assert_eq!(misread(document, old), None);
                assert_eq!(misread(result, new), None);
            }
        }
    }
    let compiled = before.iter().filter(|answer| answer.plain.error.is_none()).count();
    assert!(compiled * 10 > documents.len() * 7, "only {compiled} of {} documents compile", documents.len());
    assert!(changed > documents.len() / 2, "only {changed} of {} documents change", 2 * documents.len());
}

#[test]
fn code_is_read_only_where_the_compiler_reads_it() {
    const PIECES: &[&str] = &[
        "`a`",
        "`",
        "``",
        "```",
        "```sh\n",
        "\n```\n",
        "~~~\n",
        "\n",
        "\n\n",
        "    ",
        "  ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "|-|\n",
        "x",
        " ",
        "\\",
        "{",
        "}",
        "{b}",
        "{`c`}",
        "<A>",
        "</A>",
        "<B/>",
        "<C d='`e`'>",
        "</C>",
        "*",
        "[",
        "](f)",
        "export const g = 1\n\n",
        "import h from 'i'\n",
        "{/*",
        "*/}",
        "\r\n",
        "\t",
        "'",
        "\"",
        "$",
        "//",
    ];
    let Some(reader) = Oracle::mdx() else { return };
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec(prop::sample::select(PIECES), 1..25);
    let documents: Vec<String> =
        (0..3000).map(|_| strategy.new_tree(&mut runner).unwrap().current().concat()).collect();
    let answers = compile(&reader, &documents);
    let (mut compared, mut misreadings) = (0, Vec::new());
    for (document, answer) in documents.iter().zip(&answers) {
        for reading in [&answer.plain, &answer.github] {
            if reading.error.is_none() {
                compared += 1;
                misreadings.extend(misread(document, reading));
            }
        }
    }
    assert!(misreadings.is_empty(), "{} misread:\n{}", misreadings.len(), misreadings.join("\n"));
    assert!(compared > 800, "only {compared} documents compile");
}
