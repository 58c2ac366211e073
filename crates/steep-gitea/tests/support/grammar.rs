//! Checks finished scripts against a tea version's grammar: reads what was made, and knows nothing of how.

use steep_gitea::tea::grammar::{self, FlagKind};
use steep_shell::{Arg, Part, Piece, Redirection, Script, Simple};

/// Every call of `tea` in `script`, those inside `$(…)` too.
pub fn calls(script: &Script) -> Vec<&Simple> {
    let is_tea = |call: &&Simple| call.args.first().and_then(text).as_deref() == Some("tea");
    script.calls().into_iter().filter(is_tea).collect()
}

/// The text of an argument that is known.
pub fn text(arg: &Arg) -> Option<String> {
    let known = |piece: &Piece| match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Break(_) => Some(" ".to_owned()),
        Piece::Word(word) => word.as_literal(),
        Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) => None,
    };
    arg.pieces.iter().map(known).collect()
}

fn begins_unknown(arg: &Arg) -> bool {
    match arg.pieces.first() {
        Some(Piece::Variable(_) | Piece::Required(_) | Piece::Output(_)) => true,
        Some(Piece::Word(word)) => !matches!(word.parts.first(), None | Some(Part::Literal { .. })),
        Some(Piece::Text(_) | Piece::Break(_)) | None => false,
    }
}

/// Panics where that version would not read the call as it is meant.
pub fn accept(call: &Simple, version: &str) {
    let grammar = grammar::grammar(version).expect("a known version");
    let args: Vec<Option<String>> = call.args.iter().skip(1).map(text).collect();
    let shown = format!("tea {version}: {:?}", args);
    let words: Vec<&str> = args.iter().map_while(|arg| arg.as_deref().filter(|arg| !arg.starts_with('-'))).collect();
    let path = (1..=words.len()).rev().map(|length| &words[..length]).find(|path| grammar.command(path).is_some());
    let path = path.unwrap_or_else(|| panic!("no command: {shown}"));
    let command = grammar.command(path).expect("found above");

    let mut seen: Vec<String> = Vec::new();
    let mut positionals = 0;
    let mut ended = false;
    let mut rest = call.args.iter().skip(1 + path.len());
    while let Some(arg) = rest.next() {
        let known = text(arg);
        match known.as_deref() {
            Some("--") if !ended => ended = true,
            Some(flag) if flag.starts_with('-') && !ended => {
                assert_eq!(positionals, 0, "a flag after a positional: {shown}");
                let long = flag.strip_prefix("--").unwrap_or_else(|| panic!("a short flag {flag}: {shown}"));
                let found = grammar.flag(command, long).unwrap_or_else(|| panic!("no flag --{long}: {shown}"));
                if found.kind != FlagKind::Repeated {
                    assert!(!seen.contains(&long.to_owned()), "--{long} twice: {shown}");
                }
                seen.push(long.to_owned());
                if found.kind == FlagKind::Switch {
                    continue;
                }
                let value = rest.next().unwrap_or_else(|| panic!("no value of --{long}: {shown}"));
                if !found.values.is_empty() {
                    let value = text(value).unwrap_or_else(|| panic!("--{long} is only known at run time: {shown}"));
                    for value in value.split(',') {
                        assert!(found.values.contains(&value), "--{long} {value}: {shown}");
                    }
                }
            }
            _ => {
                positionals += 1;
                let is_text =
                    positionals == 2 && ["comment", "approve", "reject"].contains(path.last().expect("a word"));
                assert!(!is_text || ended || !begins_unknown(arg), "a text that may begin with a dash: {shown}");
            }
        }
    }
    assert!(positionals == 0 || !command.positionals.is_empty(), "arguments: {shown}");
    assert!(
        grammar.release >= (0, 11, 0) || !matches!(path, ["pulls", "close" | "reopen"]),
        "it empties the description: {shown}"
    );
    unsafe_in_any_version(path, &seen, positionals, call, &shown);
}

/// What tea accepts and then does something else.
fn unsafe_in_any_version(path: &[&str], flags: &[String], positionals: usize, call: &Simple, shown: &str) {
    for ignored in ["labels", "add-labels", "remove-labels", "assignee", "milestones", "keyword", "add-assignees"] {
        assert!(!flags.contains(&ignored.to_owned()), "--{ignored} cannot be trusted: {shown}");
    }
    if path == ["comment"] && positionals > 0 {
        assert!(call.redirections.contains(&Redirection::NoInput), "it reads its input: {shown}");
    }
    if path == ["pulls", "create"] && !flags.is_empty() && flags != ["login"] {
        assert!(flags.contains(&"title".to_owned()), "a title of its own making: {shown}");
    }
}
