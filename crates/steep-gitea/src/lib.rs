//! Says forge operations on Gitea: as a tea command where that tea version can do all of it, else as curl and jq on the
//! REST API, else not at all, with the reason.

use steep_forge::{Fidelity, Loss, Note, Refusal, Request};
use steep_shell::read::Dialect;
use steep_shell::{Script, Status, Stdin, Stdout};

/// The Gitea that commands are written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its base address without a trailing slash: `https://git.example.org`.
    pub host: String,
    /// The tea program, when commands may use it.
    pub tea: Option<Tea>,
    /// The environment variable that holds the token.
    pub token_variable: String,
}

/// A tea program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tea {
    /// Its version: one of those in `grammars/tea/`.
    pub version: String,
    /// The name it is called by (`tea`, Debian's `tea-cli`).
    pub program: String,
    /// The login to name with `--login`.
    pub login: Option<String>,
}

/// Which form to choose where nobody consumes the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The form that a person would write.
    #[default]
    Readable,
    /// gh's JSON always.
    Data,
}

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Who reads the output.
    pub stdout: Stdout,
    /// Whether the exit status is used.
    pub status: Status,
    /// Where standard input comes from.
    pub stdin: Stdin,
    /// Which shell runs it.
    pub dialect: Dialect,
    /// Which form to choose where there is a choice.
    pub prefer: Prefer,
}

/// The program that does the work of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// tea.
    Tea,
    /// curl and jq.
    Curl,
    /// git.
    Git,
}

impl Tool {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Tool::Tea => "tea",
            Tool::Curl => "curl",
            Tool::Git => "git",
        }
    }
}

/// A form that does what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    /// The form.
    pub script: Script,
    /// What mainly does the work.
    pub tool: Tool,
    /// How well.
    pub fidelity: Fidelity,
    /// What is lost; not empty exactly when `fidelity` is partial.
    pub losses: Vec<Loss>,
    /// What the reader should know.
    pub notes: Vec<Note>,
}

/// Says `request` on `target`.
///
/// # Errors
/// A [`Refusal`] where the target cannot do it.
pub fn emit(_request: &Request, _target: &Target, _surroundings: &Surroundings) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "anything".to_owned() })
}
