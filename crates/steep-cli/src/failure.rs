//! What could not be done to a file.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that could not be done, and why. The others are done all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What could not be done: `read`, `write`.
    pub(crate) verb: &'static str,
    /// To which file; `None` for what is about the whole run.
    pub(crate) path: Option<PathBuf>,
    /// Why, in words that are the same for failures of the same kind.
    pub(crate) why: String,
    /// What is particular to this one.
    pub(crate) detail: Option<String>,
}

impl Failure {
    pub(crate) fn new(verb: &'static str, path: &Path, why: impl fmt::Display) -> Self {
        Failure { verb, path: Some(path.to_owned()), why: why.to_string(), detail: None }
    }

    /// A failure of the whole run.
    pub(crate) fn general(verb: &'static str, why: impl fmt::Display) -> Self {
        Failure { verb, path: None, why: why.to_string(), detail: None }
    }

    pub(crate) fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}", self.verb)?;
        if let Some(path) = &self.path {
            write!(f, " {}", path.display())?;
        }
        write!(f, ": {}", self.why)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
