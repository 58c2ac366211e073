//! The words of a gh command, as the shell hands them over.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command as Process;
use std::time::Duration;

use anyhow::{Result, ensure};
use steep_oracle::process::{Input, run};

use crate::corpus_live::commands::Command;
use crate::corpus_live::script::with_folder;

/// Flags that take no value.
const SWITCHES: &[&str] =
    &["merge", "squash", "rebase", "delete-branch", "approve", "draft", "fill", "comments", "log-failed", "paginate"];
/// Short names.
const SHORT: &[(&str, &str)] =
    &[("q", "jq"), ("R", "repo"), ("L", "limit"), ("b", "body"), ("t", "title"), ("l", "label")];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) positional: Vec<String>,
    flags: BTreeMap<String, Vec<String>>,
}

impl Words {
    /// The words of a command after its verb; bash expands what there is to expand.
    pub(crate) fn by_bash(command: &Command, environment: &BTreeMap<String, String>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let script = format!("gh() {{ printf '%s\\0' \"$@\" >&3; }}\n{}\n", with_folder(&command.gh));
        fs::write(folder.path().join("script"), script)?;
        let mut bash = Process::new("bash");
        bash.args(["-c", ". ./script 3>words"]).current_dir(folder.path());
        bash.env("TMPDIR", folder.path()).envs(environment);
        run(&mut bash, Input::Nothing, Duration::from_secs(10))?.success("bash")?;
        let found = fs::read_to_string(folder.path().join("words"))?;
        let words: Vec<String> = found.split_terminator('\0').map(str::to_owned).collect();
        let verb: Vec<&str> = command.verb.split(' ').collect();
        ensure!(words.iter().take(verb.len()).eq(verb.iter()), "{words:?} is no gh {}", command.verb);
        Ok(Words::of(words.get(verb.len()..).unwrap_or_default()))
    }

    fn of(words: &[String]) -> Self {
        let mut found = Words::default();
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            let long = word.strip_prefix("--");
            let short = || word.strip_prefix('-').and_then(|word| SHORT.iter().find(|(short, _)| *short == word));
            let Some(name) = long.or_else(|| short().map(|(_, long)| *long)) else {
                found.positional.push(word.clone());
                continue;
            };
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None if SWITCHES.contains(&name) => (name, String::new()),
                None => (name, rest.next().cloned().unwrap_or_default()),
            };
            found.flags.entry(name.to_owned()).or_default().push(value);
        }
        found
    }

    pub(crate) fn first(&self) -> Option<&str> {
        self.positional.first().map(String::as_str)
    }

    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.contains_key(flag)
    }

    /// The last value, which is the one that counts.
    pub(crate) fn value(&self, flag: &str) -> Option<&str> {
        self.flags.get(flag)?.last().map(String::as_str)
    }

    /// The values of a flag that may stand several times and hold several with commas.
    pub(crate) fn list(&self, flag: &str) -> Vec<String> {
        let values = self.flags.get(flag).into_iter().flatten();
        values.flat_map(|value| value.split(',')).map(str::to_owned).collect()
    }
}
