//! Times. Gitea writes them in its own zone, `2024-03-01T12:00:00+01:00`, and those of commits in their authors'. gh and
//! GitHub have all of them in UTC and ending in `Z`, which is what texts are compared with and what `fromdate` reads.

use std::sync::LazyLock;

use steep_jq::{Expr, Operator, Step, jq};

use super::is_time;

/// The time that is the input, as a text, in UTC.
pub(crate) fn utc() -> Expr {
    jq("if endswith(\"Z\") then . else $_moved end").with("moved", moved())
}

/// The same of a time that may be null, which stays null.
fn utc_or_null() -> Expr {
    jq("if . == null or endswith(\"Z\") then . else $_moved end").with("moved", moved())
}

fn moved() -> Expr {
    jq("(.[:19] + \"Z\" | fromdate) - (.[19:22] | tonumber) * 3600 - (.[19:20] + .[23:] | tonumber) * 60 | todate")
}

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

/// A program that says the time more than once defines how, and says it by name.
pub(crate) fn said_once(mut program: Expr) -> Expr {
    static TIMES: LazyLock<[Expr; 2]> = LazyLock::new(|| [utc(), utc_or_null()]);
    let [plain, nullable] = &*TIMES;
    let mut count = 0;
    let mut is_users = false;
    visit(&program, &mut |expr| {
        count += usize::from(expr == plain || expr == nullable);
        is_users |= matches!(expr, Expr::User(_));
    });
    if count < 2 || is_users {
        return program;
    }
    program.replace(&|expr| (expr == plain || expr == nullable).then(|| Expr::call("utc")));
    match jq("def utc: $_utc; .").with("utc", nullable.clone()) {
        Expr::Define(definition, _) => Expr::Define(definition, Box::new(program)),
        other => other,
    }
}

fn visit<'e>(expr: &'e Expr, each: &mut dyn FnMut(&'e Expr)) {
    each(expr);
    expr.children(&mut |child| visit(child, each));
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

    #[test]
    fn what_moves_times_is_said_once() {
        let program = said_once(times_in_utc(jq("{a: .created_at, b: .closed_at}"))).to_string();
        assert_eq!(program, format!("def utc: {}; {{a: (.created_at | utc), b: (.closed_at | utc)}}", utc_or_null()));
    }
}
