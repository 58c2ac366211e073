//! The files by which others run steep: the hooks of pre-commit, a workflow of Gitea Actions, a container.

use std::fs;
use std::path::Path;

use saphyr_parser::{Event, Parser};

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout};

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The values of all keys of this name, in the order of the file.
fn values(yaml: &str, key: &str) -> Vec<String> {
    let (mut values, mut follows) = (Vec::new(), false);
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.unwrap_or_else(|error| panic!("{error}: {yaml}"));
        match event {
            Event::Scalar(text, ..) if follows => {
                values.push(text.into_owned());
                follows = false;
            }
            Event::Scalar(text, ..) => follows = text == key,
            _ => follows = false,
        }
    }
    values
}

/// A repository with settings, a document whose command has a form, and one whose command has none.
fn repository() -> Folder {
    Folder::new(&[
        ("steep.toml", "host = \"https://git.example.org\"\n\n[owners]\nAcme = \"acme\"\n"),
        ("a.md", COMMAND),
        ("b.md", REFUSED),
        ("c.md", "Nothing to do.\n"),
    ])
}

/// Runs a command line whose program is steep.
fn run(folder: &Folder, line: &str, files: &[&str]) -> (Option<i32>, String) {
    let mut words: Vec<&str> = line.split(' ').collect();
    assert_eq!(words.remove(0), "steep", "{line}");
    words.extend(files);
    let out = folder.run(&words);
    (out.status.code(), stdout(&out) + &stderr(&out))
}

#[test]
fn the_hooks_check_and_rewrite_the_files_that_they_are_handed() {
    let hooks = file(".pre-commit-hooks.yaml");
    assert_eq!(values(&hooks, "id"), ["steep-check", "steep-rewrite"]);
    assert_eq!(values(&hooks, "language"), ["rust", "rust"]);
    let entries = values(&hooks, "entry");
    let [check, rewrite] = entries.as_slice() else { panic!("{entries:?}") };
    let folder = repository();
    let (status, out) = run(&folder, check, &["a.md", "c.md"]);
    assert_eq!(status, Some(1), "{out}");
    assert_eq!(folder.read("a.md"), COMMAND);
    assert_eq!(run(&folder, check, &["c.md"]).0, Some(0));
    let (status, out) = run(&folder, rewrite, &["a.md", "c.md"]);
    assert_eq!(status, Some(0), "{out}");
    assert_ne!(folder.read("a.md"), COMMAND);
    assert_eq!(run(&folder, check, &["a.md", "c.md"]).0, Some(0));
    assert_eq!(run(&folder, rewrite, &["b.md"]).0, Some(1));
}

#[test]
fn the_workflow_fails_a_pull_request_with_commands_of_gh() {
    let workflow = file("packaging/gitea-workflow.yml");
    let commands = values(&workflow, "run");
    let [install, check] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!(install, "cargo install --locked steep-cli");
    let folder = repository();
    let (status, out) = run(&folder, check, &[]);
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains("::warning file=b.md"), "{out}");
    fs::remove_file(folder.path("b.md")).unwrap();
    folder.run(&["rewrite", "--no-undo", "."]);
    let (status, out) = run(&folder, check, &[]);
    assert_eq!(status, Some(0), "{out}");
}

#[test]
fn the_container_takes_what_the_build_makes() {
    let container = file("packaging/Containerfile");
    let build = container.lines().find_map(|line| line.strip_prefix("RUN cargo ")).unwrap();
    let profile = build.split(' ').skip_while(|word| *word != "--profile").nth(1).unwrap();
    let package = build.split(' ').skip_while(|word| *word != "--package").nth(1).unwrap();
    assert!(file("Cargo.toml").contains(&format!("[profile.{profile}]")), "{build}");
    assert!(file("crates/steep-cli/Cargo.toml").contains(&format!("name = \"{package}\"")), "{build}");
    let copied = format!("COPY --from=build /steep/target/{profile}/steep /steep\n");
    assert!(container.contains(&copied) && container.contains("ENTRYPOINT [\"/steep\"]"), "{container}");
}
