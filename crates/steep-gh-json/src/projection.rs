//! Which jq expression rebuilds each of gh's fields, and which further request it needs.

use std::fmt;

use steep_jq::{Expr, Schema, Type};

/// What a target's answers hold, beside what a projection says of single fields.
pub trait Answers: Schema + fmt::Debug + Sync {
    /// `expr` over an answer, made to yield what a program can rely on: times as GitHub writes them.
    fn for_programs(&self, expr: Expr) -> Expr;
}

/// One kind of object that gh prints as JSON.
#[derive(Debug)]
pub struct Projection {
    /// The gh commands that print it, without `gh`: `pr list`.
    pub commands: &'static [&'static str],
    /// What a variable that holds one of the target's objects is called: `pr`.
    pub object: &'static str,
    /// What further requests are made with: the name of the value and its expression over the target's object.
    pub keys: &'static [(&'static str, &'static str)],
    /// gh prints nothing at all for an empty list of them, not `[]`.
    pub nothing_when_empty: bool,
    /// The further requests.
    pub requests: &'static [Request],
    /// The fields in gh's order, which is that of their names.
    pub fields: &'static [Field],
    /// What the target's objects hold.
    pub answers: &'static dyn Answers,
}

/// A request for one object, beside that for the object itself.
#[derive(Debug, PartialEq, Eq)]
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
    /// What the answer is.
    #[must_use]
    pub fn answer_type(&self) -> Type {
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
    /// Why there is no such thing on the target.
    pub missing: Option<&'static str>,
}
