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
//! like a command in another language (a workflow in YAML, a Python program), in a code block or a file of its own, is reported
//! and stays.

mod change;
mod comments;
mod coverage;
mod document;
mod embedded;
mod error;
mod error_texts;
mod escapes;
mod filled;
mod finding;
mod fitting;
mod folder;
mod hoist;
mod judgement;
mod language;
mod list;
mod matchers;
mod mention;
mod migrate;
mod nearby;
mod permission;
mod policy;
mod powershell;
mod prefilter;
mod readers;
mod remainder;
mod room;
mod scan;
mod search;
mod sentence;
#[cfg(feature = "serde")]
mod serialize;
mod settings;
mod settle;
mod slip;
mod spans;
mod spoken;
mod target;
mod tokens;
mod transpiler;
mod wrapped;

pub use coverage::{Use, uses};
pub use error::BuildError;
pub use finding::{Finding, Head, Outcome, Reason, Skip, Summary, Transpiled};
pub use hoist::Layout;
pub use language::Language;
pub use list::{Listed, list};
pub use permission::tell_permissions;
pub use policy::Decision;
pub use prefilter::may_hold_gh;
pub use steep_edit::{Edit, Edits, LineIndex, Position, Span};
pub use steep_forge::{Fidelity, Loss, Note, Prefer, Refusal, RefusalKind, SettingError, Tool, UnknownName};
pub use steep_gitea::{Gitea, TeaMark, servers, tea_marks, tea_versions};
pub use steep_markdown::{Flavour, Place, PlaceKind};
pub use steep_shell::read::Limits;
pub use target::{Selector, Target};
pub use transpiler::{Builder, Transpiler};
