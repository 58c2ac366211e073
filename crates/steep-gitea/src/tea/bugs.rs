//! What versions of tea accept and then do otherwise, from `grammars/tea/bugs.toml`; and the one question that rules ask.

use super::grammar::{self, Grammar, Release};

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The program was run against a real Gitea.
    Run,
    /// Its source was read.
    Source,
    /// Nobody looked, and what is like it has it.
    Unproven,
    /// It is on somebody else's list.
    ThirdParty,
}

/// What of a command a bug is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// It with one of these flags, by their long names.
    Flags(&'static [&'static str]),
    /// It without one of these flags or arguments.
    Without(&'static [&'static str]),
}

/// What takes a bug away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// An empty standard input.
    NoInput,
    /// A look at what it prints.
    Look,
}

/// What some versions do otherwise than they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bug {
    /// The commands, each by its words after the program's name; one without words is every command.
    pub verbs: &'static [&'static [&'static str]],
    /// What of them.
    pub of: Part,
    /// The first release that has it.
    pub since: Release,
    /// The first later one that does not; `None`: the newest known one has it.
    pub until: Option<Release>,
    /// What it does, as a clause whose subject is the command or the flag.
    pub does: &'static str,
    /// How that is known.
    pub known: Known,
    /// Of which versions.
    pub source: &'static str,
    /// What takes it away.
    pub remedy: Option<Remedy>,
}

static BUGS: &[Bug] = include!(concat!(env!("OUT_DIR"), "/tea_bugs.rs"));

/// A use of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use<'a> {
    /// Of the command at all.
    Plain,
    /// With that flag, by its long name.
    With(&'a str),
    /// Without that flag or argument.
    Without(&'a str),
}

/// Every known bug.
#[must_use]
pub fn bugs() -> &'static [Bug] {
    BUGS
}

/// Whether tea `version` has the command with the words `verb`, and can be trusted with that use of it. A version that is not
/// known is taken for the nearest known one before it; one before the oldest can nothing.
#[must_use]
pub fn can(verb: &[&str], what: Use<'_>, version: &str) -> bool {
    grammar::nearest(version).is_some_and(|grammar| grammar.can(verb, what))
}

impl Grammar {
    /// Whether this version has that command, and can be trusted with that use of it.
    #[must_use]
    pub fn can(&'static self, verb: &[&str], what: Use<'_>) -> bool {
        let Some(command) = self.command(verb) else { return false };
        let has = match what {
            Use::With(flag) => self.flag(command, flag).is_some(),
            Use::Plain | Use::Without(_) => true,
        };
        has && self.bug_in_the_way(verb, what).is_none()
    }

    /// The bug that makes that use impossible, where there is one: not one that a look at the output takes away.
    #[must_use]
    pub(super) fn bug_in_the_way(&self, verb: &[&str], what: Use<'_>) -> Option<&'static Bug> {
        self.bug(verb, what).filter(|bug| bug.remedy != Some(Remedy::Look))
    }

    /// The bug that stands in the way of that use, where there is one.
    #[must_use]
    pub fn bug(&self, verb: &[&str], what: Use<'_>) -> Option<&'static Bug> {
        BUGS.iter().find(|bug| bug.is_in(self.release) && bug.is_of(verb, what))
    }
}

impl Bug {
    fn is_in(&self, release: Release) -> bool {
        self.since <= release && self.until.is_none_or(|until| release < until)
    }

    fn is_of(&self, verb: &[&str], what: Use<'_>) -> bool {
        let names_it = match (self.of, what) {
            (Part::Whole, _) => true,
            (Part::Flags(flags), Use::With(flag)) => flags.contains(&flag),
            (Part::Without(parts), Use::Without(part)) => parts.contains(&part),
            (Part::Flags(_) | Part::Without(_), _) => false,
        };
        names_it && self.verbs.iter().any(|it| it.is_empty() || *it == verb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_can_what_it_has_and_does_as_it_says() {
        let of = |verb: &[&str], what, versions: &[&str]| -> Vec<bool> {
            versions.iter().map(|version| can(verb, what, version)).collect()
        };
        let versions = ["0.9.2", "0.10.1", "0.11.1", "0.12.0", "0.14.0", "0.16.0"];
        for (verb, what, can) in [
            (&["pulls", "close"][..], Use::Plain, [false, false, true, true, true, true]),
            (&["pulls", "edit"], Use::Plain, [false, false, false, false, true, true]),
            (&["pulls", "list"], Use::With("limit"), [false, false, false, true, true, true]),
            (&["issues", "list"], Use::With("limit"), [true, false, true, true, true, true]),
            (&["issues", "list"], Use::With("assignee"), [false, false, false, false, false, true]),
            (&["issues", "list"], Use::With("labels"), [false; 6]),
            (&["issues", "list"], Use::Without("repo"), [true, true, false, false, false, false]),
            (&["pulls", "create"], Use::With("repo"), [true, true, true, false, false, false]),
            (&["pulls", "merge"], Use::Without("index"), [true, true, false, false, false, false]),
            (&["pulls", "merge"], Use::Without("login"), [true, true, false, true, true, true]),
            (&["issues", "create"], Use::With("description-file"), [false, false, false, false, false, true]),
            (&["issues", "create"], Use::Without("description"), [true, true, true, true, true, false]),
            (&["api"], Use::Plain, [false, false, false, true, true, true]),
            (&["api"], Use::With("data"), [false, false, false, false, true, true]),
        ] {
            assert_eq!(of(verb, what, &versions), can, "{verb:?} {what:?}");
        }
        // Between two known versions, before the oldest, and after the newest.
        assert_eq!(
            of(&["pulls", "close"], Use::Plain, &["0.11.0", "0.8.0", "0.14.2", "1.0"]),
            [false, false, true, true]
        );
    }

    #[test]
    fn a_bug_is_about_a_command_and_a_flag_that_a_version_with_it_has() {
        for bug in bugs() {
            let grammars: Vec<&Grammar> = grammar::grammars().iter().filter(|it| bug.is_in(it.release)).collect();
            for verb in bug.verbs.iter().filter(|verb| !verb.is_empty()) {
                let with = grammars.iter().filter_map(|it| Some((it, it.command(verb)?)));
                let flags: &[&str] = if let Part::Flags(flags) = bug.of { flags } else { &[] };
                let is_named = |(grammar, command): (&&'static Grammar, _)| {
                    flags.iter().any(|flag| grammar.flag(command, flag).is_some())
                };
                let mut with = with;
                let is_there = if flags.is_empty() { with.next().is_some() } else { with.any(is_named) };
                // What is no command is known to be taken for one.
                assert!(is_there || bug.does.starts_with("is no command"), "{verb:?} {}", bug.does);
            }
        }
    }
}
