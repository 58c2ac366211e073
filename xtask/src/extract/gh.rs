//! gh's grammar against `gh … --help`.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use steep_oracle::Oracle;

use super::{Claims, is_in, is_true, items, read_json, say, section, text, texts};

/// What the grammar says of the program's version, as far as help shows it.
pub(super) fn grammar(oracle: &Oracle) -> Result<Claims> {
    let grammar = read_json("gh/commands.json")?;
    let shown = |entry: &&Value| !is_true(entry, "hidden") && is_in(oracle.version, text(entry, "since"));
    let mut claims = Claims::new();
    // `help` is listed nowhere, what stands for another command is a user's alias to help, and topics stand elsewhere.
    let listed = |command: &&Value| {
        let elsewhere = is_true(command, "topic") || command.get("stands_for").is_some();
        !["", "help"].contains(&text(command, "path")) && !elsewhere
    };
    for command in items(&grammar, "commands").iter().filter(|command| shown(command) && listed(command)) {
        let path = text(command, "path");
        claims.insert(path.to_owned());
        let aliases = texts_in(oracle.version, command, "aliases", "aliases_later");
        claims.extend(aliases.iter().map(|alias| format!("{path}: alias {alias}")));
        for flag in items(command, "flags").iter().filter(shown) {
            let (long, short, kind) = (text(flag, "long"), text(flag, "short"), text(flag, "kind"));
            claims.extend(flag_claims(path, long, short, kind));
            claims.extend(values_claim(path, long, &texts_in(oracle.version, flag, "values", "values_later")));
            if long == "json" {
                let fields = texts_in(oracle.version, command, "json", "json_later");
                claims.extend(fields.iter().map(|field| format!("{path}: field {field}")));
            }
        }
    }
    Ok(claims)
}

/// The texts of the list `always`, and those of the object `later` that came with a version up to this one.
fn texts_in<'v>(version: &str, entry: &'v Value, always: &str, later: &str) -> Vec<&'v str> {
    let later = entry.get(later).and_then(Value::as_object).into_iter().flatten();
    let came = later.filter(|(_, since)| is_in(version, since.as_str().unwrap_or_default()));
    texts(entry, always).into_iter().chain(came.map(|(name, _)| name.as_str())).collect()
}

/// How a flag is claimed; of the kinds of values only whether there is one.
fn flag_claims(path: &str, long: &str, short: &str, kind: &str) -> Vec<String> {
    let value = match kind {
        "bool" => "",
        "optional" => " optional",
        _ => " value",
    };
    let mut claims = vec![format!("{path}: --{long}{value}")];
    if !short.is_empty() {
        claims.push(format!("{path}: -{short} is --{long}"));
    }
    claims
}

/// Help tells a choice from a single word by its bars.
fn values_claim(path: &str, long: &str, values: &[&str]) -> Option<String> {
    let mut values = values.to_vec();
    values.sort_unstable();
    (values.len() > 1).then(|| format!("{path}: --{long} of {}", values.join("|")))
}

/// What the program's help says.
pub(super) fn program(program: &Path) -> Result<Claims> {
    let mut claims = Claims::new();
    let mut open = vec![Vec::<String>::new()];
    while let Some(path) = open.pop() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = say(program, &[&words[..], &["--help"]].concat())?;
        for line in section(&help, |header| header.ends_with("COMMANDS")) {
            if let Some((name, _)) = line.trim_start().split_once(':') {
                let child: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
                // Aliases that a user could have made are listed too; their help is another command's.
                if !section(&help, |header| header == "ALIAS COMMANDS").contains(&line) {
                    open.push(child);
                }
            }
        }
        if path.is_empty() {
            continue;
        }
        let name = path.join(" ");
        claims.insert(name.clone());
        for line in section(&help, |header| header == "ALIASES") {
            claims.extend(line.split(',').map(|alias| format!("{name}: alias {}", last_word(alias))));
        }
        for line in section(&help, |header| header == "FLAGS" || header == "INHERITED FLAGS") {
            let said = help_line(&name, line);
            match flag_behind_flag(line) {
                // What stands behind the flag does not say whether it takes a value; the program does.
                Some(flag) if say(program, &[&words[..], &[flag]].concat())?.contains("flag needs an argument") => {
                    let bare = format!("{name}: {flag}");
                    claims.extend(said.into_iter().map(|it| if it == bare { it + " value" } else { it }));
                }
                _ => claims.extend(said),
            }
        }
        if claims.contains(&format!("{name}: --json value")) {
            let said = say(program, &[&words[..], &["--json"]].concat())?;
            claims.extend(
                said.lines().filter(|line| line.starts_with("  ")).map(|line| format!("{name}: field {}", line.trim())),
            );
        }
    }
    Ok(claims)
}

/// `  -L, --limit int   Maximum number of items to fetch (default 30)`
fn help_line(path: &str, line: &str) -> Vec<String> {
    let line = line.trim_start();
    // The description stands apart by several spaces.
    let (flag, about) = line.split_once("   ").unwrap_or((line, ""));
    let (short, flag) = match flag.split_once(", ") {
        Some((short, flag)) => (short.trim_start_matches('-'), flag),
        None => ("", flag),
    };
    let Some(flag) = flag.strip_prefix("--") else { return Vec::new() };
    let (long, kind) = match flag.split_once(' ') {
        // `--force --hostname`, `--interval --watch`: not a kind of value, but what it goes with.
        Some((long, kind)) if kind.starts_with("--") => (long, "bool"),
        Some((long, kind)) => (long, if kind.contains("[=") { "optional" } else { kind }),
        None => (flag, "bool"),
    };
    if long == "help" {
        return Vec::new();
    }
    let mut claims = flag_claims(path, long, short, kind);
    let choice = about.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(values, _)| values);
    if let Some(values) = choice.filter(|_| kind != "bool") {
        claims.extend(values_claim(path, long, &values.split('|').collect::<Vec<_>>()));
    }
    claims
}

/// The flag of a line such as `--interval --watch   Refresh interval`: where the description quotes another flag, help shows that
/// one in the place of the kind of value.
fn flag_behind_flag(line: &str) -> Option<&str> {
    let (flag, _) = line.trim_start().split_once("   ")?;
    let mut words = flag.split(' ').filter(|word| word.starts_with("--"));
    let first = words.next()?;
    words.next().map(|_| first)
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_help() {
        assert_eq!(
            help_line("pr list", "  -s, --state string      Filter by state: {open|closed} (default \"open\")"),
            ["pr list: --state value", "pr list: -s is --state", "pr list: --state of closed|open"]
        );
        assert_eq!(
            help_line("browse", "  -c, --commit string[=\"last\"]   Select"),
            ["browse: --commit optional", "browse: -c is --commit"]
        );
        assert_eq!(help_line("x", "      --web               Open"), ["x: --web"]);
        assert_eq!(help_line("x", "      --help   Show"), Vec::<String>::new());
    }

    #[test]
    fn versions() {
        assert!(is_in("2.46.0", "") && is_in("2.46.0", "2.46") && !is_in("2.46.0", "2.100"));
    }
}
