//! What each tea version accepts, from `grammars/tea/`.

/// Major, minor, patch of a release. A snapshot of the development branch comes after every patch of the release before it.
pub type Release = (u32, u32, u32);

/// How a flag takes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// None: it is there or not.
    Switch,
    /// One text. Where the flag is repeated the last text wins.
    Text,
    /// One number.
    Number,
    /// One text of several values with commas between. Where the flag is repeated the last text wins.
    CommaList,
    /// One text each time; all are kept.
    Repeated,
}

/// One flag of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its long name, without dashes.
    pub long: &'static str,
    /// How it takes its value.
    pub kind: FlagKind,
    /// The values that it means something by; empty where any text will do.
    pub values: &'static [&'static str],
    /// Whether the program itself refuses other values. Where it does not, another value is sent on or ignored.
    pub checked: bool,
    /// Whether the command fails without it.
    pub required: bool,
    /// Whether only a third party says that there is such a flag.
    pub third_party: bool,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its words after the program's name: `["pulls", "merge"]`.
    pub path: &'static [&'static str],
    /// Other names of its last word.
    pub aliases: &'static [&'static str],
    /// Its arguments as its help names them; empty where it has none.
    pub positionals: &'static str,
    /// Its flags, as indices into [`Grammar::flags`].
    pub flags: &'static [usize],
    /// Whether only a third party says that there is such a command.
    pub third_party: bool,
}

/// One version's commands.
#[derive(Debug, PartialEq, Eq)]
pub struct Grammar {
    /// The version's name, as users give it: `0.9.2`.
    pub version: &'static str,
    /// Its place in time.
    pub release: Release,
    /// Where the table comes from.
    pub known_from: &'static str,
    /// Whether what it has beyond the version before it is a third party's list, which was never compared with the program.
    pub third_party: bool,
    /// Whether a flag that follows a positional argument is still read as a flag.
    pub flags_after_positionals: bool,
    /// Every flag that some command has.
    pub flags: &'static [Flag],
    /// Every command, subcommands included.
    pub commands: &'static [Command],
}

static GRAMMARS: &[Grammar] = include!(concat!(env!("OUT_DIR"), "/tea_grammars.rs"));

/// The known versions, oldest first.
#[must_use]
pub fn grammars() -> &'static [Grammar] {
    GRAMMARS
}

/// The grammar of `version` as written in `grammars/tea/`; `None` where there is none.
#[must_use]
pub fn grammar(version: &str) -> Option<&'static Grammar> {
    GRAMMARS.iter().find(|grammar| grammar.version == version)
}

/// The grammar that commands for `version` are written by: its own; else that of the newest release before it that is known.
/// `0.9` is the newest known release of that series. `None` for what is no version, and for one before the oldest known.
#[must_use]
pub fn nearest(version: &str) -> Option<&'static Grammar> {
    if let Some(exact) = grammar(version) {
        return Some(exact);
    }
    let numbers: Vec<u32> = version.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let asked = match numbers.as_slice() {
        [major, minor] => (*major, *minor, u32::MAX),
        [major, minor, patch] => (*major, *minor, *patch),
        _ => return None,
    };
    releases().rfind(|grammar| grammar.release <= asked)
}

/// Whether a known version came before another known one.
pub(crate) fn is_before(version: &str, other: &str) -> bool {
    grammar(version).zip(grammar(other)).is_some_and(|(one, other)| one.release < other.release)
}

/// Whether no later release is known.
pub(crate) fn is_newest(grammar: &Grammar) -> bool {
    releases().next_back().is_some_and(|newest| newest.version == grammar.version)
}

/// The known versions that are no snapshots of the development branch, oldest first.
pub(super) fn releases() -> impl DoubleEndedIterator<Item = &'static Grammar> {
    GRAMMARS.iter().filter(|grammar| !grammar.version.starts_with(|c: char| c.is_ascii_alphabetic()))
}

impl Grammar {
    /// The command whose words are exactly `path` (no aliases); `None` where this version has none.
    #[must_use]
    pub fn command(&'static self, path: &[&str]) -> Option<&'static Command> {
        self.commands.iter().find(|command| command.path == path)
    }

    /// The flag of `command` with the long name `long`; `None` where this version has none.
    #[must_use]
    pub fn flag(&'static self, command: &Command, long: &str) -> Option<&'static Flag> {
        command.flags.iter().filter_map(|&index| self.flags.get(index)).find(|flag| flag.long == long)
    }
}

/// The first version after `grammar` for which `has` holds; `None` where none of the known ones is.
pub(super) fn first_newer(grammar: &Grammar, has: impl Fn(&'static Grammar) -> bool) -> Option<&'static Grammar> {
    GRAMMARS.iter().filter(|newer| newer.release > grammar.release).find(|newer| has(newer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_known_in_order() {
        let versions: Vec<&str> = grammars().iter().map(|grammar| grammar.version).collect();
        insta::assert_snapshot!(versions.join(" "), @"0.9.2 0.10.1 0.11.1 0.12.0 0.13.0 0.14.0 main-2026-05-10 0.15.1 0.16.0");
        assert!(grammars().is_sorted_by_key(|grammar| grammar.release));
    }

    #[test]
    fn a_version_that_is_not_known_takes_the_one_before_it() {
        let of = |version| nearest(version).map(|grammar| grammar.version);
        for (asked, taken) in [
            ("0.9.2", Some("0.9.2")),
            ("0.9", Some("0.9.2")),
            ("0.10.0", Some("0.9.2")),
            ("0.12.1", Some("0.12.0")),
            ("0.14.2", Some("0.14.0")),
            ("0.15.0", Some("0.14.0")),
            ("0.16.0", Some("0.16.0")),
            ("1.0", Some("0.16.0")),
            ("main-2026-05-10", Some("main-2026-05-10")),
            ("0.8.0", None),
            ("0", None),
            ("0.9.x", None),
            ("v0.9.2", None),
            ("main", None),
            ("", None),
        ] {
            assert_eq!(of(asked), taken, "{asked}");
        }
    }

    #[test]
    fn every_command_is_found_by_its_words_and_every_flag_by_its_name() {
        for grammar in grammars() {
            for command in grammar.commands {
                assert_eq!(grammar.command(command.path), Some(command), "{} {:?}", grammar.version, command.path);
                for &index in command.flags {
                    let flag = &grammar.flags[index];
                    assert_eq!(grammar.flag(command, flag.long), Some(flag), "{} {:?}", grammar.version, command.path);
                }
            }
        }
    }

    #[test]
    fn a_flag_belongs_to_its_command_and_version() {
        let old = grammar("0.9.2").expect("known");
        let list = old.command(&["pulls", "list"]).expect("a command");
        assert!(old.flag(list, "labels").is_none());
        assert!(old.command(&["issues", "edit"]).is_none());
        assert!(old.command(&["pulls", "view"]).is_none());
        assert_eq!(
            first_newer(old, |newer| newer.command(&["issues", "edit"]).is_some()).map(|g| g.version),
            Some("0.10.1")
        );
        assert_eq!(first_newer(old, |newer| newer.command(&["pulls", "view"]).is_some()), None);
    }
}
