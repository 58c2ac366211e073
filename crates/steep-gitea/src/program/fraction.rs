//! Numbers with a fraction: gh prints two digits of one.

use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::ops::Math;
use jaq_core::path::Part;

use super::children::children;
use super::plain;

/// Whether a result may be a number with a fraction, of which gh prints two digits.
pub(super) fn prints_fraction(program: &Term<&str>) -> bool {
    makes_fractions(program) && may_be_fraction(program)
}

fn makes_fractions(term: &Term<&str>) -> bool {
    let here = match term {
        Term::BinOp(_, BinaryOp::Math(Math::Div) | BinaryOp::UpdateMath(Math::Div), right) => {
            !matches!(right.as_ref(), Term::Str(..))
        }
        Term::Num(text) => text.contains(['.', 'e', 'E']),
        Term::Call(name, _) => {
            matches!(
                *name,
                "now" | "tonumber" | "fromjson" | "sqrt" | "cbrt" | "pow" | "log" | "log2" | "log10" | "exp"
            )
        }
        _ => false,
    };
    here || children(term).into_iter().any(makes_fractions)
}

fn may_be_fraction(term: &Term<&str>) -> bool {
    match term {
        Term::Num(text) => text.contains(['.', 'e', 'E']),
        Term::Str(..) | Term::Arr(_) | Term::Obj(_) | Term::Break(_) => false,
        Term::Neg(inner) | Term::Label(_, inner) | Term::Def(_, inner) => may_be_fraction(inner),
        Term::BinOp(left, operator, right) => match operator {
            BinaryOp::Pipe(_) => match right.as_ref() {
                Term::Id | Term::Call("select" | "values" | "numbers", _) => may_be_fraction(left),
                right => may_be_fraction(right),
            },
            BinaryOp::Math(Math::Div) => !matches!(right.as_ref(), Term::Str(..)),
            BinaryOp::Math(Math::Rem) => false,
            BinaryOp::Comma | BinaryOp::Alt | BinaryOp::Math(_) => may_be_fraction(left) || may_be_fraction(right),
            _ => false,
        },
        Term::TryCatch(inner, catch) => may_be_fraction(inner) || catch.as_deref().is_some_and(may_be_fraction),
        Term::IfThenElse(branches, otherwise) => {
            branches.iter().any(|(_, then)| may_be_fraction(then)) || otherwise.as_deref().is_none_or(may_be_fraction)
        }
        Term::Call(name, _) => {
            !matches!(
                *name,
                "floor"
                    | "ceil"
                    | "round"
                    | "length"
                    | "tostring"
                    | "join"
                    | "test"
                    | "startswith"
                    | "endswith"
                    | "contains"
                    | "inside"
                    | "any"
                    | "all"
                    | "not"
                    | "tojson"
                    | "map"
                    | "keys"
                    | "to_entries"
                    | "group_by"
                    | "sort"
                    | "sort_by"
                    | "unique"
                    | "unique_by"
                    | "split"
                    | "has"
                    | "empty"
                    | "error"
                    | "type"
                    | "true"
                    | "false"
                    | "todate"
                    | "strftime"
                    | "fromdate"
                    | "fromdateiso8601"
                    | "mktime"
                    | "range"
                    | "index"
                    | "select"
                    | "ascii_downcase"
                    | "ascii_upcase"
                    | "ltrimstr"
                    | "rtrimstr"
                    | "sub"
                    | "gsub"
            ) && !name.starts_with('@')
        }
        Term::Path(_, path) => !matches!(path.0.last(), Some((Part::Index(index), _)) if plain(index).is_some()),
        Term::Id | Term::Recurse | Term::Var(_) | Term::Fold(..) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(text: &str) -> bool {
        prints_fraction(&jaq_core::load::parse(text, |parser| parser.term()).expect("a jq program"))
    }

    #[test]
    fn fractions_are_seen_where_they_come_out() {
        for text in ["add / length", "[.[].n] | add / 2", "now", "1.5", ".a / 2, 1", "map(.x / 2)[]"] {
            assert!(fraction(text), "{text}");
        }
        for text in [".number", "add / length | floor", "map(.x / 2)", r#""\(1 / 3)""#, ".[] | add", "now | todate"] {
            assert!(!fraction(text), "{text}");
        }
    }
}
