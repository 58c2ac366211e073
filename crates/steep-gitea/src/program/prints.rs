//! What a program's results may be.

use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part};

use super::plain;

/// What a program's results may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prints {
    /// null
    pub(crate) null: bool,
    /// Lists or objects.
    pub(crate) composite: bool,
    /// Numbers with a fraction.
    pub(crate) fraction: bool,
}

impl Prints {
    pub(super) const SCALAR: Prints = Prints { null: false, composite: false, fraction: false };
    pub(super) const COMPOSITE: Prints = Prints { composite: true, ..Prints::SCALAR };
    pub(crate) const ANYTHING: Prints = Prints { null: true, composite: true, fraction: true };

    fn or(self, other: Prints) -> Prints {
        Prints {
            null: self.null || other.null,
            composite: self.composite || other.composite,
            fraction: self.fraction || other.fraction,
        }
    }
}

/// What is known of the input of a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// It is the document, or a part of its list.
    document: bool,
    /// It may be null.
    null: bool,
}

impl Given {
    /// The whole document.
    pub(super) const DOCUMENT: Given = Given { document: true, null: false };
    /// Some value.
    pub(super) const VALUE: Given = Given { document: false, null: false };
}

/// What the results of `term` may be. `types` tells of a field by its name.
pub(super) fn of(term: &Term<&str>, types: &dyn Fn(&str) -> Prints, given: Given) -> Prints {
    let prints = |term: &Term<&str>, given: Given| of(term, types, given);
    match term {
        Term::Str(..) | Term::Num(_) | Term::Neg(_) => Prints::SCALAR,
        Term::Arr(_) | Term::Obj(_) => Prints::COMPOSITE,
        Term::Id | Term::Recurse | Term::Var(_) | Term::Fold(..) => Prints::ANYTHING,
        Term::Break(_) => Prints::SCALAR,
        Term::Label(_, inner) => prints(inner, given),
        Term::BinOp(left, operator, right) => match operator {
            BinaryOp::Pipe(_) => match right.as_ref() {
                // These pass on what they get.
                Term::Id => prints(left, given),
                Term::Call(
                    "select" | "sort_by" | "reverse" | "sort" | "unique" | "unique_by" | "values" | "first" | "last"
                    | "ltrimstr" | "rtrimstr",
                    _,
                ) => {
                    let left = prints(left, given);
                    Prints { null: left.null && !matches!(right.as_ref(), Term::Call("values", _)), ..left }
                }
                right => {
                    let null = may_be_null(left, types, given);
                    prints(right, Given { document: given.document && passes_on(left), null })
                }
            },
            BinaryOp::Comma => prints(left, given).or(prints(right, given)),
            BinaryOp::Alt => {
                let left = prints(left, given);
                let right = prints(right, given);
                Prints { null: right.null, ..left.or(right) }
            }
            BinaryOp::Or | BinaryOp::And | BinaryOp::Cmp(_) => Prints::SCALAR,
            BinaryOp::Math(_) => {
                let both = prints(left, given).or(prints(right, given));
                // Adding null to a value gives the value.
                Prints { null: prints(left, given).null && prints(right, given).null, ..both }
            }
            BinaryOp::Assign | BinaryOp::Update | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt => Prints::COMPOSITE,
        },
        Term::TryCatch(inner, catch) => {
            catch.iter().fold(prints(inner, given), |all, catch| all.or(prints(catch, given)))
        }
        Term::IfThenElse(branches, otherwise) => {
            let all = branches.iter().map(|(_, then)| prints(then, given)).reduce(Prints::or);
            let last = otherwise.as_ref().map_or(Prints::ANYTHING, |otherwise| prints(otherwise, given));
            all.unwrap_or(last).or(last)
        }
        Term::Def(_, rest) => prints(rest, given),
        Term::Call(name, _) => match *name {
            "length" | "tostring" | "join" | "ascii_downcase" | "ascii_upcase" | "test" | "startswith" | "endswith"
            | "contains" | "inside" | "any" | "all" | "not" | "tonumber" | "tojson" | "ltrimstr" | "rtrimstr"
            | "sub" | "gsub" | "now" | "todate" | "fromdate" | "has" | "in" | "empty" | "error" | "type" | "true"
            | "false" | "floor" | "utf8bytelength" | "strftime" | "todateiso8601" | "implode" | "halt" => {
                Prints::SCALAR
            }
            "map" | "keys" | "to_entries" | "from_entries" | "with_entries" | "group_by" | "unique" | "unique_by"
            | "sort" | "sort_by" | "split" | "reverse" | "flatten" | "tostream" | "map_values" | "capture"
            | "match" | "paths" | "explode" | "transpose" | "combinations" => Prints::COMPOSITE,
            "range" | "splits" | "ascii" => Prints::SCALAR,
            format if format.starts_with('@') => Prints::SCALAR,
            _ => Prints::ANYTHING,
        },
        Term::Path(head, path) => {
            let optional = path.0.iter().any(|(_, opt)| matches!(opt, Opt::Optional));
            match path.0.last() {
                Some((Part::Index(index), _)) => match plain(index) {
                    Some(name) => {
                        let end = types(&name);
                        let indexed =
                            path.0.iter().any(|(part, _)| matches!(part, Part::Index(index) if plain(index).is_none()));
                        let from = head_is_safe(head);
                        // A field of something that may be null is null.
                        let before = path.0.iter().rev().skip(1).take_while(|(part, _)| !matches!(part, Part::Range(..))).any(
                            |(part, _)| matches!(part, Part::Index(index) if plain(index).is_some_and(|name| types(&name).null)),
                        );
                        Prints { null: end.null || indexed || optional || !from || before || given.null, ..end }
                    }
                    None => Prints::ANYTHING,
                },
                // A slice of a text or of a list.
                Some((Part::Range(from, to), _)) if from.is_some() || to.is_some() => {
                    let before = path.0.len().checked_sub(2).and_then(|nth| path.0.get(nth));
                    match before {
                        Some((Part::Index(index), _)) => match plain(index) {
                            Some(name) => types(&name),
                            None => Prints::ANYTHING,
                        },
                        _ => Prints::ANYTHING,
                    }
                }
                // The items of the document's list are objects.
                Some((Part::Range(..), _)) if given.document && path.0.len() == 1 && matches!(**head, Term::Id) => {
                    Prints::COMPOSITE
                }
                Some(_) => Prints::ANYTHING,
                None => prints(head, given),
            }
        }
    }
}

