//! The grammars of the versions that can be run are what those programs say of themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use steep_gitea::tea::grammar::{FlagKind, Grammar, grammar};
use steep_oracle::Oracle;

#[test]
fn help_and_grammar_agree() {
    for version in ["0.9.2", "0.11.1"] {
        let Some(program) = Oracle::tea(version) else { continue };
        let home = std::env::temp_dir();
        let help = |path: &[String]| {
            let mut command = Command::new(&program);
            command.args(path).arg("--help").stdin(Stdio::null());
            command.env("XDG_CONFIG_HOME", &home).env("HOME", &home).env("TERM", "dumb");
            Help::read(&String::from_utf8(command.output().unwrap().stdout).unwrap())
        };
        let mut said = BTreeMap::new();
        collect(&help, Vec::new(), &mut said);
        let written = written(grammar(version).unwrap());
        let (missing, extra): (Vec<_>, Vec<_>) = (
            said.keys().filter(|path| !written.contains_key(*path)).collect(),
            written.keys().filter(|path| !said.contains_key(*path)).collect(),
        );
        assert!(missing.is_empty() && extra.is_empty(), "tea {version}: not written {missing:?}, not said {extra:?}");
        for (path, flags) in &said {
            assert_eq!(flags, &written[path], "tea {version}: {path}");
        }
    }
}

/// Flags by name, and whether each takes a value.
type Flags = BTreeMap<String, bool>;

/// One help text.
struct Help {
    commands: Vec<String>,
    flags: Flags,
}

impl Help {
    fn read(text: &str) -> Help {
        let mut help = Help { commands: Vec::new(), flags: Flags::new() };
        let mut section = "";
        for line in text.lines() {
            let entry = line.trim_start();
            if entry.is_empty() {
                continue;
            }
            // A heading begins its line, or stands one column in.
            if line.len() - entry.len() <= 1 {
                section = entry.trim_end_matches(':');
                continue;
            }
            match section {
                // `list, ls   List …`, indented by three or, in a category, by five.
                "COMMANDS" if line.len() - entry.len() <= 5 && entry.contains("  ") => {
                    let names = entry.split("  ").next().unwrap_or_default();
                    help.commands.extend(names.split(", ").next().map(str::to_owned));
                }
                // `--style value, -s value   Kind of …`
                "OPTIONS" if entry.starts_with('-') => {
                    let names = entry.split("  ").next().unwrap_or_default();
                    let long = names.split(", ").find_map(|name| name.strip_prefix("--")).unwrap_or(names);
                    let (name, value) = long.split_once(' ').map_or((long, false), |(name, _)| (name, true));
                    help.flags.insert(name.to_owned(), value);
                }
                _ => {}
            }
        }
        help.commands.retain(|name| name != "help" && !name.ends_with(':'));
        help
    }
}

/// The flags of every command below `path`.
fn collect(help: &dyn Fn(&[String]) -> Help, path: Vec<String>, found: &mut BTreeMap<String, Flags>) {
    let said = help(&path);
    for command in &said.commands {
        let below = [path.clone(), vec![command.clone()]].concat();
        collect(help, below, found);
    }
    if !path.is_empty() {
        let builtin: BTreeSet<&str> = ["help", "version", "debug", "vvv"].into();
        let flags = said.flags.into_iter().filter(|(name, _)| !builtin.contains(name.as_str())).collect();
        found.insert(path.join(" "), flags);
    }
}

/// The grammar as help would say it. Hidden commands and what is below them are not said.
fn written(grammar: &'static Grammar) -> BTreeMap<String, Flags> {
    let hidden: Vec<_> = grammar.commands.iter().filter(|command| command.hidden).map(|command| command.path).collect();
    grammar
        .commands
        .iter()
        .filter(|command| !hidden.iter().any(|hidden| command.path.starts_with(hidden)))
        .map(|command| {
            let flags = command.flags.iter().map(|&index| &grammar.flags[index]);
            let flags = flags.map(|flag| (flag.long.to_owned(), flag.kind != FlagKind::Switch)).collect();
            (command.path.join(" "), flags)
        })
        .collect()
}
