//! gh's grammar: its commands, their flags, their arguments and the fields of their JSON, as static tables.
//!
//! The tables are the union of gh 2.46.0, 2.103.3 (both read from the programs) and releases between (read from their
//! manuals); what came later says since when. They are made at build time from `grammars/gh/`.

mod version;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use version::Version;

include!(concat!(env!("OUT_DIR"), "/grammar.rs"));

/// One command, or one group of commands.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// Its words after `gh`; empty for gh itself.
    pub path: &'static [&'static str],
    /// Other names for its last word, each with the first release that has it.
    pub aliases: &'static [(&'static str, Version)],
    /// The first release that has it.
    pub since: Version,
    /// Whether help leaves it out.
    pub hidden: bool,
    /// Whether it holds commands.
    pub group: bool,
    /// Whether it does something itself (a bare group prints its help).
    pub runnable: bool,
    /// Whether gh leaves its flags unparsed.
    pub raw: bool,
    /// For an alias that gh comes with: the words it stands for.
    pub stands_for: &'static [&'static str],
    /// How many positional arguments it takes.
    pub arity: Arity,
    /// The same from a later release on.
    pub later_arity: Option<(Version, Arity)>,
    /// What gh says when there are fewer, where it has words of its own for it.
    pub few: Option<&'static str>,
    /// How it says that there are more.
    pub many: Many,
    /// What its positional arguments are.
    pub takes: Positional,
    /// Flags of which at most one may be given.
    pub exclusive: &'static [&'static [&'static str]],
    /// Pairs of a flag and the flag that it needs.
    pub requires: &'static [&'static [&'static str]],
    /// Flags of which at least one must be given.
    pub one_required: &'static [&'static [&'static str]],
    /// Flags that go only together.
    pub together: &'static [&'static [&'static str]],
    /// Flags that exclude positional arguments.
    pub no_positional_with: &'static [&'static [&'static str]],
    /// The fields that `--json` knows; empty where it has no such flag (or its fields are not known).
    pub json: &'static [JsonField],
    /// Its flags, those of its groups among them.
    pub flags: &'static [Flag],
}

/// How many positional arguments a command takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// At least so many.
    pub min: u8,
    /// At most so many; `None`: any number.
    pub max: Option<u8>,
}

/// How gh says that there are too many positional arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// By their number.
    Counts,
    /// It names them, and reminds of quotes where a flag has a value.
    UnknownArgument,
    /// It takes the first for a command.
    UnknownCommand,
    /// In these words.
    Says(&'static str),
}

/// What the positional arguments of a command are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positional {
    /// There are none.
    Nothing,
    /// A pull request: number, `#number`, URL, or branch.
    Pull,
    /// An issue: number, `#number`, or URL.
    Issue,
    /// A workflow run's id.
    Run,
    /// A repository: `OWNER/NAME`, a name, or a URL.
    Repository,
    /// The login of a user or organisation.
    Owner,
    /// A path of the REST API.
    Endpoint,
    /// Words of a search.
    Query,
    /// Anything else: names, files, tags.
    Word,
}

/// How a flag takes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value, or one joined by `=`.
    Bool,
    /// One value; the last one given counts.
    String,
    /// A signed integer.
    Int,
    /// An unsigned integer.
    Uint,
    /// A number.
    Float,
    /// A duration such as `1h30m`.
    Duration,
    /// A value only when joined by `=`, else [`Flag::bare`].
    Optional,
    /// A list: repeatable, each value one CSV record.
    Csv,
    /// A list: repeatable, split at every comma.
    Plain,
    /// A list: repeatable, never split.
    Array,
}

/// One flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its name without the dashes.
    pub long: &'static str,
    /// Its letter.
    pub short: Option<char>,
    /// How it takes its value.
    pub kind: Kind,
    /// The values it accepts, compared without case; empty: any.
    pub values: &'static [EnumValue],
    /// The value when it is not given.
    pub default: Option<&'static str>,
    /// The value when it is given without one.
    pub bare: Option<&'static str>,
    /// Whether help leaves it out.
    pub hidden: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether the command fails without it.
    pub required: bool,
    /// Whether `--flag=false` differs from its absence.
    pub tri_state: bool,
    /// Whether the empty value differs from its absence.
    pub nilable: bool,
    /// The first release that has it.
    pub since: Version,
}

/// One value of a flag that accepts only some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value.
    pub name: &'static str,
    /// The first release that accepts it.
    pub since: Version,
}

/// One field of a command's JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonField {
    /// Its name.
    pub name: &'static str,
    /// The first release that has it.
    pub since: Version,
}

/// `--help`, which every command has; it has no letter of its own.
const HELP: Flag = Flag {
    long: "help",
    short: None,
    kind: Kind::Bool,
    values: &[],
    default: None,
    bare: None,
    hidden: false,
    deprecated: false,
    required: false,
    tri_state: false,
    nilable: false,
    since: Version::FIRST,
};

