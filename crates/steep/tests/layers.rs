//! Who may know whom: read from the manifests and the sources, so that an arrow that points back fails a test and not a
//! later reader.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates a crate may depend on, from the bottom up.
const LAYERS: &[(&str, &[&str])] = &[
    ("steep-edit", &[]),
    ("steep-shell", &["steep-edit"]),
    ("steep-markdown", &["steep-edit"]),
    ("steep-jq", &[]),
    ("steep-forge", &["steep-shell"]),
    ("steep-gh", &["steep-edit", "steep-shell", "steep-forge"]),
    ("steep-gh-json", &["steep-jq", "steep-forge"]),
    ("steep-rest", &["steep-shell", "steep-jq", "steep-forge"]),
    ("steep-gitea", &["steep-shell", "steep-jq", "steep-forge", "steep-gh-json", "steep-rest"]),
    ("steep", &["steep-edit", "steep-shell", "steep-markdown", "steep-forge", "steep-gh", "steep-gitea"]),
    ("steep-cli", &["steep"]),
];

/// Crates that know no target: neither its name nor its programs. Comments count: they are where knowledge begins.
const KNOW_NO_TARGET: &[&str] = &["steep-edit", "steep-shell", "steep-forge", "steep-gh", "steep-jq", "steep-gh-json"];

/// Crates that know the programs that any REST forge is asked with, and no forge.
const KNOW_NO_FORGE: &[&str] = &["steep-rest"];

/// Files of the facade that may name the targets' crates: one line for each target.
const TARGETS: &[&str] = &["lib.rs", "target.rs"];

/// Circles of modules that are there, each a debt or recursive data. None may be added, and one that is gone is taken off.
const CIRCLES: &[(&str, &[&str])] = &[
    // A word holds commands, a command words: the data are recursive.
    ("steep-shell", &["command", "read", "variables", "word"]),
    ("steep-jq", &["expr", "filter", "free", "infer", "parse"]),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The Rust files below a folder, tests aside, by their path below it.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "tests" {
                    open.push(path);
                }
            } else if name.ends_with(".rs") && !["tests.rs", "testing.rs"].contains(&name.as_str()) {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
                found.push((path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"), code));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_crate_depends_on_those_below_it_only() {
    for (name, allowed) in LAYERS {
        let manifest = fs::read_to_string(crates().join(name).join("Cargo.toml")).unwrap();
        let table = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
        let table = table.split("\n[").next().unwrap_or_default();
        let named = table.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
        for dependency in named.filter(|it| *it == "steep" || it.starts_with("steep-")) {
            assert!(allowed.contains(&dependency), "{name} depends on {dependency}");
        }
    }
    for entry in fs::read_dir(crates()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name == "steep-oracle" || LAYERS.iter().any(|(layer, _)| *layer == name);
        assert!(known, "{name} has no place in the layers");
    }
}

#[test]
fn a_source_knows_no_target() {
    let of_forges: &[&str] = &["gitea", "tea", "forgejo"];
    let of_targets = [of_forges, &["curl"]].concat();
    let all = KNOW_NO_TARGET.iter().map(|name| (name, of_targets.as_slice()));
    for (name, unknown) in all.chain(KNOW_NO_FORGE.iter().map(|name| (name, of_forges))) {
        for (path, text) in sources(&crates().join(name).join("src")) {
            // The documentation says which crate the other side is.
            let text = text.replace("steep-gitea", "");
            let words: BTreeSet<String> =
                text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase).collect();
            for word in unknown {
                assert!(!words.contains(*word), "{name}/src/{path} says `{word}`");
            }
        }
    }
}

#[test]
fn the_facade_names_a_target_in_one_place() {
    for (path, text) in sources(&crates().join("steep/src")) {
        let names = text.contains("steep_gitea");
        assert!(!names || TARGETS.contains(&path.as_str()), "steep/src/{path} names a target's crate");
    }
}

/// Shell text is made by the printer of `steep-shell`, and the facade calls it: a target makes scripts.
#[test]
fn a_target_prints_no_shell_text() {
    for name in ["steep-rest", "steep-gitea"] {
        for (path, text) in sources(&crates().join(name).join("src")) {
            for sign in ["steep_shell::print", "print::script(", "Layout::"] {
                assert!(!text.contains(sign), "{name}/src/{path} has `{sign}`");
            }
        }
    }
}

#[test]
fn modules_form_no_circles() {
    for (name, _) in LAYERS {
        let circles = circles(&uses(&crates().join(name).join("src")));
        let known: Vec<Vec<String>> = CIRCLES
            .iter()
            .filter(|(of, _)| of == name)
            .map(|(_, modules)| modules.iter().map(|it| (*it).to_owned()).collect())
            .collect();
        assert_eq!(circles, known, "{name}");
    }
}

/// Every file beside `it.rs` is one of its modules: one that is forgotten would never run.
#[test]
fn every_integration_test_is_run() {
    for entry in fs::read_dir(crates()).unwrap() {
        let tests = entry.unwrap().path().join("tests");
        let Ok(entries) = fs::read_dir(&tests) else { continue };
        let list = fs::read_to_string(tests.join("it.rs")).unwrap();
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let is_module = path.extension().is_some_and(|it| it == "rs") || path.join("mod.rs").is_file();
            let listed = list.lines().any(|line| line == format!("mod {name};"));
            assert!(!is_module || name == "it" || listed, "{} is no module of it.rs", path.display());
        }
    }
}

