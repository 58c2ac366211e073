use std::fmt;

use crate::{Emission, Hoisted, Refusal, Request, Service, Surroundings, Tool};

/// A forge that requests are written for.
///
/// It is the only way in which the rest of the program meets a target: a new one is a crate with one implementation.
pub trait Target: fmt::Debug + Send + Sync {
    /// How it is called in options and reports: `PROGRAM@VERSION` or `PROGRAM`.
    fn name(&self) -> String;

    /// Its base address without a trailing slash: `https://git.example.org`.
    fn host(&self) -> &str;

    /// Where its forms find the token that requests are made with.
    fn credential(&self) -> &Credential;

    /// The forge's own command line program, where commands may use it.
    fn client(&self) -> Option<Tool>;

    /// Checks the settings that it was made with.
    ///
    /// # Errors
    /// A [`SettingError`] for the first setting that no command can be written with.
    fn check(&self) -> Result<(), SettingError>;

    /// What the user should know of how its settings are understood, in one sentence without a full stop.
    fn remark(&self) -> Option<String> {
        None
    }

    /// What its forms are known from: the programs and versions whose grammar and behaviour they follow, one a line.
    fn known_from(&self) -> Vec<String> {
        Vec::new()
    }

    /// Says `request`.
    ///
    /// # Errors
    /// A [`Refusal`] where the target cannot do it, or has no rule for it yet.
    fn emit(&self, request: &Request, surroundings: &Surroundings) -> Result<Emission, Refusal>;

    /// A shorter form of `request` that another setting would allow, with what that setting is called; `None` where there is none.
    fn shorter(&self, request: &Request, surroundings: &Surroundings) -> Option<(String, Emission)> {
        let _unused = (request, surroundings);
        None
    }

    /// `form`, which says `request`, for a text that has functions at its head; `None` where it would call none. It does the same,
    /// is as good and loses as much.
    fn hoisted(&self, request: &Request, surroundings: &Surroundings, form: &Emission) -> Option<Hoisted> {
        let _unused = (request, surroundings, form);
        None
    }

    /// What comes near to a service that no operation is about: a clause without a full stop, or nothing.
    fn instead_of(&self, service: Service) -> Option<&'static str>;

    /// The address of a web page below an owner, without a leading slash.
    fn web_path(&self, page: WebPage<'_>) -> String;

    /// What the reader of rewritten documents must know and install, in Markdown. Each line ends with a line feed.
    fn notice(&self) -> String;
}

/// The token that requests are made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The environment variable that holds it, or names the file with it.
    pub variable: String,
    /// What the variable holds.
    pub held_in: TokenIn,
    /// Whether programs that the forms call read the variable themselves, so that it has to be in their environment.
    pub is_exported: bool,
}

/// Where the token is when a command runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenIn {
    /// In the variable. The shell puts it on a command line, which everybody on the machine may see.
    #[default]
    Environment,
    /// In a file that the variable names: one line, `Authorization: token …`.
    HeaderFile,
    /// In a file of options that the variable names: one line, `header = "Authorization: token …"`.
    OptionFile,
}

/// A page of a repository on the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebPage<'a> {
    /// One pull request.
    Pull {
        /// The repository's name, without its owner.
        repository: &'a str,
        /// Its number, with the rest of the address.
        rest: &'a str,
    },
    /// A file or folder.
    Tree {
        /// The repository's name, without its owner.
        repository: &'a str,
        /// The revision is a commit's full hash, not a branch or tag.
        is_commit: bool,
        /// `REVISION/PATH`.
        rest: &'a str,
    },
    /// Any other, by its path.
    Other(&'a str),
}

/// A setting of a target that no command can be written with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingError(pub String);
