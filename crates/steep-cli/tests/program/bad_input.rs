//! A wrong value is told with its option, with what is possible and with what was probably meant; nothing is written.

use crate::program::folder::{COMMAND, Folder, stderr, stdout};

/// An option, a wrong value, and what the message has to say.
const WRONG: &[(&str, &str, &[&str])] = &[
    ("--target", "te@0.9.2", &["tea@VERSION", "curl", "auto", "did you mean `tea@0.9.2`?"]),
    ("--target", "tea", &["tea@VERSION", "0.9.2"]),
    ("--target", "tea@0.8.0", &["known versions are 0.9.2"]),
    ("--target", "tea@new", &["known versions are 0.9.2"]),
    ("--host", "git.example.org", &["https://", "did you mean `https://git.example.org`?"]),
    ("--host", "ssh://git.example.org", &["https://"]),
    ("--host", "https://github.com", &["GitHub's own", "name the Gitea"]),
    ("--host", "https://a b", &["http"]),
    ("--gitea", "newest", &["MAJOR.MINOR"]),
    ("--only", "jq", &["possible values", "tea"]),
    ("--map-owner", "Acme", &["OLD=NEW", "Acme=acme"]),
    ("--map-owner", "Acme=a/b", &["owner name"]),
    ("--accept", "equal", &["exact", "equivalent", "partial"]),
    ("--accept", "partal", &["similar value", "'partial'"]),
    ("--prefer", "json", &["readable", "data", "short"]),
    ("--max-length", "long", &["invalid digit"]),
    ("--repository", "widgets", &["OWNER/NAME"]),
    ("--connection", "file", &["inline", "env"]),
    ("--layout", "inline", &["self-contained", "hoist"]),
    ("--tea-bin", "my tea", &["letters"]),
    ("--companion", "my tea", &["letters"]),
    ("--tea-login", "a;b", &["letters"]),
    ("--token-variable", "MY-TOKEN", &["shell variable name"]),
    ("--token-in", "file", &["environment", "header-file"]),
    ("--notice", "missing.md", &["missing.md", "No such file"]),
    ("--exclude", "a{b", &["a{b"]),
    ("--format", "xml", &["human", "json", "json-lines", "sarif", "github", "markdown"]),
    ("--color", "red", &["auto", "always", "never"]),
    ("--baseline", "missing.json", &["missing.json", "No such file"]),
    ("--select", "no-equivalnt", &["did you mean `no-equivalent`?"]),
    ("--ignore", "gh pr mrge", &["did you mean `gh pr merge`?"]),
];

fn wrong(action: &str, table: &[(&str, &str, &[&str])]) {
    for (option, value, said) in table {
        let folder = Folder::new(&[("a.md", COMMAND)]);
        let mut arguments = vec![action, "a.md", "--no-config"];
        if *option != "--host" {
            arguments.extend(["--host", "https://git.example.org"]);
        }
        arguments.extend([option, value]);
        let out = folder.run(&arguments);
        let text = stderr(&out);
        assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(2), ""), "{option} {value}: {text}");
        let what = option.trim_start_matches('-');
        assert!(text.contains(what), "{option} {value} does not name the option: {text}");
        assert!(text.contains(value), "{option} {value} does not name the value: {text}");
        for said in *said {
            assert!(text.contains(said), "{option} {value} does not say {said}: {text}");
        }
        assert_eq!(folder.read("a.md"), COMMAND, "{option} {value}");
        assert_eq!(std::fs::read_dir(folder.state.path()).unwrap().count(), 0, "{option} {value}: a run was noted");
    }
}

#[test]
fn a_wrong_value_of_an_option_is_told_and_nothing_is_written() {
    wrong("rewrite", WRONG);
}

