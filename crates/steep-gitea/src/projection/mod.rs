//! gh's JSON out of Gitea's: which jq expression rebuilds each field, and which further request it needs.
//!
//! The tables are data, `grammars/projections/*.toml`; [`shape`] turns the fields that a command asks for into one jq
//! object.

mod shape;
#[cfg(test)]
mod tests;

pub(crate) use self::shape::Shape;

/// One kind of object that gh prints as JSON.
#[derive(Debug)]
pub(crate) struct Projection {
    /// What a variable that holds one of Gitea's objects is called: `pr`.
    pub(crate) object: &'static str,
    /// What further requests are made with: the name of the value and its expression over Gitea's object.
    pub(crate) keys: &'static [(&'static str, &'static str)],
    /// The further requests.
    pub(crate) requests: &'static [Request],
    /// The fields in gh's order, which is that of their names.
    pub(crate) fields: &'static [Field],
}

/// A request for one object, beside that for the object itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// Below the repository, with the keys in braces: `pulls/{number}/files`.
    pub(crate) path: &'static str,
    /// Its query without the question mark; may be empty.
    pub(crate) query: &'static str,
    /// How many pages of 50 are read; 1 where the answer is no list, or all of it comes at once.
    pub(crate) pages: u32,
    /// It gives the object itself, which is complete in a view already.
    pub(crate) only_for_lists: bool,
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    /// gh's name.
    pub(crate) name: &'static str,
    /// The expression that rebuilds it.
    pub(crate) jq: &'static str,
    /// A shorter one that a reader can do with.
    pub(crate) brief: &'static str,
    /// The request that the expression is over; `None`: the object itself.
    pub(crate) request: Option<&'static str>,
    /// What differs from gh's.
    pub(crate) approximate: Option<&'static str>,
    /// Why there is no such thing on Gitea.
    pub(crate) missing: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/projections.rs"));
