//! Uses of every command, plain and with each of its flags, for tables of what becomes of them.

mod values;

use crate::grammar::{self, Command, Flag, Kind, Positional, Version};

/// A flag by its long name, and its value where it takes one.
type Given = (&'static str, Option<&'static str>);

/// What people add to commands that would ask for it, open an editor or do nothing: flags, each with its value.
const USUAL: &[(&str, &[Given])] = &[
    ("gh browse", &[("no-browser", None)]),
    ("gh gpg-key delete", &[("yes", None)]),
    ("gh issue artifact create", &[("body", Some("text")), ("name", Some("plan"))]),
    ("gh issue artifact delete", &[("yes", None)]),
    ("gh issue comment", &[("body", Some("text"))]),
    ("gh issue create", &[("title", Some("text")), ("body", Some("text"))]),
    ("gh issue edit", &[("add-label", Some("bug"))]),
    ("gh label delete", &[("yes", None)]),
    ("gh label edit", &[("name", Some("y"))]),
    ("gh pr comment", &[("body", Some("text"))]),
    ("gh pr create", &[("title", Some("text")), ("body", Some("text"))]),
    ("gh pr edit", &[("add-label", Some("bug"))]),
    ("gh pr merge", &[("squash", None)]),
    ("gh pr review", &[("approve", None)]),
    ("gh repo archive", &[("yes", None)]),
    ("gh repo create", &[("public", None)]),
    ("gh repo delete", &[("yes", None)]),
    ("gh repo edit", &[("enable-wiki", None)]),
    ("gh repo unarchive", &[("yes", None)]),
    ("gh secret set", &[("body", Some("text"))]),
    ("gh ssh-key delete", &[("yes", None)]),
    ("gh variable set", &[("body", Some("text"))]),
];

/// The arguments of commands that know certain ones only, or need more than gh's grammar says.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("gh issue artifact create", &["12"]),
    ("gh issue artifact delete", &["12", "2"]),
    ("gh issue artifact download", &["12", "2"]),
    ("gh issue artifact edit", &["12", "2"]),
    ("gh issue artifact view", &["12", "2"]),
    ("gh issue transfer", &["12", "acme/gadgets"]),
    ("gh release create", &["v1.2.0"]),
    ("gh release delete-asset", &["v1.2.0", "manual.pdf"]),
    ("gh release upload", &["v1.2.0", "manual.pdf"]),
    ("gh release view", &["v1.2.0"]),
    ("gh repo create", &["widgets"]),
    ("gh repo gitignore view", &["Go"]),
    ("gh repo license view", &["mit"]),
    ("gh repo read-file", &["README.md"]),
];

/// The arguments that a flag is about.
const ABOUT: &[(&str, &str, &[&str])] = &[("gh browse", "blame", &["README.md"])];

/// What goes where a flag is given, since gh (beyond what its grammar says) takes one of the two.
const INSTEAD_OF: &[(&str, &str, &[&str])] = &[
    ("gh issue comment", "delete-last", &["body"]),
    ("gh issue comment", "yes", &["body"]),
    ("gh pr comment", "delete-last", &["body"]),
    ("gh pr comment", "yes", &["body"]),
    ("gh release create", "notes-from-tag", &["repo"]),
    ("gh variable set", "env-file", &["body"]),
];

/// What comes with a flag, since gh (beyond what its grammar says) does not take it alone.
const NEEDS: &[(&str, &str, &[&str])] = &[
    ("gh issue comment", "create-if-none", &["edit-last"]),
    ("gh issue comment", "yes", &["delete-last"]),
    ("gh issue comment", "delete-last", &["yes"]),
    ("gh pr comment", "create-if-none", &["edit-last"]),
    ("gh pr comment", "yes", &["delete-last"]),
    ("gh pr comment", "delete-last", &["yes"]),
    ("gh pr review", "comment", &["body"]),
    ("gh pr review", "request-changes", &["body"]),
    ("gh release create", "notes-from-tag", &["verify-tag"]),
    ("gh repo create", "push", &["source"]),
    ("gh repo create", "remote", &["source"]),
    ("gh secret set", "repos", &["org"]),
    ("gh secret set", "visibility", &["org"]),
    ("gh variable set", "repos", &["org"]),
    ("gh variable set", "visibility", &["org"]),
    ("gh workflow view", "ref", &["yaml"]),
];