/// Every command, ordered by path.
#[must_use]
pub fn commands() -> &'static [Command] {
    COMMANDS
}

/// The command with exactly this path, aliases not considered.
#[must_use]
pub fn command(path: &[&str]) -> Option<&'static Command> {
    COMMANDS.binary_search_by(|command| command.path.cmp(path)).ok().and_then(|nth| COMMANDS.get(nth))
}

/// The commands directly below each group, by its path.
fn children() -> &'static HashMap<&'static [&'static str], Vec<&'static Command>> {
    static CHILDREN: LazyLock<HashMap<&'static [&'static str], Vec<&'static Command>>> = LazyLock::new(|| {
        let mut children: HashMap<_, Vec<_>> = HashMap::new();
        for command in COMMANDS {
            if let Some((_, group)) = command.path.split_last() {
                children.entry(group).or_default().push(command);
            }
        }
        children
    });
    &CHILDREN
}

/// The first segments that paths of GitHub's REST API begin with.
#[must_use]
pub fn rest_roots() -> &'static [&'static str] {
    REST_ROOTS
}

impl Command {
    /// The command called `name` directly below this one, in a release.
    #[must_use]
    pub fn child(&self, name: &str, version: Version) -> Option<&'static Command> {
        let is_alias = |(alias, since): &(&str, Version)| *alias == name && *since <= version;
        let is_called = |command: &&&Command| {
            command.since <= version && (command.path.last() == Some(&name) || command.aliases.iter().any(is_alias))
        };
        children().get(self.path)?.iter().find(is_called).copied()
    }

    /// The flag `--long`, in a release.
    #[must_use]
    pub fn flag(&self, long: &str, version: Version) -> Option<&'static Flag> {
        self.flags.iter().find(|flag| flag.long == long && flag.since <= version)
    }

    /// The flag `-short`, in a release.
    #[must_use]
    pub fn short(&self, short: char, version: Version) -> Option<&'static Flag> {
        self.flags.iter().find(|flag| flag.short == Some(short) && flag.since <= version)
    }

    /// How many positional arguments it takes in a release.
    #[must_use]
    pub fn arity(&self, version: Version) -> Arity {
        match self.later_arity {
            Some((since, arity)) if since <= version => arity,
            _ => self.arity,
        }
    }

    /// Its whole name: `gh pr merge`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = "gh".to_owned();
        for word in self.path {
            name.push(' ');
            name.push_str(word);
        }
        name
    }
}

impl Flag {
    /// Whether it can stand without a value, so that it never takes the next word.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        matches!(self.kind, Kind::Bool | Kind::Optional)
    }

    /// Whether it may be given several times, every time adding to its list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::Csv | Kind::Plain | Kind::Array)
    }

    /// How gh's messages name it: `-L, --limit`.
    #[must_use]
    pub fn display(&self) -> String {
        match self.short {
            Some(short) => format!("-{short}, --{}", self.long),
            None => format!("--{}", self.long),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_unique_and_each_has_its_group() {
        for (nth, command) in commands().iter().enumerate() {
            assert!(commands().iter().skip(nth + 1).all(|other| other.path != command.path), "{}", command.name());
            if let Some((_, parents)) = command.path.split_last() {
                assert!(super::command(parents).is_some_and(|group| group.group), "{}", command.name());
            }
        }
    }

    #[test]
    fn flags_are_unique_within_a_command_and_rules_name_existing_ones() {
        for command in commands() {
            for (nth, flag) in command.flags.iter().enumerate() {
                let rest = command.flags.get(nth + 1..).unwrap_or_default();
                assert!(rest.iter().all(|other| other.long != flag.long), "{} --{}", command.name(), flag.long);
                if flag.short.is_some() {
                    assert!(rest.iter().all(|other| other.short != flag.short), "{} --{}", command.name(), flag.long);
                }
                assert_eq!(flag.kind == Kind::Optional, flag.bare.is_some(), "{} --{}", command.name(), flag.long);
            }
            let rules = [command.exclusive, command.requires, command.one_required, command.together];
            for name in rules.iter().flat_map(|rule| rule.iter()).flat_map(|names| names.iter()) {
                assert!(command.flag(name, Version::NEWEST).is_some(), "{} --{name}", command.name());
            }
        }
    }

    #[test]
    fn what_came_later_is_hidden_from_earlier_releases() {
        let api = command(&["api"]).expect("gh api");
        assert!(api.flag("slurp", Version::new(2, 46)).is_none());
        assert!(api.flag("slurp", Version::new(2, 48)).is_some());
        let checkout = command(&["pr", "checkout"]).expect("gh pr checkout");
        assert_eq!(checkout.arity(Version::new(2, 46)).min, 1);
        assert_eq!(checkout.arity(Version::NEWEST).min, 0);
    }
}
