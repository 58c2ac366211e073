//! Times with an offset, `2024-03-01T12:00:00+01:00`, brought to UTC by jq programs that the oldest jq runs.

use std::sync::LazyLock;

use steep_jq::{Expr, jq};

/// The program that gives a time, a text as of RFC 3339 without fractions of a second, in UTC and ending in `Z`.
#[must_use]
pub fn utc() -> Expr {
    jq("if endswith(\"Z\") then . else $_moved end").with("moved", moved())
}

/// The same of a time that may be null, which stays null.
#[must_use]
pub fn utc_or_null() -> Expr {
    jq("if . == null or endswith(\"Z\") then . else $_moved end").with("moved", moved())
}

fn moved() -> Expr {
    jq("(.[:19] + \"Z\" | fromdate) - (.[19:22] | tonumber) * 3600 - (.[19:20] + .[23:] | tonumber) * 60 | todate")
}

/// A program that says one of the two more than once defines how, and says it by name.
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
    fn what_moves_times_is_said_once() {
        let created = || jq(".created_at").then(utc());
        let both = Expr::object([("a", created()), ("b", jq(".closed_at").then(utc_or_null()))]);
        let expected = format!("def utc: {}; {{a: (.created_at | utc), b: (.closed_at | utc)}}", utc_or_null());
        assert_eq!(said_once(both).to_string(), expected);
        assert_eq!(said_once(created()), created());
    }
}