/// Which of a crate's top modules names which other.
fn uses(src: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let files = sources(src);
    let top = |path: &str| path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    let modules: BTreeSet<String> =
        files.iter().map(|(path, _)| top(path)).filter(|it| !["lib", "main"].contains(&it.as_str())).collect();
    let root = files.iter().find(|(path, _)| path == "lib.rs" || path == "main.rs").unwrap();
    let exported = exported(&root.1);
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in &files {
        let from = top(path);
        if !modules.contains(&from) {
            continue;
        }
        let code: String =
            text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
        let mut starts = vec!["crate::"];
        if !path.contains('/') {
            starts.push("super::");
        }
        for start in starts {
            for tail in code.split(start).skip(1) {
                for name in first_names(tail) {
                    let to = exported.get(&name).unwrap_or(&name);
                    if *to != from && modules.contains(to) {
                        uses.entry(from.clone()).or_default().insert(to.clone());
                    }
                }
            }
        }
    }
    uses
}

/// The names right behind `crate::`: one, or those of a group in braces.
fn first_names(tail: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = tail.strip_prefix('{') else { return vec![word(tail)] };
    let (mut names, mut depth, mut begins) = (Vec::new(), 0_usize, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(word(group.get(at..).unwrap_or_default()));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

/// The names that a crate's root exports, with the modules that they come from.
fn exported(root: &str) -> BTreeMap<String, String> {
    let mut exported = BTreeMap::new();
    for tail in root.split("use ").skip(1) {
        let statement = tail.split(';').next().unwrap_or_default();
        let Some((module, names)) =
            statement.trim_start_matches("self::").trim_start_matches("crate::").split_once("::")
        else {
            continue;
        };
        for name in names.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty()) {
            exported.insert(name.to_owned(), module.to_owned());
        }
    }
    exported
}

/// The sets of modules that reach each other, each sorted.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let mut open: Vec<&String> = uses.get(from).into_iter().flatten().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(uses.get(next).into_iter().flatten());
            }
        }
        seen.into_iter().cloned().collect::<BTreeSet<String>>()
    };
    let all: BTreeMap<&String, BTreeSet<String>> = uses.keys().map(|from| (from, reach(from))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (from, reached) in &all {
        if reached.contains(*from) {
            let back = |to: &&String| all.get(to).is_some_and(|its| its.contains(*from));
            found.insert(reached.iter().filter(back).cloned().collect());
        }
    }
    found.into_iter().collect()
}
