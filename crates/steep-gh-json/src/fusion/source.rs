//! Where a rebuilt field comes from.

use steep_jq::{Entry, EntryKey, Expr, Operator, Step};

use super::walk::{Kind, Nulls};
use crate::narrow::Inner;
use crate::shape::Shape;

/// Longer expressions are better said once, in a stage of their own.
const LONGEST_EXPRESSION: usize = 32;

/// The fields of a kind of object, and the expressions that rebuild them.
#[derive(Clone, Debug)]
pub(super) enum Entries<'a> {
    /// Those that a command asks for.
    Shape(&'a Shape),
    /// Those of an object inside such a field.
    Object(Vec<(String, Option<Expr>)>),
    /// The same, each its own source: what is taken of them is noted.
    Noted(&'a Shape),
    /// Those of an object inside the field of that name, which are noted, too.
    Inside(String),
}

/// The source of a field.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    /// What stands for it over the target's object: a path, or an expression.
    pub(super) expr: Expr,
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
                let expr = shape.own_expression(name)?;
                path_and_kind(&expr).or_else(|| expression(&expr))
            }
            Entries::Object(entries) => {
                let (_, value) = entries.iter().find(|(key, _)| key == name)?;
                match value {
                    None => Some(Source::same(Expr::Identity.field(name))),
                    Some(expr) => path_and_kind(expr),
                }
            }
            Entries::Noted(shape) => {
                let inside = || Entries::Inside(name.to_owned());
                let kind = match shape.inner(name) {
                    None => Kind::Same,
                    Some(Inner::Object) => Kind::Object(inside(), Nulls::None),
                    Some(Inner::ObjectOrNull) => Kind::Object(inside(), Nulls::Shown),
                    Some(Inner::List) => Kind::List(inside()),
                };
                Some(Source { kind, ..Source::same(Expr::Identity.field(name)) })
            }
            Entries::Inside(_) => Some(Source::same(Expr::Identity.field(name))),
        }
    }
}

impl Source<'_> {
    fn same(path: Expr) -> Self {
        Source { expr: path, is_path: true, kind: Kind::Same }
    }
}

/// An expression that yields one value for every object.
fn expression<'a>(expr: &Expr) -> Option<Source<'a>> {
    let is_large = expr.any(&|inner| {
        matches!(inner, Expr::Variable(_) | Expr::Object(_) | Expr::List(_) | Expr::Binary(_, Operator::Comma, _))
            || matches!(inner, Expr::Path(_, steps) if steps.iter().any(|step| !matches!(step.to, Step::Field(_))))
    });
    let text = expr.term_text();
    let is_short = !is_large && text.starts_with("(.") && text.len() <= LONGEST_EXPRESSION + "()".len();
    is_short.then_some(Source { expr: expr.clone(), is_path: false, kind: Kind::Same })
}

/// `.a.b`; `.a | {…}`; `.a | if . then {…} else null end`; `[.a[]? | {…}]`.
fn path_and_kind<'a>(expr: &Expr) -> Option<Source<'a>> {
    match expr {
        Expr::Path(..) => Some(Source::same(path(expr)?)),
        Expr::Binary(left, Operator::Pipe, right) => {
            let expr = path(left)?;
            let kind = match right.as_ref() {
                Expr::Object(entries) => Kind::Object(object(entries)?, Nulls::Hidden),
                Expr::If(branches, Some(otherwise)) => match branches.as_slice() {
                    [(Expr::Identity, Expr::Object(entries))] if **otherwise == Expr::call("null") => {
                        Kind::Object(object(entries)?, Nulls::Shown)
                    }
                    _ => return None,
                },
                _ => return None,
            };
            Some(Source { expr, is_path: true, kind })
        }
        Expr::List(Some(inner)) => {
            let Expr::Binary(left, Operator::Pipe, right) = inner.as_ref() else { return None };
            let (Expr::Path(head, steps), Expr::Object(entries)) = (left.as_ref(), right.as_ref()) else { return None };
            let (last, before) = steps.split_last()?;
            if **head != Expr::Identity || last.to != Step::All || !last.optional || before.is_empty() {
                return None;
            }
            let expr = path(&Expr::Path(head.clone(), before.to_vec()))?;
            Some(Source { expr, is_path: true, kind: Kind::ListOrNull(object(entries)?) })
        }
        _ => None,
    }
}

/// The path, when it is one of plain keys.
fn path(expr: &Expr) -> Option<Expr> {
    let is_one = matches!(expr, Expr::Path(head, _) if **head == Expr::Identity) && expr.is_plain_path();
    is_one.then(|| expr.clone())
}

fn object<'a>(entries: &[Entry]) -> Option<Entries<'a>> {
    let entries = entries.iter().map(|entry| match &entry.key {
        EntryKey::Name(key) => Some((key.text.clone(), entry.value.clone())),
        EntryKey::Variable(_) | EntryKey::Computed(_) | EntryKey::Elided => None,
    });
    entries.collect::<Option<Vec<_>>>().map(Entries::Object)
}
