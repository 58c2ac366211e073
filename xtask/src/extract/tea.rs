//! tea's grammars against `tea … --help`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use steep_oracle::Oracle;

use super::{Claims, is_true, items, read_json, say, section, text, texts};

/// What the grammar of the program's version says.
pub(super) fn grammar(oracle: &Oracle) -> Result<Claims> {
    let grammar = read_json(&format!("tea/{}.json", oracle.version))?;
    let flags = grammar.get("flags").cloned().unwrap_or_default();
    let mut claims = Claims::new();
    for command in items(&grammar, "commands") {
        let path = text(command, "path");
        // Flags of the program itself are hidden.
        if path.is_empty() {
            continue;
        }
        claims.insert(path.to_owned());
        claims.extend(texts(command, "aliases").iter().map(|alias| format!("{path}: alias {alias}")));
        for name in texts(command, "flags") {
            // `labels@issues create`: the flag of that name as that command first had it.
            let long = name.split('@').next().unwrap_or(name);
            let flag = flags.get(name).cloned().unwrap_or_default();
            let value = if text(&flag, "value") == "bool" { "" } else { "value" };
            claims.insert(flag_claim(path, long, value));
            claims.extend(texts(&flag, "aliases").iter().map(|alias| format!("{path}: {} is --{long}", dashed(alias))));
        }
    }
    Ok(claims)
}

/// What the program's help says, of the commands that it lists and of the hidden ones that the grammar knows.
pub(super) fn program(program: &Path, oracle: &Oracle) -> Result<Claims> {
    let grammar = read_json(&format!("tea/{}.json", oracle.version))?;
    let mut claims = Claims::new();
    let mut open = vec![Vec::<String>::new()];
    let commands = items(&grammar, "commands");
    let hidden: Vec<&str> =
        commands.iter().filter(|command| is_true(command, "hidden")).map(|command| text(command, "path")).collect();
    let is_hidden = |command: &&Value| hidden.iter().any(|path| is_at_or_below(text(command, "path"), path));
    for command in commands.iter().filter(is_hidden) {
        let path: Vec<String> = text(command, "path").split_whitespace().map(str::to_owned).collect();
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = say(program, &[&words[..], &["--help"]].concat())?;
        // Of a command that is none tea shows another's help.
        if without_escapes(&help).contains(&format!("tea {} ", path.join(" "))) && !path.is_empty() {
            claims.insert(path.join(" "));
            claims.extend(texts(command, "aliases").iter().map(|alias| format!("{}: alias {alias}", path.join(" "))));
            open.push(path);
        }
    }
    while let Some(path) = open.pop() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = say(program, &[&words[..], &["--help"]].concat())?;
        let help = without_escapes(&help);
        let name = path.join(" ");
        for line in section(&unindented(&help), |header| header.trim_end_matches(':') == "COMMANDS") {
            let Some((names, _)) = line.trim().split_once("  ") else { continue };
            let mut names = names.split(", ");
            let Some(first) = names.next().filter(|first| *first != "help" && !first.is_empty()) else { continue };
            let child = [&words[..], &[first]].concat();
            claims.insert(child.join(" "));
            claims.extend(names.map(|alias| format!("{}: alias {alias}", child.join(" "))));
            open.push(child.into_iter().map(str::to_owned).collect());
        }
        if !path.is_empty() {
            for line in section(&unindented(&help), |header| header.trim_end_matches(':') == "OPTIONS") {
                claims.extend(help_line(&name, line));
            }
        }
    }
    Ok(claims)
}

fn is_at_or_below(path: &str, ancestor: &str) -> bool {
    path.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `   --limit value, --lm value  specify limit of items per page`
fn help_line(path: &str, line: &str) -> Vec<String> {
    let line = line.trim();
    if !line.starts_with('-') {
        return Vec::new();
    }
    let names = line.split_once("  ").map_or(line, |(names, _)| names);
    let mut long = "";
    let mut claims = Vec::new();
    for name in names.split(", ") {
        let (name, value) = name.split_once(' ').unwrap_or((name, ""));
        // A list's help says how it repeats: `--asset value, -a value [ --asset value, -a value ]`.
        if name.starts_with('[') || name == "--help" {
            break;
        }
        match name.strip_prefix("--").filter(|_| long.is_empty()) {
            Some(name) => {
                long = name;
                claims.push(flag_claim(path, long, if value.is_empty() { "" } else { "value" }));
            }
            None => claims.push(format!("{path}: {name} is --{long}")),
        }
        if value.contains('[') {
            break;
        }
    }
    claims
}

fn flag_claim(path: &str, long: &str, value: &str) -> String {
    format!("{path}: --{long} {value}").trim_end().to_owned()
}

fn dashed(name: &str) -> String {
    if name.chars().count() == 1 { format!("-{name}") } else { format!("--{name}") }
}

/// The main help indents its headers by a space, and the names of groups of commands by three.
fn unindented(help: &str) -> String {
    help.lines()
        .map(|line| {
            line.strip_prefix(' ')
                .filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
                .unwrap_or(line)
                .to_owned()
                + "\n"
        })
        .collect()
}

fn without_escapes(help: &str) -> String {
    help.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "")
}

#[cfg(test)]
mod tests {
    use steep_oracle::oracle::GIVEN;

    use super::*;

    #[test]
    fn grammars_say_how_they_are_known() {
        let folder = steep_oracle::cache::workspace().join("grammars/tea");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if !name.ends_with(".json") {
                continue;
            }
            let grammar = read_json(&format!("tea/{name}")).unwrap();
            let (version, known_from) = (text(&grammar, "version"), text(&grammar, "known_from"));
            assert_eq!(name, format!("{version}.json"));
            // Only of a program that can be run here it is the program itself that tells.
            let is_given = GIVEN.iter().any(|oracle| oracle.version == version);
            let is_run = !is_given && Oracle::named("tea", version).is_some();
            assert_eq!(known_from.starts_with("the program itself"), is_run, "{name}: {known_from}");
            let is_read =
                ["the command tree in the source", "a third party's list"].iter().any(|it| known_from.starts_with(it));
            assert_eq!(is_read, !is_run, "{name}: {known_from}");
        }
    }

    #[test]
    fn lines_of_help() {
        assert_eq!(
            help_line("pulls", "   --limit value, --lm value  specify limit"),
            ["pulls: --limit value", "pulls: --lm is --limit"]
        );
        assert_eq!(
            help_line("releases create", "   --asset value, -a value [ --asset value, -a value ]  Path"),
            ["releases create: --asset value", "releases create: -a is --asset"]
        );
        assert_eq!(help_line("x", "   --help, -h  show help"), Vec::<String>::new());
    }
}