/// A use of a command of gh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The command's name: `gh pr merge`.
    pub name: String,
    /// The long name of the flag that it shows; `None` for the plain use.
    pub flag: Option<&'static str>,
    /// Shell text that gh accepts: `gh pr merge 12 --repo acme/widgets`.
    pub line: String,
}

/// A plain use of every command that does something itself and that gh's help lists, in the order of their names: with
/// what gh needs to accept it, with the repository and the thing it is about named, and little else.
pub fn examples() -> impl Iterator<Item = Example> {
    listed().map(|command| Use::plain(command).example(None))
}

/// The same, each followed by a use with each of its own flags that gh's help lists, in the grammar's order. What gh does not
/// take beside that flag is left out, what it needs beside it is there.
pub fn examples_with_flags() -> impl Iterator<Item = Example> {
    listed().flat_map(|command| {
        let flags = command.flags.iter().filter(|flag| !flag.hidden && flag.long != "help");
        let plain = std::iter::once(Use::plain(command).example(None));
        plain.chain(flags.map(move |flag| Use::plain(command).with(flag).example(Some(flag.long))))
    })
}

fn listed() -> impl Iterator<Item = &'static Command> {
    let commands = grammar::commands().iter();
    let listed = commands.filter(|command| !command.hidden && (command.runnable || !command.group));
    listed.filter(|command| !command.path.is_empty() && command.stands_for.is_empty())
}

/// A command line under construction.
struct Use {
    command: &'static Command,
    name: String,
    positionals: Vec<&'static str>,
    flags: Vec<(&'static Flag, &'static str)>,
}

impl Use {
    /// What gh needs to accept the command, with the repository and the thing it is about.
    fn plain(command: &'static Command) -> Self {
        let mut it = Use { command, name: command.name(), positionals: Vec::new(), flags: Vec::new() };
        let arity = command.arity(Version::NEWEST);
        let about_one = !matches!(command.takes, Positional::Nothing | Positional::Word);
        let wanted = if about_one && arity.max != Some(0) { arity.min.max(1) } else { arity.min };
        let required = command.flags.iter().filter(|flag| flag.required).map(|flag| flag.long);
        let one_of = command.one_required.iter().filter_map(|group| group.first().copied());
        required.chain(one_of).for_each(|long| it.add(long));
        it.positionals = match ARGUMENTS.iter().find(|(named, _)| *named == it.name) {
            Some((_, arguments)) => arguments.to_vec(),
            None if it.excludes_positionals() => Vec::new(),
            None => vec![positional(command.takes); usize::from(wanted)],
        };
        let names_one = command.takes == Positional::Repository && wanted > 0;
        let excluded = command.exclusive.iter().any(|names| names.contains(&"repo"));
        let repository = command.flag("repo", Version::NEWEST).filter(|flag| flag.short == Some('R'));
        if repository.is_some() && !names_one && !excluded {
            it.add("repo");
        }
        let usual = USUAL.iter().find(|(usual, _)| *usual == it.name).map_or(&[][..], |(_, flags)| flags);
        for (long, value) in usual {
            if let Some(flag) = command.flag(long, Version::NEWEST) {
                it.flags.push((flag, value.unwrap_or_default()));
            }
        }
        it
    }

