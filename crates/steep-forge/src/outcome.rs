use std::fmt;
use std::str::FromStr;

/// How well an emitted form does what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fidelity {
    /// Something named is lost.
    Partial,
    /// The same effect, another layout for a reader.
    Equivalent,
    /// The same effect and the same machine-readable output.
    Exact,
}

impl Fidelity {
    /// Its name in options and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Fidelity::Exact => "exact",
            Fidelity::Equivalent => "equivalent",
            Fidelity::Partial => "partial",
        }
    }
}

impl fmt::Display for Fidelity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is none of the names that a type has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not one of {known}")]
pub struct UnknownName {
    /// As given.
    pub name: String,
    /// The names, comma-separated.
    pub known: &'static str,
}

impl FromStr for Fidelity {
    type Err = UnknownName;

    /// Reads a name as [`Fidelity::as_str`] gives it.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Fidelity::Exact, Fidelity::Equivalent, Fidelity::Partial]
            .into_iter()
            .find(|it| it.as_str() == name)
            .ok_or_else(|| UnknownName { name: name.to_owned(), known: "exact, equivalent, partial" })
    }
}

/// Something that does not survive: it makes the outcome partial.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Loss {
    /// What: `--reason`, `field isPinned`.
    pub what: String,
    /// Why, in a sentence without a full stop.
    pub why: String,
}

/// Something the reader should know although the effect is the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note(pub String);

/// Why a command stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The target has nothing that does it.
    #[error("the target has no counterpart of {feature}")]
    NoEquivalent {
        /// What it lacks.
        feature: String,
    },
    /// The command is not one of the source program's.
    #[error("`{command}` is not a known command")]
    UnknownCommand {
        /// As written.
        command: String,
    },
    /// The source program would not accept it.
    #[error("the command is not valid: {error}")]
    UsageError {
        /// What the source program would say.
        error: String,
    },
    /// It depends on a value that only the shell knows.
    #[error("{what} is only known at run time")]
    RuntimeValue {
        /// Which.
        what: String,
    },
    /// It is about somebody who did not move to the target.
    #[error("{what} stays on GitHub")]
    StaysOnGitHub {
        /// What: `the owner cli`.
        what: String,
    },
    /// A later version of the target could.
    #[error("it needs {what}")]
    NeedsNewer {
        /// Which version.
        what: String,
    },
    /// The text can be read in several ways.
    #[error("the text is ambiguous: {why}")]
    Ambiguous {
        /// How.
        why: String,
    },
    /// A text that says what may be run would grant more.
    #[error("a permission is not rewritten, since it could grant more: {what}")]
    WidensPermission {
        /// What.
        what: String,
    },
    /// It looks like a directive to steep, and is none.
    #[error("it is no directive, and nothing is left alone because of it; write `{meant}`")]
    UnknownDirective {
        /// How it is spelt right.
        meant: String,
    },
    /// A script compares commands with it.
    #[error("commands are compared with it, which it does not match once they are rewritten: {pattern}")]
    Pattern {
        /// As written.
        pattern: String,
    },
    /// A text that forbids commands would forbid less.
    #[error("a ban is not rewritten, since it could forbid less: {what}")]
    WeakensBan {
        /// What.
        what: String,
    },
    /// It stands in the code of another language, which has quotes and escapes of its own.
    #[error("it stands in code ({language}) that is not read")]
    OtherLanguage {
        /// As the document calls it.
        language: String,
    },
    /// Another program runs it, in a way that the replacement cannot be run.
    #[error("`{wrapper}` runs it: {why}")]
    Wrapped {
        /// That program: `ssh`, `xargs`.
        wrapper: String,
        /// Why the replacement cannot stand in its words, as a sentence without a full stop.
        why: String,
    },
    /// Another command that acts on the same objects stays, and half a statement would ask two forges.
    #[error("it acts on the same objects as {other}, which stays")]
    PartOfStatement {
        /// The command that stays: `gh issue list` on line 3.
        other: String,
    },
    /// Nobody is asked where the text runs, and the source program would ask.
    #[error("{what} is missing, and nobody can be asked for it where the text runs by itself")]
    Missing {
        /// What.
        what: String,
    },
    /// The replacement cannot stand there.
    #[error("the replacement does not fit its place: {why}")]
    DoesNotFit {
        /// Why.
        why: String,
    },
    /// The API path is none of GitHub's.
    #[error("`{path}` is not a path of GitHub's API")]
    NotAGitHubPath {
        /// The path.
        path: String,
    },
    /// It could perhaps be said, but steep has no rule that does.
    #[error("steep has no rule yet for {feature}")]
    NotYet {
        /// What: a command (`gh release create`), a flag of one (`gh pr create --dry-run`), a search qualifier.
        feature: String,
    },
    /// The caller of the library keeps it, whatever could be written.
    #[error("a policy keeps it: {why}")]
    Policy {
        /// Why, as a sentence without a full stop.
        why: String,
    },
    /// The form is longer than the user accepts.
    #[error("its form has a line of {length} characters, more than {most}{}", .shorter.as_ref().map_or(String::new(), |it| format!("; with {it}")))]
    TooLong {
        /// Characters of its longest line.
        length: usize,
        /// The most that are accepted.
        most: usize,
        /// The setting that would make it fit, and the form: `--helper NAME: NAME get …`.
        shorter: Option<String>,
    },
    /// The fidelity reached is less than the user accepts.
    #[error("only a partial counterpart exists: {loss}")]
    BelowAccepted {
        /// What is lost.
        loss: String,
    },
}

