//! No token is told: neither one of the environment, nor one that stands in a document.

use std::fs;
use std::path::Path;

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout, with_settings};

/// What would be a leak wherever it is found.
const CANARY: &str = "canary-0123456789abcdef";

const VARIABLES: [&str; 6] =
    ["GITEA_TOKEN", "GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITEA_SERVER_TOKEN", "BOT_TOKEN"];

/// Whether a file below `folder` holds the text.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(text)
    })
}

#[test]
fn tokens_of_the_environment_are_neither_printed_nor_written() {
    let documents = [
        ("a.md", COMMAND),
        ("refused.md", REFUSED),
        (
            "tokens.md",
            "```sh\nGH_TOKEN=$GITHUB_TOKEN gh pr list --repo Acme/widgets\ngh auth login\ngh auth token\n```\n",
        ),
        ("broken.sh", "gh pr list 'x\n"),
        ("latin.md", "x"),
        ("README.md", "# Read me\n"),
    ];
    let folder = Folder::new(&documents);
    folder.write("latin.md", b"\xff `gh pr list`\n");
    folder.write("bad/steep.toml", "host = 1\n[\n");
    folder.write("bad/a.md", COMMAND);
    let settings = |arguments: &[&'static str]| with_settings(arguments);
    let runs = [
        settings(&["check", "."]),
        settings(&["check", ".", "--verbose", "--token-variable", "BOT_TOKEN"]),
        settings(&["check", ".", "--format", "json", "--token-variable", "BOT_TOKEN"]),
        settings(&["diff", "."]),
        settings(&["diff", ".", "--color", "always"]),
        settings(&["scan", "."]),
        settings(&["scan", ".", "--format", "json"]),
        settings(&["explain", "GH_TOKEN=$GH_TOKEN gh pr list"]),
        settings(&["explain", "gh auth login"]),
        settings(&["coverage"]),
        settings(&["coverage", "pr", "--format", "json"]),
        settings(&["rewrite", ".", "--backup", "--notice", "README.md", "--token-variable", "BOT_TOKEN"]),
        vec!["undo", "--list"],
        vec!["undo"],
        vec!["undo", "77"],
        vec!["check", "bad"],
        vec!["check", "a.md"],
        settings(&["check", "missing.md"]),
        settings(&["check", ".", "--token-variable", "not a name"]),
        settings(&["check", ".", "--target", "tea@99"]),
        vec!["check", ".", "--no-config", "--host", "ftp://x"],
        vec!["--help"],
        vec!["rewrite", "--help"],
        vec!["--version"],
        vec!["no-such-command"],
    ];
    for arguments in runs {
        let mut command = folder.steep(&arguments);
        for variable in VARIABLES {
            command.env(variable, CANARY);
        }
        let out = command.output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(!said.is_empty(), "{arguments:?} says nothing");
        assert!(!said.contains(CANARY), "{arguments:?} tells a token: {said}");
        assert!(!holds(folder.root(), CANARY), "{arguments:?} writes a token into a document");
        assert!(!holds(folder.state.path(), CANARY), "{arguments:?} records a token");
    }
}

#[test]
fn the_written_form_reads_the_token_from_the_environment() {
    let folder = Folder::new(&[]);
    let out = folder.run_with_input(&with_settings(&["rewrite", "-", "--target", "curl"]), COMMAND);
    assert!(stdout(&out).contains(r#"-H "Authorization: token $GITEA_TOKEN""#), "{}", stdout(&out));
}

#[test]
fn a_literal_token_is_carried_and_not_told() {
    let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    let document = format!(
        "```sh\nGH_TOKEN={token} gh issue close 12 --repo Acme/widgets\n\
         gh api user -H 'Authorization: token {CANARY}'\nGH_TOKEN={token} gh api graphql -f query=x\n```\n"
    );
    let folder = Folder::new(&[("a.md", &document)]);
    let explained = format!("GH_TOKEN={token} gh issue close 12 --repo Acme/widgets");
    let runs = [
        with_settings(&["check", ".", "--verbose"]),
        with_settings(&["check", ".", "--format", "json"]),
        with_settings(&["scan", "."]),
        with_settings(&["scan", ".", "--format", "json"]),
        with_settings(&["explain", &explained]),
        with_settings(&["rewrite", ".", "--verbose"]),
    ];
    for arguments in runs {
        let out = folder.run(&arguments);
        let said = format!("{}{}", stdout(&out), stderr(&out));
        assert!(!said.contains(token) && !said.contains(CANARY), "{arguments:?} tells a token: {said}");
        assert!(said.contains("***"), "{arguments:?}: {said}");
    }
    let written = folder.read("a.md");
    assert!(written.contains(&format!("GITEA_TOKEN={token}\n")), "{written}");
    assert!(written.contains(&format!("gh api user -H 'Authorization: token {CANARY}'")), "{written}");
    // What is needed to take the run back holds the document as it was, and is only the user's.
    assert_eq!(folder.run(&["undo"]).status.code(), Some(0));
    assert_eq!(folder.read("a.md"), document);
}

#[test]
fn json_says_that_a_replacement_is_left_out() {
    let folder = Folder::new(&[("a.md", "`GH_TOKEN=s3cret gh issue close 12 --repo Acme/widgets`\n")]);
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&folder.run(&with_settings(&["check", ".", "--format", "json"])))).unwrap();
    let finding = &report["findings"][0];
    assert_eq!((&finding["outcome"], &finding["secret"]), (&"rewritten".into(), &true.into()), "{finding}");
    assert!(finding["replacement"].is_null());
    assert_eq!(finding["command"], "GH_TOKEN=*** gh issue close 12 --repo Acme/widgets");
}

/// Ways to write a secret, all of which are `S3CR3T`.
const SPELLINGS: &[&str] = include!("spellings.rs");

#[test]
fn no_spelling_of_a_secret_is_told_in_any_format() {
    let mut document = String::new();
    for text in SPELLINGS {
        document.push_str(&format!("```sh\n{text}\n```\n\n"));
        // Each beside a command that is rewritten, and one that is refused.
        let line = text.lines().next().unwrap();
        document.push_str(&format!(
            "```sh\ngh issue close 12 --repo Acme/widgets && {line}\ngh api graphql -f query=x {line}\n```\n\n"
        ));
    }
    let folder = Folder::new(&[("a.md", &document)]);
    let mut runs = vec![
        with_settings(&["check", ".", "--verbose"]),
        with_settings(&["check", ".", "--format", "json"]),
        with_settings(&["check", ".", "--format", "json-lines"]),
        with_settings(&["check", ".", "--format", "sarif"]),
        with_settings(&["check", ".", "--format", "github"]),
        with_settings(&["check", ".", "--format", "markdown"]),
        with_settings(&["check", ".", "--write-baseline", "known.json"]),
        with_settings(&["scan", "."]),
        with_settings(&["scan", ".", "--format", "json"]),
        with_settings(&["diff", ".", "--color", "always"]),
    ];
    runs.extend(SPELLINGS.iter().map(|text| with_settings(&["explain", text])));
    runs.push(with_settings(&["rewrite", ".", "--verbose"]));
    for arguments in runs {
        let out = folder.run(&arguments);
        let said = format!("{}{}", stdout(&out), stderr(&out));
        let told: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("S3CR3T"))
            .map(|line| line.get(..line.len().min(400)).unwrap_or(line))
            .collect();
        assert!(told.is_empty(), "{arguments:?} tells a secret: {told:#?}");
    }
    assert!(!folder.read("known.json").contains("S3CR3T"), "a baseline is kept beside the documents");
    assert!(folder.read("a.md").contains("S3CR3T"), "it is carried");
}
