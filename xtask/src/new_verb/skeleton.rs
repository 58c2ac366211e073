use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::text::{append_arm, extend_arm, in_block, with_module, with_rule};
use super::{File, MARK, Verb};

/// The files that only a new verb has.
pub(super) fn new_files(verb: &Verb) -> Vec<File> {
    let (group, noun, name) = (verb.noun.source, verb.noun, &verb.name);
    let (module, rule, variant, operation) = (&verb.module, verb.rule(), &verb.variant, noun.operation);
    vec![
        (
            format!("crates/steep-gh/src/lower/{group}/{module}.rs").into(),
            format!(
                "//! `{rule}`.\n\n\
                 use steep_forge::operation::{operation}Operation;\n\
                 use steep_forge::{{Operation, Output, Refusal}};\n\n\
                 use crate::lower::Asked;\n\
                 use crate::lower::arguments::Arguments;\n\n\
                 /// {MARK}: what its arguments mean; every flag is read here or refused.\n\
                 pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {{\n\
                 let operation = Operation::{operation}({operation}Operation::{variant});\n\
                 Ok(Asked {{ repository: arguments.repository()?, operation, output: Output::Reader }})\n\
                 }}\n"
            ),
        ),
        (
            format!("crates/steep-gitea/src/{}/{module}.rs", noun.module).into(),
            format!(
                "//! {MARK}: what it does, in a few words.\n\n\
                 use steep_forge::{{Emission, Refusal}};\n\
                 use steep_rest::Rest;\n\n\
                 /// {MARK}: how Gitea does it, and where that differs.\n\
                 pub(crate) fn by_rest(_rest: Rest<'_>) -> Result<Emission, Refusal> {{\n\
                 Err(Refusal::NotYet {{ feature: \"{MARK}\".to_owned() }})\n\
                 }}\n"
            ),
        ),
        (
            format!("tests/cases/{}/{name}.md", noun.group).into(),
            format!("# {rule}\n\n## Refused\n\n### {MARK}: rewritten, refused and near-miss texts\n\n`{rule}`\n"),
        ),
        (
            format!("tests/live/cases/{}-{name}.toml", noun.group).into(),
            format!("# `{rule}`. {MARK}: cases that the real programs judge.\n"),
        ),
    ]
}

/// The target of the tests, which says some verbs of two nouns.
const MILL: &str = "crates/steep/tests/third_target/mill.rs";

/// The text of a file that names a verb, of its text before; `None` where that is not as expected.
type Change = fn(&Verb, &str) -> Option<String>;

/// The files that name it, with their new texts. `read` gives the text of a file as it is.
pub(super) fn changed_files(verb: &Verb, read: impl Fn(&Path) -> Result<String>) -> Result<Vec<File>> {
    let mut changes: Vec<(String, Change)> = vec![
        (format!("crates/steep-forge/src/operation/{}.rs", verb.noun.module), operation),
        (format!("crates/steep-gh/src/lower/{}/mod.rs", verb.noun.source), source),
        ("crates/steep-gh/src/lower/rules.rs".to_owned(), with_rule),
        (format!("crates/steep-gitea/src/{}/mod.rs", verb.noun.module), target),
    ];
    if ["Pull", "Issue"].contains(&verb.noun.operation) {
        changes.push((MILL.to_owned(), mill));
    }
    let mut files = Vec::new();
    for (path, change) in changes {
        let path = PathBuf::from(path);
        let text = read(&path)?;
        let changed = change(verb, &text).with_context(|| format!("{} is not as it was expected", path.display()))?;
        files.push((path, changed));
    }
    Ok(files)
}

/// The operation: one that changes something, names no owner and needs nothing said, until somebody knows better.
fn operation(verb: &Verb, text: &str) -> Option<String> {
    let (operation, variant) = (verb.noun.operation, &verb.variant);
    let doc = format!("/// {MARK}: what is asked of a forge.\n{variant},\n");
    let text = in_block(text, &format!("pub enum {operation}Operation {{\n"), |body| Some(format!("{body}{doc}")))?;
    let pattern = format!("Self::{variant}");
    let text = in_block(&text, "fn changes(&self) -> bool {\n", |body| extend_arm(body, &pattern, "true"))?;
    let text = optional_block(&text, "fn unsaid(&self) ", |body| extend_arm(body, &pattern, "None"))?;
    optional_block(&text, "fn rename_owners(&mut self", |body| extend_arm(body, &pattern, "{}"))
}

/// A block that not every noun has.
fn optional_block(text: &str, begin: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    if text.contains(begin) { in_block(text, begin, change) } else { Some(text.to_owned()) }
}

fn source(verb: &Verb, text: &str) -> Option<String> {
    with_module(text, "pub(super) ", &verb.module)
}

fn target(verb: &Verb, text: &str) -> Option<String> {
    let pattern = format!("{}Operation::{}", verb.noun.operation, verb.variant);
    let text = with_module(text, "pub(crate) ", &verb.module)?;
    let call = format!("{}::by_rest(rest)", verb.module);
    let text = in_block(&text, "fn by_rest(", |body| append_arm(body, &pattern, &call))?;
    let text = optional_block(&text, "fn by_tea(", |body| extend_arm(body, &pattern, "Err(job.is_not_in_tea())"))?;
    optional_block(&text, "fn looks_at_answers(", |body| extend_arm(body, &pattern, "false"))
}

fn mill(verb: &Verb, text: &str) -> Option<String> {
    let pattern = format!("{}Operation::{}", verb.noun.operation, verb.variant);
    in_block(text, &format!("(operation: &{}Operation", verb.noun.operation), |body| {
        extend_arm(body, &pattern, "return Err(waits())")
    })
}
