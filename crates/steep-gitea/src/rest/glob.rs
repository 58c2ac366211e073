//! Patterns of file names, as jq conditions.

use steep_forge::Refusal;
use steep_jq::{Expr, jq};
use steep_shell::Word;

use crate::rest::{Vars, words};

/// The jq conditions that a file's name matches the patterns, one a pattern.
pub(crate) fn conditions(patterns: &[Word], vars: &mut Vars) -> Result<Vec<Expr>, Refusal> {
    let mut conditions = Vec::new();
    for pattern in patterns {
        words::one(pattern)?;
        conditions.push(match pattern.as_literal() {
            Some(name) if !name.contains(['*', '?', '[', '\\']) => jq(".name").equals(Expr::text(name)),
            Some(glob) => jq(".name | test($_regex)").with("regex", Expr::text(expression(&glob)?)),
            None => {
                let pattern = vars.text("pattern", words::one(pattern)?);
                // Brackets mean the same in both languages.
                let regex =
                    jq(r#"gsub("(?<c>[.+$(){}|\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".") | "^\(.)$""#);
                jq(".name | test($_regex)").with("regex", pattern.then(regex))
            }
        });
    }
    Ok(conditions)
}

/// A pattern of Go's `path.Match` as a regular expression.
fn expression(glob: &str) -> Result<String, Refusal> {
    let mut out = String::from("^");
    let mut chars = glob.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '[' => {
                out.push('[');
                let mut closed = false;
                for inner in chars.by_ref() {
                    out.push(inner);
                    if inner == ']' {
                        closed = true;
                        break;
                    }
                }
                if !closed {
                    return Err(Refusal::UsageError { error: format!("syntax error in pattern: {glob}") });
                }
            }
            '\\' => match chars.next() {
                Some(next) => push_escaped(&mut out, next),
                None => return Err(Refusal::UsageError { error: format!("syntax error in pattern: {glob}") }),
            },
            other => push_escaped(&mut out, other),
        }
    }
    out.push('$');
    Ok(out)
}

fn push_escaped(out: &mut String, c: char) {
    if ".+*?()|[]{}^$\\/".contains(c) && c != '/' {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_become_expressions() {
        assert_eq!(expression("*.deb").unwrap(), r"^[^/]*\.deb$");
        assert_eq!(expression("app-?.[0-9]*(x)").unwrap(), r"^app-[^/]\.[0-9][^/]*\(x\)$");
        assert_eq!(expression(r"a\*b").unwrap(), r"^a\*b$");
        assert!(expression("a[").is_err());
        assert!(expression("a\\").is_err());
    }
}