    /// The same with this flag, without what it excludes, with what it needs.
    fn with(mut self, flag: &'static Flag) -> Self {
        let long = flag.long;
        if self.has(long) {
            return self;
        }
        let name = self.name.clone();
        let listed = |table: &'static [(&str, &str, &[&'static str])]| {
            let here = table.iter().filter(|(command, given, _)| *command == name && *given == long);
            here.flat_map(|(.., others)| others.iter().copied()).collect::<Vec<_>>()
        };
        let exclusive =
            self.command.exclusive.iter().filter(|names| names.contains(&long)).flat_map(|names| names.iter());
        let out: Vec<&str> = exclusive.copied().chain(listed(INSTEAD_OF)).collect();
        self.flags.retain(|(other, _)| !out.contains(&other.long));
        self.add(long);
        let command = self.command;
        let needed = command.requires.iter().filter_map(|pair| match pair {
            [with, needed] if *with == long => Some(*needed),
            _ => None,
        });
        let together = command.together.iter().filter(|names| names.contains(&long)).flat_map(|names| names.iter());
        let filters = ["jq", "template"].contains(&long) && !command.json.is_empty();
        needed
            .chain(together.copied())
            .chain(filters.then_some("json"))
            .chain(listed(NEEDS))
            .for_each(|other| self.add(other));
        for group in command.one_required {
            if let Some(first) = group.first().filter(|_| !group.iter().any(|name| self.has(name))) {
                self.add(first);
            }
        }
        if self.excludes_positionals() {
            self.positionals.clear();
        }
        let about = listed(ABOUT);
        if !about.is_empty() {
            self.positionals = about;
        }
        self
    }

    fn has(&self, long: &str) -> bool {
        self.flags.iter().any(|(flag, _)| flag.long == long)
    }

    fn add(&mut self, long: &str) {
        if let Some(flag) = self.command.flag(long, Version::NEWEST).filter(|_| !self.has(long)) {
            let value = values::of(self.command, &self.name, flag);
            self.flags.push((flag, value));
        }
    }

    fn excludes_positionals(&self) -> bool {
        self.command.no_positional_with.iter().flat_map(|names| names.iter()).any(|name| self.has(name))
    }

    fn example(self, flag: Option<&'static str>) -> Example {
        let mut line = self.name.clone();
        let mut add = |word: &str| {
            line.push(' ');
            line.push_str(word);
        };
        self.positionals.iter().for_each(|word| add(word));
        for (flag, value) in &self.flags {
            add(&format!("--{}", flag.long));
            if flag.kind == Kind::Optional || flag.stands_alone() || value.is_empty() {
                continue;
            }
            add(value);
        }
        Example { name: self.name, flag, line }
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Lowered, lower, testing};

    #[test]
    fn gh_accepts_each_of_them() {
        let mut wrong = Vec::new();
        for Example { name, line, .. } in examples_with_flags() {
            match lower(&testing::command(&line)) {
                Lowered::Request(request) => assert_eq!(request.rule, name),
                Lowered::Refused { rule, refusal, .. } => {
                    assert_eq!(rule, name, "{line}");
                    if ["usage-error", "unknown-command", "ambiguous", "runtime-value"].contains(&refusal.category()) {
                        wrong.push(format!("{line}: {refusal}"));
                    }
                }
                Lowered::Noun => panic!("{line} is no command"),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn each_holds_the_flag_that_it_shows() {
        for Example { flag, line, .. } in examples_with_flags() {
            assert!(flag.is_none_or(|long| line.split(' ').any(|word| word == format!("--{long}"))), "{line}");
        }
    }

    #[test]
    fn what_is_usual_is_said_of_commands_and_flags_that_exist() {
        let has =
            |name: &str, long: &str| listed().any(|it| it.name() == name && it.flag(long, Version::NEWEST).is_some());
        for (name, flags) in USUAL {
            assert!(flags.iter().all(|(long, _)| has(name, long)), "{name}");
        }
        for (name, long, others) in INSTEAD_OF.iter().chain(NEEDS) {
            assert!(has(name, long) && others.iter().all(|other| has(name, other)), "{name} --{long}");
        }
        for (name, _) in ARGUMENTS {
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
