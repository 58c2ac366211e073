//! The middle language: what a command asks of a forge, in no command line's language.
//!
//! A source (`steep-gh`) makes a [`Request`]; a target (`steep-gitea`) says it. A source knows nothing of targets, a
//! target nothing of gh. Values are shell [`Word`](steep_shell::Word)s, because the text they come from and the text
//! they go to are shell: a value may be known (`12`), known to the shell at run time (`$n`) or to the reader (`<N>`).
//!
//! What a source cannot say here it must refuse with a [`Refusal`]; what a target cannot do it must refuse or name as a
//! [`Loss`]. Nothing is dropped in between: every field of an operation has to be looked at by every target.

mod emission;
pub mod operation;
mod outcome;
mod output;
mod query;
mod repository;
mod surroundings;
mod target;
pub mod template;
mod wish;

pub use emission::{Emission, Hoisted, Tool};
pub use operation::Operation;
pub use outcome::{Fidelity, Loss, Note, Refusal, RefusalKind, UnknownName};
pub use output::{Filter, Output};
pub use query::{Field, Forks, Limit, Moment, Order, Person, Predicate, Quantity, Query, Sort, State};
pub use repository::{Item, Repository, Visibility};
pub use surroundings::{Identity, Matcher, Prefer, Surroundings};
pub use target::{Credential, SettingError, Target, TokenIn, WebPage};
pub use template::Template;
pub use wish::{Answer, Service, Wish, WishKind};

/// One command's meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The name under which its rule is documented and reported: `gh pr merge`.
    pub rule: &'static str,
    /// The repository it is about.
    pub repository: Repository,
    /// The server that the source would ask, where it is none of the source's own.
    pub server: Option<String>,
    /// What is asked.
    pub operation: Operation,
    /// In what form the answer is wanted.
    pub output: Output,
    /// What the source itself already lost or changed in meaning.
    pub losses: Vec<Loss>,
    /// What is asked beside the operation.
    pub wishes: Vec<Wish>,
    /// What the reader should know although nothing is lost.
    pub notes: Vec<Note>,
    /// The best that a form of it can be, where not everything that the source does can be said.
    pub best: Fidelity,
}
