//! Where a rebuilt field comes from.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part};

use super::walk::{Kind, Nulls};
use crate::projection::Shape;

/// Longer expressions are better said once, in a stage of their own.
const LONGEST_EXPRESSION: usize = 32;

/// The fields of a kind of object, and the expressions that rebuild them.
#[derive(Clone, Debug)]
pub(super) enum Entries<'a> {
    /// Those that a command asks for.
    Shape(&'a Shape),
    /// Those of an object inside such a field.
    Object(Vec<(&'a str, Option<Term<&'a str>>)>),
}

/// The source of a field.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    /// What stands for it over Gitea's object: a path, or an expression.
    pub(super) text: String,
    /// Whether it is a path.
    pub(super) is_path: bool,
    /// What it is.
    pub(super) kind: Kind<'a>,
}

impl<'a> Entries<'a> {
    /// The source of the field of that name; `None` for a field that is none of them, or that has no short source.
    pub(super) fn find(&self, name: &str) -> Option<Source<'a>> {
        match self {
            Entries::Shape(shape) => {
                let text = shape.own_expression(name)?;
                let term: Term<&'a str> = jaq_core::load::parse(text, |parser| parser.term())?;
                path_and_kind(&term).or_else(|| expression(text))
            }
            Entries::Object(entries) => {
                let (key, value) = entries.iter().find(|(key, _)| *key == name)?;
                match value {
                    None => Some(Source::same(format!(".{key}"))),
                    Some(term) => path_and_kind(term),
                }
            }
        }
    }
}

impl Source<'_> {
    fn same(path: String) -> Self {
        Source { text: path, is_path: true, kind: Kind::Same }
    }
}

/// An expression that yields one value for every object.
fn expression<'a>(text: &str) -> Option<Source<'a>> {
    let is_short = text.len() <= LONGEST_EXPRESSION && !text.contains(['$', '{', '[', ',']) && text.starts_with('.');
    is_short.then(|| Source { text: format!("({text})"), is_path: false, kind: Kind::Same })
}

/// `.a.b`; `.a | {…}`; `.a | if . then {…} else null end`; `[.a[]? | {…}]`.
fn path_and_kind<'a>(term: &Term<&'a str>) -> Option<Source<'a>> {
    match term {
        Term::Path(..) => Some(Source::same(path(term)?)),
        Term::BinOp(left, BinaryOp::Pipe(None), right) => {
            let text = path(left)?;
            let kind = match right.as_ref() {
                Term::Obj(entries) => Kind::Object(object(entries)?, Nulls::Hidden),
                Term::IfThenElse(branches, Some(otherwise)) => match (branches.as_slice(), otherwise.as_ref()) {
                    ([(Term::Id, Term::Obj(entries))], Term::Call("null", _)) => {
                        Kind::Object(object(entries)?, Nulls::Shown)
                    }
                    _ => return None,
                },
                _ => return None,
            };
            Some(Source { text, is_path: true, kind })
        }
        Term::Arr(Some(inner)) => {
            let Term::BinOp(left, BinaryOp::Pipe(None), right) = inner.as_ref() else { return None };
            let (Term::Path(head, parts), Term::Obj(entries)) = (left.as_ref(), right.as_ref()) else { return None };
            let (Term::Id, Some(((Part::Range(None, None), Opt::Optional), before))) =
                (head.as_ref(), parts.0.split_last())
            else {
                return None;
            };
            let text = before.iter().map(step).collect::<Option<String>>().filter(|text| !text.is_empty())?;
            Some(Source { text, is_path: true, kind: Kind::ListOrNull(object(entries)?) })
        }
        _ => None,
    }
}

/// The path as text, when it is one of plain keys.
fn path(term: &Term<&str>) -> Option<String> {
    let Term::Path(head, parts) = term else { return None };
    let Term::Id = head.as_ref() else { return None };
    parts.0.iter().map(step).collect::<Option<String>>().filter(|text| !text.is_empty())
}

fn step(part: &(Part<Term<&str>>, Opt)) -> Option<String> {
    match part {
        (Part::Index(key), Opt::Essential) => Some(format!(".{}", plain(key)?)),
        _ => None,
    }
}

fn object<'a>(entries: &[(Term<&'a str>, Option<Term<&'a str>>)]) -> Option<Entries<'a>> {
    let entries = entries.iter().map(|(key, value)| Some((plain(key)?, value.clone())));
    entries.collect::<Option<Vec<_>>>().map(Entries::Object)
}

/// The text of a string that is one piece of the program.
pub(super) fn plain<'a>(term: &Term<&'a str>) -> Option<&'a str> {
    match term {
        Term::Str(None, parts) => match parts.as_slice() {
            [StrPart::Str(text)] => Some(text),
            _ => None,
        },
        _ => None,
    }
}
