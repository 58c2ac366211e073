use crate::grammar::Command;

/// Why gh would not accept a command line, or why that cannot be known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct UsageError {
    /// The command as far as it was understood.
    pub command: &'static Command,
    /// What is wrong.
    pub kind: UsageErrorKind,
    /// What gh would say (without its usage text).
    pub message: String,
}

/// What is wrong with a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UsageErrorKind {
    /// No command of that name.
    UnknownCommand(String),
    /// The name of a command is left to the reader (`gh pr <command>`, `gh issue …`).
    OpenCommand,
    /// No flag of that name; as written, with its dashes.
    UnknownFlag(String),
    /// The flag stands last and has no value.
    MissingValue(String),
    /// The flag does not take that value.
    InvalidValue {
        /// Its long name.
        flag: &'static str,
        /// The value.
        value: String,
    },
    /// Fewer positional arguments than it needs.
    TooFewArguments,
    /// More positional arguments than it takes.
    TooManyArguments,
    /// Flags that exclude each other, or a flag without the one it needs.
    Conflict,
    /// A flag that the command fails without.
    MissingFlag(&'static str),
    /// A field that the command's JSON does not have.
    UnknownField(String),
    /// The shape of the command hangs on a value that only the shell knows.
    RuntimeValue(String),
}
