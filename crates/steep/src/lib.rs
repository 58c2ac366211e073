//! Rewrites `gh` commands in documents into what does the same on a self-hosted Gitea.
//!
//! ```
//! use steep::{Target, Transpiler};
//!
//! let steep = Transpiler::builder()
//!     .target(Target::gitea("https://git.example.org").tea("0.9.2"))
//!     .map_owner("Acme", "acme")
//!     .build()?;
//! let out = steep.markdown("Run `gh pr merge 12 --repo Acme/widgets --squash`.\n");
//! assert_eq!(out.text, "Run `tea pulls merge --repo acme/widgets --style squash 12`.\n");
//! assert_eq!(out.summary.rewritten(), 1);
//! # Ok::<(), steep::BuildError>(())
//! ```
//!
//! The library does no input or output, prints nothing, does not panic, and its types are `Send + Sync`. Reading never
//! fails: what cannot be rewritten stays as it is and is a [`Finding`] with its reason.
//!
//! # What is not looked at
//! Strings inside shell quotes and here-documents (they are data), and programs that run gh under another name. What looks
//! like a command in another language's code block (a workflow in YAML, a Python program) is reported and stays.

mod change;
mod coverage;
mod document;
mod finding;
mod fitting;
mod judgement;
mod migrate;
mod permission;
mod search;
mod settle;
mod spans;
mod target;
mod tokens;
mod transpiler;

pub use coverage::Covered;
pub use finding::{Finding, Outcome, Outcomes, Reason, Summary, Transpiled};
pub use migrate::Notice;
pub use steep_edit::{Edit, Edits, LineIndex, Position, Span};
pub use steep_forge::{Fidelity, Loss, Note, Refusal};
pub use steep_gitea::{Prefer, Tool};
pub use steep_shell::read::Limits;
pub use target::Target;
pub use transpiler::{BuildError, Builder, Transpiler};