impl Refusal {
    /// Which of the reasons it is, without its particulars.
    #[must_use]
    pub fn kind(&self) -> RefusalKind {
        match self {
            Refusal::Ambiguous { .. } => RefusalKind::Ambiguous,
            Refusal::DoesNotFit { .. } => RefusalKind::DoesNotFit,
            Refusal::Missing { .. } => RefusalKind::Missing,
            Refusal::NeedsNewer { .. } => RefusalKind::NeedsNewer,
            Refusal::NoEquivalent { .. } => RefusalKind::NoEquivalent,
            Refusal::NotAGitHubPath { .. } => RefusalKind::NotAGitHubPath,
            Refusal::NotYet { .. } => RefusalKind::NotYet,
            Refusal::OtherLanguage { .. } => RefusalKind::OtherLanguage,
            Refusal::PartOfStatement { .. } => RefusalKind::PartOfStatement,
            Refusal::BelowAccepted { .. } => RefusalKind::BelowAccepted,
            Refusal::Pattern { .. } => RefusalKind::Pattern,
            Refusal::Policy { .. } => RefusalKind::Policy,
            Refusal::RuntimeValue { .. } => RefusalKind::RuntimeValue,
            Refusal::StaysOnGitHub { .. } => RefusalKind::StaysOnGitHub,
            Refusal::TooLong { .. } => RefusalKind::TooLong,
            Refusal::UnknownCommand { .. } => RefusalKind::UnknownCommand,
            Refusal::UnknownDirective { .. } => RefusalKind::UnknownDirective,
            Refusal::UsageError { .. } => RefusalKind::UsageError,
            Refusal::WeakensBan { .. } => RefusalKind::WeakensBan,
            Refusal::WidensPermission { .. } => RefusalKind::WidensPermission,
            Refusal::Wrapped { .. } => RefusalKind::Wrapped,
        }
    }

    /// The name of its [kind](Refusal::kind), under which reports count it: a stable, kebab-case word.
    #[must_use]
    pub fn category(&self) -> &'static str {
        self.kind().as_str()
    }
}