#[test]
fn a_wrong_word_is_told_with_what_was_probably_meant() {
    for (arguments, said) in [
        (&["explain", "no-equivalnt"][..], &["`no-equivalnt`", "did you mean `no-equivalent`?"][..]),
        (&["explain", "gh", "pr", "list", "--host"], &[]),
        (&["explain", "gh pr list", "--format", "xml"], &["--format", "human, json"]),
        (&["coverage", "pr", "mrge"], &["`gh pr mrge`", "did you mean `gh pr merge`?"]),
        (&["coverage", "--format", "xml"], &["--format", "markdown"]),
        (&["undo", "last"], &["'last'", "RUN"]),
        (&["undo", "77"], &["77"]),
        (&["init", "--host", "https://github.com"], &["--host", "GitHub's own"]),
        (&["init", "--tea-bin", "a b"], &["--tea-bin", "letters"]),
        (&["companion", "--name", "a b", "--host", "https://git.example.org"], &["--name", "letters"]),
        (&["checq", "a.md"], &["'checq'", "'check'"]),
        (&["check", "a.md", "--hots", "x"], &["'--hots'", "'--host'"]),
        (&["check"], &["<PATHS>..."]),
        (&["check", "missing", "--host", "https://git.example.org"], &["missing", "No such file"]),
        (&["check", "a.md"], &["which Gitea?", "--host https://"]),
        (
            &["check", "a.md", "--host", "https://g.example", "--map-owner", "A=b", "--map-owner", "a=c"],
            &["A two names: b and c"],
        ),
        (&["check", "-", "a.md", "--host", "https://g.example"], &["`-` stands alone"]),
        (&["check", "a.md", "--quiet", "--verbose"], &["--quiet", "--verbose"]),
    ] {
        let folder = Folder::new(&[("a.md", COMMAND)]);
        let out = folder.run(arguments);
        // A flag of a command is its own.
        let status = if said.is_empty() { Some(1) } else { Some(2) };
        assert_eq!(out.status.code(), status, "{arguments:?}: {}{}", stdout(&out), stderr(&out));
        for said in said {
            assert!(stderr(&out).contains(said), "{arguments:?} does not say {said}: {}", stderr(&out));
        }
        assert_eq!(folder.names(), ["a.md"], "{arguments:?}");
    }
}

#[test]
fn every_option_with_a_value_has_a_wrong_one_here() {
    let folder = Folder::new(&[]);
    // Any text is a name for standard input, and for a file that is to be written.
    let any = ["--stdin-path", "--write-baseline"];
    for action in ["rewrite", "check", "diff"] {
        let help = stdout(&folder.run(&[action, "--help"]));
        let options = help
            .lines()
            .filter(|line| line.contains('<'))
            .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
        for option in options.filter(|option| !any.contains(option)) {
            let is_known = WRONG.iter().any(|(known, ..)| *known == option);
            assert!(is_known, "{option} of {action} has no wrong value in this test");
        }
    }
}

#[test]
fn a_wrong_value_in_steep_toml_is_told_with_its_line() {
    for (line, said) in [
        ("hots = \"https://git.example.org\"", &["did you mean `host`?"][..]),
        ("host = \"https://github.com\"", &["GitHub's own"]),
        ("host = 7", &["expected a string"]),
        ("target = \"te@0.9.2\"", &["did you mean `tea@0.9.2`?"]),
        ("gitea = \"new\"", &["MAJOR.MINOR"]),
        ("accept = \"partal\"", &["did you mean `partial`?"]),
        ("token-variable = \"A-B\"", &["shell variable name"]),
        ("tea-login = \"a;b\"", &["letters"]),
        ("owners = { \"a/b\" = \"c\" }", &["owner name"]),
        ("urls = \"yes\"", &["expected a boolean"]),
        ("[files]\nexclud = []", &["did you mean `exclude`?"]),
    ] {
        let folder = Folder::new(&[("a.md", COMMAND), ("steep.toml", &format!("# A comment.\n\n{line}\n"))]);
        let out = folder.run(&["rewrite", "a.md", "--host", "https://git.example.org"]);
        let text = stderr(&out);
        assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(2), ""), "{line}: {text}");
        let number = 2 + line.lines().count();
        assert!(text.contains("steep.toml") && text.contains(&format!("at line {number}, ")), "{line}: {text}");
        assert!(text.contains(&format!("\n{number} | {}\n", line.lines().last().unwrap())), "{line}: {text}");
        assert!(!text.contains('\u{fffd}'), "{text}");
        for said in said {
            assert!(text.contains(said), "{line} does not say {said}: {text}");
        }
        assert_eq!(folder.read("a.md"), COMMAND);
    }
}

#[test]
fn scan_has_the_options_that_it_uses() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    for option in ["--target", "--host", "--accept", "--notice", "--baseline", "--urls"] {
        assert_eq!(folder.run(&["scan", "a.md", option, "x"]).status.code(), Some(2), "{option}");
    }
}
