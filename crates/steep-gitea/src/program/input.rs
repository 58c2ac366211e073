//! What is known of the value that a part of a program gets.

use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::Part;

use super::{Prints, plain};

/// Fields that are never an empty text.
const NEVER_EMPTY: &[&str] = &[
    "baseRefName",
    "baseRefOid",
    "closedAt",
    "closed_at",
    "completedAt",
    "context",
    "createdAt",
    "created_at",
    "date",
    "filename",
    "full_name",
    "headBranch",
    "headRefName",
    "headRefOid",
    "head_branch",
    "html_url",
    "login",
    "mergedAt",
    "merged_at",
    "message",
    "messageHeadline",
    "nameWithOwner",
    "oid",
    "path",
    "publishedAt",
    "ref",
    "sha",
    "sshUrl",
    "ssh_url",
    "startedAt",
    "state",
    "status",
    "submittedAt",
    "submitted_at",
    "tagName",
    "tag_name",
    "title",
    "updatedAt",
    "updated_at",
    "url",
    "workflowName",
];

/// Fields that are objects: the order of their keys shows where their values are taken one by one.
const OBJECTS: &[&str] = &[
    "author",
    "base",
    "commit",
    "committer",
    "defaultBranchRef",
    "head",
    "headRepository",
    "headRepositoryOwner",
    "isInOrganization",
    "latestRelease",
    "licenseInfo",
    "mergeCommit",
    "mergedBy",
    "milestone",
    "owner",
    "parent",
    "permissions",
    "primaryLanguage",
    "repo",
    "repository",
    "uploader",
    "user",
];

/// The value that a part of a program gets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input<'t, 's> {
    /// The whole document.
    Document {
        /// It is a list.
        is_list: bool,
    },
    /// A result of this.
    Of(&'t Term<&'s str>),
    /// A list, or something else that is no object.
    NoObject,
    /// It is not followed.
    Unknown,
}

impl<'t, 's> Input<'t, 's> {
    /// The results of `term`, whose own input this is.
    pub(super) fn through(self, term: &'t Term<&'s str>) -> Self {
        match term {
            Term::BinOp(left, BinaryOp::Pipe(None), right) => self.through(left).through(right),
            Term::BinOp(_, BinaryOp::Pipe(Some(_)), right) => self.through(right),
            // These pass on what they get.
            Term::Id => self,
            Term::Call("select", _) if !is_text_condition(term) => self,
            Term::Call("reverse" | "sort" | "sort_by" | "unique" | "unique_by", _) if !self.may_be_object() => self,
            Term::BinOp(left, BinaryOp::Alt, right)
                if !self.through(left).may_be_object() && !self.through(right).may_be_object() =>
            {
                Input::NoObject
            }
            other => Input::Of(other),
        }
    }

    /// The items of the list that it is.
    pub(super) fn items(self) -> Self {
        match self {
            Input::Of(Term::Arr(Some(inner))) => Input::Unknown.through(inner),
            Input::Of(Term::Call("map", arguments)) => match arguments.as_slice() {
                [one] => Input::Unknown.through(one),
                _ => Input::Unknown,
            },
            Input::Of(Term::Call("combinations" | "group_by" | "paths" | "transpose", _)) => Input::NoObject,
            _ => Input::Unknown,
        }
    }

    /// Whether it may be a text that is empty.
    pub(super) fn may_be_empty(self) -> bool {
        match self.term().and_then(fields) {
            Some((name, Some(of))) if name == "name" => ["author", "user", "owner", "committer"].contains(&of.as_str()),
            Some((name, _)) => !NEVER_EMPTY.contains(&name.as_str()),
            None => true,
        }
    }

    /// Whether it is a text for sure.
    pub(super) fn is_text(self, types: &dyn Fn(&str) -> Prints) -> bool {
        match self.term() {
            Some(Term::Str(..)) => true,
            // What a condition on a text let through is one.
            Some(condition @ Term::Call("select", _)) => is_text_condition(condition),
            Some(Term::Call(
                "ascii_downcase" | "ascii_upcase" | "sub" | "gsub" | "tostring" | "join" | "ltrimstr" | "rtrimstr",
                _,
            )) => true,
            Some(path) => fields(path).is_some_and(|(name, before)| {
                // A field of something that may be null is null.
                let prints = types(&name);
                !prints.null && !prints.composite && before.is_none_or(|before| !types(&before).null)
            }),
            None => false,
        }
    }

    /// Whether it may be an object: of a list, the order is the same to everybody.
    pub(super) fn may_be_object(self) -> bool {
        match self {
            Input::Document { is_list } => !is_list,
            Input::NoObject => false,
            Input::Unknown => true,
            Input::Of(term) => match term {
                Term::Arr(_) => false,
                Term::Call(name, _) => !MAKE_LISTS.contains(name),
                Term::Path(_, path) if is_slice(path.0.last().map(|(part, _)| part)) => false,
                path => fields(path).is_none_or(|(name, _)| is_object(&name)),
            },
        }
    }

    /// The term that made it, where that is known.
    pub(super) fn term(self) -> Option<&'t Term<&'s str>> {
        match self {
            Input::Of(term) => Some(term),
            Input::Document { .. } | Input::NoObject | Input::Unknown => None,
        }
    }
}

/// Functions whose results are lists.
const MAKE_LISTS: &[&str] = &[
    "combinations",
    "explode",
    "flatten",
    "group_by",
    "keys",
    "map",
    "paths",
    "reverse",
    "scan",
    "sort",
    "sort_by",
    "split",
    "to_entries",
    "transpose",
    "unique",
    "unique_by",
];

/// Whether a field of that name is an object.
pub(super) fn is_object(name: &str) -> bool {
    OBJECTS.contains(&name)
}

fn is_slice(part: Option<&Part<Term<&str>>>) -> bool {
    matches!(part, Some(Part::Range(from, to)) if from.is_some() || to.is_some())
}

fn is_text_condition(term: &Term<&str>) -> bool {
    matches!(term, Term::Call("select", arguments)
        if matches!(arguments.as_slice(), [Term::Call("startswith" | "endswith" | "test", _)]))
}

/// Whether the results of `term` are lists or objects.
pub(super) fn is_composite(term: &Term<&str>, types: &dyn Fn(&str) -> Prints) -> bool {
    match last_stage(term) {
        Term::Arr(_) | Term::Obj(_) => true,
        path => fields(path).is_some_and(|(name, _)| types(&name).composite),
    }
}

/// The stage whose results are those of the whole.
fn last_stage<'t, 's>(term: &'t Term<&'s str>) -> &'t Term<&'s str> {
    match term {
        Term::BinOp(_, BinaryOp::Pipe(_), right) => last_stage(right),
        other => other,
    }
}

/// The last field that a path names, and the one before it.
fn fields(term: &Term<&str>) -> Option<(String, Option<String>)> {
    let Term::Path(_, path) = term else { return None };
    let name = |nth: usize| match path.0.get(nth) {
        Some((Part::Index(index), _)) => plain(index),
        _ => None,
    };
    let last = path.0.len().checked_sub(1)?;
    let before = (0..last).rev().find_map(name);
    Some((name(last)?, before))
}
