//! Patterns of file names, as jq conditions and as regular expressions.

use steep_forge::Refusal;
use steep_jq::{Expr, jq};
use steep_shell::Word;

use crate::stage::Vars;
use crate::words;

/// The jq conditions that a file's name, the field `name` of an object, matches the patterns, one a pattern. What only the shell
/// knows of them goes into `vars`.
///
/// # Errors
/// Where a pattern may become several words, and for one that is none.
pub fn conditions(patterns: &[Word], vars: &mut Vars) -> Result<Vec<Expr>, Refusal> {
    let mut conditions = Vec::new();
    for pattern in patterns {
        words::one(pattern)?;
        conditions.push(match pattern.as_literal() {
            Some(name) if !name.contains(['*', '?', '[', '\\']) => jq(".name").equals(Expr::text(name)),
            Some(glob) => jq(".name | test($_regex)").with("regex", Expr::text(format!("^{}$", expression(&glob)?))),
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

/// The regular expression of the paths that one of the patterns matches, whole or by the last name, without anchors. awk, grep and jq
/// read it alike.
///
/// # Errors
/// For a pattern that is known only at run time, one that is none, and one with letters that not every awk knows.
pub fn paths(patterns: &[Word]) -> Result<String, Refusal> {
    let one = |pattern: &Word| {
        let Some(glob) = pattern.as_literal() else {
            return Err(Refusal::RuntimeValue { what: format!("the pattern `{}`", pattern.display()) });
        };
        if !glob.is_ascii() {
            return Err(Refusal::NoEquivalent { feature: format!("letters beyond ASCII in the pattern `{glob}`") });
        }
        // A last name has no slash, so that a pattern with one can only match the whole.
        let folders = if glob.contains('/') { "" } else { "(.*/)?" };
        Ok(folders.to_owned() + &expression(&glob)?)
    };
    let each = patterns.iter().map(one).collect::<Result<Vec<String>, Refusal>>()?;
    Ok(if each.len() > 1 { format!("({})", each.join("|")) } else { each.concat() })
}

/// A pattern of Go's `path.Match` as a regular expression without anchors.
fn expression(glob: &str) -> Result<String, Refusal> {
    let mut out = String::new();
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
        assert_eq!(expression("*.deb").unwrap(), r"[^/]*\.deb");
        assert_eq!(expression("app-?.[0-9]*(x)").unwrap(), r"app-[^/]\.[0-9][^/]*\(x\)");
        assert_eq!(expression(r"a\*b").unwrap(), r"a\*b");
        assert!(expression("a[").is_err());
        assert!(expression("a\\").is_err());
    }

    #[test]
    fn a_path_is_matched_whole_or_by_its_last_name() {
        let of = |patterns: &[&str]| paths(&patterns.iter().copied().map(Word::literal).collect::<Vec<_>>());
        assert_eq!(of(&["*.lock"]).unwrap(), r"(.*/)?[^/]*\.lock");
        assert_eq!(of(&["gen/*"]).unwrap(), "gen/[^/]*");
        assert_eq!(of(&["a", "b/c"]).unwrap(), "((.*/)?a|b/c)");
        assert!(of(&["é*"]).is_err());
    }
}
