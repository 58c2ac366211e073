//! A plain use of every command, for tables of what becomes of them.

use crate::grammar::{self, Command, Flag, Kind, Positional, Version};

/// What people add to commands that would ask for it, open an editor or do nothing.
const USUAL: &[(&str, &str)] = &[
    ("gh browse", "--no-browser"),
    ("gh issue comment", "--body text"),
    ("gh issue create", "--title text --body text"),
    ("gh issue edit", "--add-label bug"),
    ("gh label edit", "--name y"),
    ("gh pr comment", "--body text"),
    ("gh pr create", "--title text --body text"),
    ("gh pr edit", "--add-label bug"),
    ("gh pr merge", "--squash"),
    ("gh pr review", "--approve"),
    ("gh repo create", "widgets --public"),
    ("gh repo edit", "--enable-wiki"),
];

/// What commands are about that know names only.
const THINGS: &[(&str, &str)] = &[("gh repo gitignore view", "Go"), ("gh repo license view", "mit")];

/// A command of gh and a plain use of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name: `gh pr merge`.
    pub name: String,
    /// Shell text that gh accepts: `gh pr merge 12 --repo acme/widgets`.
    pub line: String,
}

/// A plain use of every command that does something itself and that gh's help lists, in the order of their names: with
/// what gh needs to accept it, with the repository and the thing it is about named, and little else.
pub fn examples() -> impl Iterator<Item = Example> {
    let commands = grammar::commands().iter();
    let listed = commands.filter(|command| !command.hidden && (command.runnable || !command.group));
    listed.filter(|command| !command.path.is_empty() && command.stands_for.is_empty()).map(example)
}

fn example(command: &'static Command) -> Example {
    let mut line = command.name();
    let mut add = |word: &str| {
        line.push(' ');
        line.push_str(word);
    };
    let arity = command.arity(Version::NEWEST);
    let about_one = !matches!(command.takes, Positional::Nothing | Positional::Word);
    let wanted = if about_one && arity.max != Some(0) { arity.min.max(1) } else { arity.min };
    let mut needed: Vec<&Flag> = command.flags.iter().filter(|flag| flag.required).collect();
    for group in command.one_required {
        needed.extend(group.first().and_then(|long| command.flag(long, Version::NEWEST)));
    }
    let excluded = command.no_positional_with.iter().flat_map(|names| names.iter());
    if !excluded.into_iter().any(|name| needed.iter().any(|flag| flag.long == *name)) {
        let name = command.name();
        let thing = THINGS.iter().find(|(named, _)| *named == name).map(|(_, thing)| *thing);
        (0..wanted).for_each(|_| add(thing.unwrap_or(positional(command.takes))));
    }
    let named = command.takes == Positional::Repository && wanted > 0;
    let excluded = command.exclusive.iter().any(|names| names.contains(&"repo"));
    let repository = command.flag("repo", Version::NEWEST).filter(|flag| flag.short == Some('R'));
    needed.extend(repository.filter(|_| !named && !excluded));
    for flag in needed {
        add(&format!("--{}", flag.long));
        if !flag.stands_alone() {
            add(value(flag));
        }
    }
    let name = command.name();
    if let Some((_, more)) = USUAL.iter().find(|(usual, _)| *usual == name) {
        add(more);
    }
    Example { name, line }
}

fn positional(takes: Positional) -> &'static str {
    match takes {
        Positional::Pull | Positional::Issue | Positional::Run => "12",
        Positional::Repository => "acme/widgets",
        Positional::Owner => "acme",
        Positional::Endpoint => "repos/acme/widgets/issues/12",
        Positional::Nothing | Positional::Query | Positional::Word => "x",
    }
}

fn value(flag: &Flag) -> &'static str {
    match (flag.long, flag.values.first()) {
        ("repo", _) => "acme/widgets",
        (_, Some(value)) => value.name,
        _ => match flag.kind {
            Kind::Int | Kind::Uint | Kind::Float => "1",
            Kind::Duration => "1h",
            _ => "x",
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Lowered, lower, testing};

    #[test]
    fn gh_accepts_each_of_them() {
        for Example { name, line } in examples() {
            match lower(&testing::command(&line)) {
                Lowered::Request(request) => assert_eq!(request.rule, name),
                Lowered::Refused { rule, refusal } => {
                    assert_eq!(rule, name, "{line}");
                    assert!(!["usage-error", "unknown-command"].contains(&refusal.category()), "{line}: {refusal}");
                }
                Lowered::Noun => panic!("{line} is no command"),
            }
        }
    }

    #[test]
    fn what_is_usual_is_said_of_commands_that_exist() {
        for (name, _) in USUAL.iter().chain(THINGS) {
            assert!(examples().any(|it| it.name == *name), "{name}");
        }
    }

    #[test]
    fn there_is_one_for_every_command_that_has_a_rule() {
        let names: Vec<String> = examples().map(|it| it.name).collect();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len());
        for rule in crate::lower::rule_names() {
            assert!(names.iter().any(|name| name == rule), "{rule}");
        }
    }
}
