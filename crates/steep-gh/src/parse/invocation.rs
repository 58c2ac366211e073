use steep_shell::Word;

use crate::grammar::{Command, Flag};

/// A command line that was taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// The command.
    pub command: &'static Command,
    /// Its flags in the order given.
    pub flags: Vec<Given>,
    /// Its positional arguments.
    pub positionals: Vec<Word>,
    /// How many of them stand before `--`; `None` where there is no `--`.
    pub before_dashes: Option<usize>,
    /// Whether it only asks for help, whatever else it says.
    pub help: bool,
}

/// One flag as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub flag: &'static Flag,
    /// Its value.
    pub value: Value,
}

/// The value of a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Of a flag that is on or off.
    Bool(bool),
    /// Of a flag with one value.
    One(Word),
    /// Of one occurrence of a list flag.
    Many(Vec<Word>),
}

impl Invocation {
    /// Whether the flag was given at all, be it as `--flag=false`.
    #[must_use]
    pub fn has(&self, long: &str) -> bool {
        self.flags.iter().any(|given| given.flag.long == long)
    }

    /// The state of an on/off flag; `None` where it was not given. The last one counts.
    #[must_use]
    pub fn switch(&self, long: &str) -> Option<bool> {
        self.values(long).rev().find_map(|value| match value {
            Value::Bool(on) => Some(*on),
            Value::One(_) | Value::Many(_) => None,
        })
    }

    /// The value of a flag that takes one. The last one counts.
    #[must_use]
    pub fn word(&self, long: &str) -> Option<&Word> {
        self.values(long).rev().find_map(|value| match value {
            Value::One(word) => Some(word),
            Value::Bool(_) | Value::Many(_) => None,
        })
    }

    /// All values of a list flag, in order.
    #[must_use]
    pub fn list(&self, long: &str) -> Vec<&Word> {
        self.values(long)
            .flat_map(|value| match value {
                Value::Many(words) => words.as_slice(),
                Value::One(word) => std::slice::from_ref(word),
                Value::Bool(_) => &[],
            })
            .collect()
    }

    /// How many values it has: the words of its positional arguments (a search is cut at blanks), and of each flag its own or those
    /// of its list.
    pub(crate) fn count(&self) -> usize {
        let words = |word: &Word| word.display().split_whitespace().count().max(1);
        let of_flags = self.flags.iter().map(|given| match &given.value {
            Value::Many(words) => words.len(),
            Value::Bool(_) | Value::One(_) => 1,
        });
        self.positionals.iter().map(words).chain(of_flags).sum()
    }

    fn values<'a>(&'a self, long: &str) -> impl DoubleEndedIterator<Item = &'a Value> {
        self.flags.iter().filter(move |given| given.flag.long == long).map(|given| &given.value)
    }
}