/// The reasons of [`Refusal`]s. They are ordered by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// The text can be read in several ways.
    Ambiguous,
    /// The replacement cannot stand there.
    DoesNotFit,
    /// Something is missing that nobody can be asked for.
    Missing,
    /// A later version of the target could.
    NeedsNewer,
    /// The target has nothing that does it.
    NoEquivalent,
    /// The API path is none of GitHub's.
    NotAGitHubPath,
    /// There is no rule for it yet.
    NotYet,
    /// It stands in the code of another language.
    OtherLanguage,
    /// Another part of the statement stays.
    PartOfStatement,
    /// Less faithful than what is accepted: `partial`.
    BelowAccepted,
    /// A script compares commands with it.
    Pattern,
    /// The caller's policy keeps it.
    Policy,
    /// It depends on a value that only the shell knows.
    RuntimeValue,
    /// It is about somebody who did not move to the target.
    StaysOnGitHub,
    /// Longer than what is accepted.
    TooLong,
    /// The command is not one of the source program's.
    UnknownCommand,
    /// A directive that is misspelt.
    UnknownDirective,
    /// The source program would not accept it.
    UsageError,
    /// A text that forbids commands would forbid less.
    WeakensBan,
    /// A text that says what may be run would grant more.
    WidensPermission,
    /// Another program runs it.
    Wrapped,
}

impl RefusalKind {
    /// All of them, by name.
    pub const ALL: [RefusalKind; 21] = [
        RefusalKind::Ambiguous,
        RefusalKind::DoesNotFit,
        RefusalKind::Missing,
        RefusalKind::NeedsNewer,
        RefusalKind::NoEquivalent,
        RefusalKind::NotAGitHubPath,
        RefusalKind::NotYet,
        RefusalKind::OtherLanguage,
        RefusalKind::PartOfStatement,
        RefusalKind::BelowAccepted,
        RefusalKind::Pattern,
        RefusalKind::Policy,
        RefusalKind::RuntimeValue,
        RefusalKind::StaysOnGitHub,
        RefusalKind::TooLong,
        RefusalKind::UnknownCommand,
        RefusalKind::UnknownDirective,
        RefusalKind::UsageError,
        RefusalKind::WeakensBan,
        RefusalKind::WidensPermission,
        RefusalKind::Wrapped,
    ];

    /// Its name in reports: a stable, kebab-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RefusalKind::Ambiguous => "ambiguous",
            RefusalKind::DoesNotFit => "does-not-fit",
            RefusalKind::Missing => "missing",
            RefusalKind::NeedsNewer => "needs-newer",
            RefusalKind::NoEquivalent => "no-equivalent",
            RefusalKind::NotAGitHubPath => "not-a-github-path",
            RefusalKind::NotYet => "not-yet",
            RefusalKind::OtherLanguage => "other-language",
            RefusalKind::PartOfStatement => "part-of-statement",
            RefusalKind::BelowAccepted => "partial",
            RefusalKind::Pattern => "pattern",
            RefusalKind::Policy => "policy",
            RefusalKind::RuntimeValue => "runtime-value",
            RefusalKind::StaysOnGitHub => "stays-on-github",
            RefusalKind::TooLong => "too-long",
            RefusalKind::UnknownCommand => "unknown-command",
            RefusalKind::UnknownDirective => "unknown-directive",
            RefusalKind::UsageError => "usage-error",
            RefusalKind::WeakensBan => "weakens-ban",
            RefusalKind::WidensPermission => "widens-permission",
            RefusalKind::Wrapped => "wrapped",
        }
    }
}

impl fmt::Display for RefusalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RefusalKind {
    type Err = UnknownName;

    /// Reads a name as [`RefusalKind::as_str`] gives it.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let kind = RefusalKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        kind.ok_or_else(|| UnknownName { name: name.to_owned(), known: "the categories of `report.schema.json`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_ordered_by_their_names_and_read_back() {
        assert!(RefusalKind::ALL.is_sorted() && RefusalKind::ALL.map(RefusalKind::as_str).is_sorted());
        for kind in RefusalKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("other".parse::<RefusalKind>().is_err());
    }
}