/// Whether its results are its input, or parts of the list that is its input.
fn passes_on(term: &Term<&str>) -> bool {
    match term {
        Term::Id | Term::Call("select" | "sort_by" | "reverse", _) => true,
        Term::Path(head, path) => {
            matches!(**head, Term::Id)
                && matches!(path.0.as_slice(), [(Part::Range(from, to), _)] if from.is_some() || to.is_some())
        }
        Term::BinOp(left, BinaryOp::Pipe(None), right) => passes_on(left) && passes_on(right),
        _ => false,
    }
}

/// Whether a field of it is there when its kind of object has it.
fn head_is_safe(head: &Term<&str>) -> bool {
    matches!(head, Term::Id | Term::Var(_))
}

/// Whether a result of the term that another one gets may be null, so that its fields are.
fn may_be_null(term: &Term<&str>, types: &dyn Fn(&str) -> Prints, given: Given) -> bool {
    match term {
        Term::Id => given.null,
        // What takes one of a list may find none; `first(f)` gives nothing then.
        Term::Call("first" | "last" | "max" | "max_by" | "min" | "min_by", arguments) => {
            arguments.is_empty() || !matches!(term, Term::Call("first" | "last", _))
        }
        Term::Path(_, path) => match path.0.last() {
            Some((Part::Index(index), _)) => plain(index).is_none_or(|name| given.null || types(&name).null),
            _ => false,
        },
        Term::BinOp(left, BinaryOp::Pipe(_), right) => {
            let null = may_be_null(left, types, given);
            may_be_null(right, types, Given { null, ..given })
        }
        _ => false,
    }
}
