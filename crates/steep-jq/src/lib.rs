//! jq programs as trees: read from text, made by constructors, simplified, judged, and printed with as few parentheses as
//! jq's grammar needs.
//!
//! Two kinds of program meet here. Those of this workspace's own are trees from beginning to end: [`jq`] reads a constant
//! text, [`Expr::with`] puts other trees into its holes, and [`Expr::print`] is the only place where jq text is made. A
//! user's filter is text that somebody else wrote: [`Filter`] knows its comments, its names and what its results may be,
//! and it stands in a tree as one opaque term ([`Expr::User`]) whose bytes are never changed.
//!
//! The types ([`Type`]) say what a program yields over a given input, by interpreting it once over types in place of
//! values.

mod expr;
mod filter;
mod free;
mod functions;
mod infer;
mod names;
mod parse;
mod print;
mod regex;
mod simplify;
mod size;
mod types;
mod visits;

pub use self::expr::{Definition, Entry, EntryKey, Expr, Fold, Key, Operator, PathStep, Pattern, Step, TextPart, jq};
pub use self::filter::{Dialect, Filter, Prints, Results};
pub use self::infer::{Facts, infer};
pub use self::names::{is_identifier, is_keyword};
pub use self::parse::{ParseError, parse};
pub use self::print::{Fragment, Printed};
pub use self::regex::{ends_at_the_end, tells_scripts_apart};
pub use self::size::is_readable;
pub use self::types::{Schema, Type};
