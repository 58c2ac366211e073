use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use steep_shell::{Function, Script};

use crate::{Answer, Fidelity, Loss, Note, Request, WishKind};

/// The program that does the work of a form, by the name under which reports count it. A target names its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tool(Cow<'static, str>);

impl Tool {
    /// The tool of that name.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Tool(Cow::Borrowed(name))
    }

    /// Its name in reports.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Tool {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(Tool(Cow::Owned(name.to_owned())))
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
    /// Why the forge's own client does not do the work, where it could be used: a clause without a full stop.
    pub passed_over: Option<String>,
}

/// The form of an [`Emission`] for a text that has functions at its head, which it calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hoisted {
    /// The form.
    pub script: Script,
    /// The functions that it calls, and those that they call. Those of one name are the same for all forms of a target.
    pub functions: Vec<Function>,
}

impl Emission {
    /// A form that loses nothing yet; see [`Emission::losing`].
    #[must_use]
    pub fn new(tool: Tool, fidelity: Fidelity, script: Script) -> Self {
        Emission { script, tool, fidelity, losses: Vec::new(), notes: Vec::new(), passed_over: None }
    }

    /// The same, at most as good as `fidelity`.
    #[must_use]
    pub fn at_most(mut self, fidelity: Fidelity) -> Self {
        self.fidelity = self.fidelity.min(fidelity);
        self
    }

    /// The same with something lost: partial.
    #[must_use]
    pub fn losing(mut self, what: impl Into<String>, why: impl Into<String>) -> Self {
        self.losses.push(Loss { what: what.into(), why: why.into() });
        self.at_most(Fidelity::Partial)
    }

    /// The same with something to know.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(Note(note.into()));
        self
    }

    /// The same with why the forge's own client does not do the work.
    #[must_use]
    pub fn passing_over(mut self, why: impl Into<String>) -> Self {
        self.passed_over = Some(why.into());
        self
    }

    /// The same with what the source of `request` lost or has to say and with what the target answers to its wishes, and at
    /// most as good as the request allows. A target calls it once, on the form that it chose.
    #[must_use]
    pub fn judged_by(mut self, request: &Request, answer: impl Fn(WishKind) -> Answer) -> Self {
        self.losses.extend(request.losses.iter().cloned());
        self.notes.extend(request.notes.iter().cloned());
        for wish in &request.wishes {
            match answer(wish.kind) {
                Answer::Noted(note) => self.notes.push(Note(note.to_owned())),
                Answer::Lost(why) => self.losses.push(Loss { what: wish.what.clone(), why: why.to_owned() }),
            }
        }
        let best = if self.losses.is_empty() { request.best } else { Fidelity::Partial };
        self.at_most(best)
    }
}
