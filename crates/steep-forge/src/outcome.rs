use std::fmt;

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
    #[error("`{command}` is not a command that gh knows")]
    UnknownCommand {
        /// As written.
        command: String,
    },
    /// The source program would not accept it.
    #[error("gh does not accept it: {error}")]
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
    /// A text that grants permissions would grant more.
    #[error("the rewritten text would grant more than the original: {what}")]
    WidensPermission {
        /// What.
        what: String,
    },
    /// It stands in the code of another language, which has quotes and escapes of its own.
    #[error("it stands in code ({language}) that is not read")]
    OtherLanguage {
        /// As the document calls it.
        language: String,
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
    /// The fidelity reached is less than the user accepts.
    #[error("only a partial counterpart exists: {loss}")]
    BelowAccepted {
        /// What is lost.
        loss: String,
    },
}

impl Refusal {
    /// The category under which reports count it: a stable, kebab-case word.
    #[must_use]
    pub fn category(&self) -> &'static str {
        match self {
            Refusal::NoEquivalent { .. } => "no-equivalent",
            Refusal::UnknownCommand { .. } => "unknown-command",
            Refusal::UsageError { .. } => "usage-error",
            Refusal::RuntimeValue { .. } => "runtime-value",
            Refusal::NeedsNewer { .. } => "needs-newer",
            Refusal::Ambiguous { .. } => "ambiguous",
            Refusal::WidensPermission { .. } => "widens-permission",
            Refusal::OtherLanguage { .. } => "other-language",
            Refusal::DoesNotFit { .. } => "does-not-fit",
            Refusal::NotAGitHubPath { .. } => "not-a-github-path",
            Refusal::NotYet { .. } => "not-yet",
            Refusal::BelowAccepted { .. } => "partial",
        }
    }
}
