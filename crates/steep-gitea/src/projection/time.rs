//! Times. Gitea writes them in its own zone, `2024-03-01T12:00:00+01:00`, and those of commits in their authors'. gh and
//! GitHub have all of them in UTC and ending in `Z`, which is what texts are compared with and what `fromdate` reads.

use steep_jq::{Expr, Operator, Step, jq};
use steep_rest::{utc, utc_or_null};

use super::is_time;

/// The time at `path` in UTC.
pub(crate) fn in_utc(path: &'static str) -> Expr {
    times_in_utc(jq(path))
}

/// `expr` with each of Gitea's times that it reads in UTC. Two times that are only compared to be the same stay as they are,
/// and so do a part of a time, `.updated_at[:19]`, and one whose offset is dealt with by what follows.
pub(crate) fn times_in_utc(mut expr: Expr) -> Expr {
    expr.replace(&|inner| match inner {
        Expr::Binary(left, Operator::Equal | Operator::Differ, right) if reads_time(left) && reads_time(right) => {
            Some(inner.clone())
        }
        Expr::Binary(path, Operator::Pipe, rest) if reads_time(path) && takes_apart(rest) => Some(inner.clone()),
        _ => time(inner).map(|may_be_null| inner.clone().then(if may_be_null { utc_or_null() } else { utc() })),
    });
    expr
}

fn reads_time(expr: &Expr) -> bool {
    time(expr).is_some()
}

/// Whether it deals with the offset itself.
fn takes_apart(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(first, Operator::Pipe, _) => takes_apart(first),
        Expr::Call(name, _) => name == "sub",
        _ => false,
    }
}

/// Whether `expr` is a path to a time, and whether that may be null.
fn time(expr: &Expr) -> Option<bool> {
    let Expr::Path(_, steps) = expr else { return None };
    match &steps.last()?.to {
        Step::Field(name) => is_time(&name.text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_moved_wherever_they_are_read() {
        let moved = |text| times_in_utc(jq(text)).to_string();
        let utc = utc().to_string();
        assert_eq!(moved("{a: .x.created_at}"), format!("{{a: (.x.created_at | {utc})}}"));
        assert_eq!(moved("\"at \\(.updated_at)\""), format!("\"at \\(.updated_at | {utc})\""));
        for same in [".updated_at != .created_at", ".updated_at[:19]", ".updated_at | sub(\"Z$\"; \"\")", "{at: .due}"]
        {
            assert_eq!(moved(same), jq(same).to_string());
        }
    }
}
