//! gh's JSON out of Gitea's: which jq expression rebuilds each field, and which further request it needs.
//!
//! The tables are data, `grammars/projections/*.toml`; `Shape` turns the fields that a command asks for into one jq
//! object.

mod companion;
mod names;
mod shape;
#[cfg(test)]
mod tests;
pub(crate) mod time;

use steep_jq::Type;

pub(crate) use self::names::{GitHub, Gitea, is_time};
pub(crate) use self::shape::Shape;

/// Every projection, in the order of the files' names.
#[must_use]
pub fn projections() -> &'static [&'static Projection] {
    ALL
}

/// One kind of object that gh prints as JSON.
#[derive(Debug)]
#[non_exhaustive]
pub struct Projection {
    /// The gh commands that print it, without `gh`: `pr list`.
    pub commands: &'static [&'static str],
    /// What a variable that holds one of Gitea's objects is called: `pr`.
    pub object: &'static str,
    /// What further requests are made with: the name of the value and its expression over Gitea's object.
    pub keys: &'static [(&'static str, &'static str)],
    /// gh prints nothing at all for an empty list of them, not `[]`.
    pub nothing_when_empty: bool,
    /// The further requests.
    pub requests: &'static [Request],
    /// The fields in gh's order, which is that of their names.
    pub fields: &'static [Field],
}

/// A request for one object, beside that for the object itself.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Its name in the table.
    pub name: &'static str,
    /// What its path is relative to.
    pub below: Below,
    /// With the keys in braces: `pulls/{number}/files`.
    pub path: &'static str,
    /// Its query without the question mark; may be empty.
    pub query: &'static str,
    /// How many pages of 50 are read; 1 where the answer is no list, or all of it comes at once.
    pub pages: u32,
    /// The answer is a list.
    pub list: bool,
    /// It gives the object itself, which is complete in a view already.
    pub only_for_lists: bool,
    /// The answer is whether there is such a thing: false where the status is 404, a failure where it is another error.
    pub exists: bool,
}

impl Request {
    /// What the companion calls it with `--with`; `None` where it does not know it.
    pub(crate) fn name_in_companion(&self) -> Option<&'static str> {
        let (_, last) = self.path.rsplit_once('/')?;
        match (self.below, last) {
            (Below::Server, _) => None,
            _ if self.exists => None,
            (_, "{number}") => (self.path == "pulls/{number}").then_some("self"),
            (
                _,
                known @ ("comments" | "commits" | "files" | "reactions" | "reviews" | "status" | "timeline" | "blocks"
                | "dependencies" | "jobs"),
            ) => Some(known),
            _ => None,
        }
    }

    /// What the answer is.
    pub(crate) fn answer_type(&self) -> Type {
        if self.exists {
            Type::BOOLEAN
        } else if self.list || self.pages > 1 {
            Type::OBJECT.list()
        } else {
            Type::OBJECT
        }
    }
}

/// What a request's path is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// The repository that the command is about.
    Repository,
    /// The API itself.
    Server,
}

/// One field.
#[derive(Debug)]
#[non_exhaustive]
pub struct Field {
    /// gh's name.
    pub name: &'static str,
    /// The expression that rebuilds it.
    pub jq: &'static str,
    /// A shorter one that a reader can do with.
    pub brief: &'static str,
    /// The request that the expression is over; `None`: the object itself.
    pub request: Option<&'static str>,
    /// What differs from gh's.
    pub approximate: Option<&'static str>,
    /// Why there is no such thing on Gitea.
    pub missing: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/projections.rs"));
