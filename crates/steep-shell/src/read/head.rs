//! Where functions can stand that every command of a script may call.

use steep_edit::Span;

use super::limits::Limits;
use super::outline::{OwnOutline, outline_within};
use crate::outline::{CommandOutline, Construct};

/// Commands that set options of the shell: scripts begin with them.
const OPTIONS: [&str; 4] = ["set", "shopt", "setopt", "unsetopt"];

/// Commands that may export functions, with `-f`.
const EXPORTERS: [&str; 3] = ["export", "declare", "typeset"];

const SHELLS: [&str; 8] = ["ash", "bash", "dash", "fish", "ksh", "mksh", "sh", "zsh"];

/// Programs after which the lines that follow may be typed into another shell, on this machine or elsewhere.
const OTHER_SHELLS: [&str; 13] = [
    "chroot",
    "distrobox",
    "newgrp",
    "nix-shell",
    "screen",
    "script",
    "ssh",
    "su",
    "tmux",
    "toolbox",
    "vagrant",
    "wsl",
    "wsl.exe",
];

/// The byte offset of a line of the script `text`, in front of which functions can stand that all of its commands may call.
/// It is behind the script's first line, its head of comments and the lines that set the shell's options, and in front of the
/// comments of the first other statement.
///
/// `None` where the text cannot be read, where it has one of the `names` that the functions would have, and where some of its
/// lines may run in another shell than the one that reads the first: one that is started for a person to type into, or one
/// that functions are exported to.
#[must_use]
pub fn head(text: &str, names: &[&str], limits: &Limits) -> Option<usize> {
    if names.iter().any(|name| has_word(text, name, "_-")) {
        return None;
    }
    let OwnOutline { outline, cuts, .. } = outline_within(text, limits);
    if !outline.errors.is_empty() || outline.commands.iter().any(|command| may_leave(command, text)) {
        return None;
    }
    let statements = cuts.iter().zip(cuts.iter().skip(1).copied().chain([text.len()]));
    let sets_options = |statement: Span| {
        let first = outline.commands.partition_point(|command| command.span().start < statement.start);
        let rest = outline.commands.iter().skip(first);
        let mut within = rest.take_while(|command| command.span().start < statement.end).peekable();
        within.peek().is_some() && within.all(|command| OPTIONS.contains(&program(command, text)))
    };
    let first = statements.map(|(start, end)| Span::new(*start, end)).find(|statement| !sets_options(*statement))?;
    Some(above_comments(text, first.start))
}

/// The line at `at`, or the first of the comments that stand directly above it. Those of the script's own head are its own.
fn above_comments(text: &str, at: usize) -> usize {
    let mut above = at;
    while let Some(line) = text.get(..above).and_then(|before| before.strip_suffix('\n'))
        && let start = line.rfind('\n').map_or(0, |end| end + 1)
        && let comment = text.get(start..above).unwrap_or_default()
        && comment.trim_start().starts_with('#')
    {
        if start == 0 && comment.starts_with("#!") {
            return at;
        }
        above = start;
    }
    above
}

/// Whether `name` stands in the text as a word of its own; letters, digits and what is in `joined` would make it a longer one. In a
/// comment or in quotes it counts, too.
#[must_use]
pub fn has_word(text: &str, name: &str, joined: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || joined.contains(c);
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Whether what follows the command, or a part of it, may run in another shell. One that reads a file, or what another command
/// prints, ends with it.
fn may_leave(command: &CommandOutline, text: &str) -> bool {
    let words: Vec<&str> = command.words.iter().map(|word| word.span.text(text)).collect();
    let Some((program, rest)) = words.split_first().map(|(program, rest)| (name(program), rest)) else { return false };
    let is_option = |word: &&str| word.starts_with(['-', '+']);
    let says = |options: &[&str]| rest.iter().any(|word| options.contains(word));
    let reads = Construct::Stage { reads: true, is_read: false };
    let is_fed = !command.redirects.is_empty() || command.path.contains(&reads);
    match program {
        program if EXPORTERS.contains(&program) => rest.iter().any(|word| word.starts_with('-') && word.contains('f')),
        program if SHELLS.contains(&program) => !is_fed && rest.iter().all(is_option),
        program if OTHER_SHELLS.contains(&program) => true,
        "sudo" | "doas" if says(&["-i", "-s", "--login", "--shell", "su"]) => true,
        "docker" | "podman" | "kubectl" | "lxc" if says(&["-i", "-t", "-it", "-ti"]) => true,
        _ => {
            let ends_in = rest.last().map(|last| name(last));
            ends_in.is_some_and(|last| !is_fed && SHELLS.contains(&last) || ["shell", "ssh"].contains(&last))
                || words.iter().any(|word| word.contains("$SHELL") || word.contains("${SHELL}"))
        }
    }
}

fn program<'t>(command: &CommandOutline, text: &'t str) -> &'t str {
    command.words.first().map_or("", |word| name(word.span.text(text)))
}

/// A program's name without its directory.
fn name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in front of the head, and behind it.
    fn cut(text: &str) -> Option<(&str, &str)> {
        head(text, &["api"], &Limits::default()).map(|at| text.split_at(at))
    }

    #[test]
    fn the_head_is_in_front_of_the_first_statement_and_its_comments() {
        for (before, after) in [
            ("", "gh pr list\n"),
            ("", "# List.\ngh pr list\n"),
            ("#!/bin/sh\n# Tells what is open.\n", "gh pr list\n"),
            ("#!/bin/sh\n# Tells what is open.\n\n", "# List.\ngh pr list\n"),
            ("#!/bin/bash\nset -euo pipefail\n\n", "one=1\n\ngh pr list\n"),
            ("set -e\nshopt -s nullglob\n", "run() {\n  gh pr list\n}\nrun\n"),
            ("", "set -e; gh pr list\n"),
            ("\n", "  gh pr list\n"),
            ("", "for x in 1 2; do\n  gh pr view $x\ndone\n"),
        ] {
            assert_eq!(cut(&format!("{before}{after}")), Some((before, after)), "{before}{after}");
        }
    }

    #[test]
    fn there_is_none_where_a_command_may_run_in_another_shell() {
        for text in [
            "ssh build\ngh pr list\n",
            "sudo -i\ngh pr list\n",
            "docker exec -it app sh\ngh pr list\n",
            "bash -l\ngh pr list\n",
            "exec $SHELL\ngh pr list\n",
            "poetry shell\ngh pr list\n",
            "list() { gh pr list; }\nexport -f list\necho 1 | xargs bash -c list\n",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
        assert!(cut("curl -fsSL https://x.example/install | bash\ngh pr list\n").is_some());
        assert!(cut("bash <<'EOF'\ncd x\nEOF\ngh pr list\n").is_some());
        assert!(cut("bash build.sh\ngh pr list\n").is_some());
        assert!(cut("export TAG=v1-f\ngh pr list\n").is_some());
    }

    #[test]
    fn there_is_none_where_a_name_is_taken_or_the_text_is_unclear() {
        for text in ["api() { :; }\ngh pr list\n", "# calls api\ngh pr list\n", "gh pr list |\n", "'\ngh pr list\n"] {
            assert_eq!(cut(text), None, "{text}");
        }
        assert!(cut("my-api --x\ngh api user\n").is_none());
        assert!(cut("my-api --x\ngh pr list\n").is_some());
    }
}
