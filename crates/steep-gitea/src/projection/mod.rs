//! gh's JSON out of Gitea's: which jq expression rebuilds each field, and which further request it needs.
//!
//! The tables are data, `grammars/projections/*.toml`; `Shape` turns the fields that a command asks for into one jq
//! object.

pub(crate) mod companion;
mod names;
#[cfg(test)]
mod tests;
pub(crate) mod time;

use steep_gh_json::Answers;
pub use steep_gh_json::{Below, Field, Projection, Request};
use steep_jq::Expr;

pub use self::companion::names_in_companion;

pub(crate) use self::names::{GitHub, Gitea, is_time};

impl Answers for Gitea {
    fn for_programs(&self, expr: Expr) -> Expr {
        time::times_in_utc(expr)
    }
}

/// Every projection, in the order of the files' names.
#[must_use]
pub fn projections() -> &'static [&'static Projection] {
    ALL
}

include!(concat!(env!("OUT_DIR"), "/projections.rs"));
