//! Keeps the form's own variables apart from those that the document's words use, and that a shell has for itself.

use std::collections::BTreeSet;

use steep_shell::{Part, Piece, Script, Simple, Word};

/// Variables of zsh's own: who sets `path` has no programs afterwards.
const TAKEN: [&str; 11] = [
    "aliases",
    "argv",
    "cdpath",
    "commands",
    "fpath",
    "functions",
    "options",
    "path",
    "pipestatus",
    "signals",
    "status",
];

/// `name_2`, `name_3`, … without an end.
pub(crate) fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    (2_u64..).map(move |nth| format!("{name}_{nth}"))
}

/// `name` and those, as far as nothing has taken them.
pub(crate) fn free<'a>(name: &'a str, is_taken: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = String> + 'a {
    std::iter::once(name.to_owned()).chain(numbered(name)).filter(move |name| !is_taken(name))
}

/// Renames every variable that the form sets and that a word of the document uses, or a shell: `pr` becomes `pr_2`.
pub(crate) fn keep_apart(form: &mut Script) {
    let (mut set, mut used) = (BTreeSet::new(), BTreeSet::new());
    walk(form, &mut |part| match part {
        Found::Sets(name) => {
            set.insert(name.clone());
        }
        Found::Uses(_) => {}
        Found::Word(word) => used.extend(word.parts.iter().flat_map(expanded)),
    });
    for name in set.iter().filter(|name| used.contains(*name) || TAKEN.contains(&name.as_str())) {
        let Some(free) = numbered(name).find(|free| !used.contains(free) && !set.contains(free)) else { continue };
        walk(form, &mut |part| match part {
            Found::Sets(found) | Found::Uses(found) if *found == *name => found.clone_from(&free),
            Found::Sets(_) | Found::Uses(_) | Found::Word(_) => {}
        });
    }
}

/// A place where a script names a variable.
enum Found<'a> {
    /// `name=…`, `for name in …`, `read name`.
    Sets(&'a mut String),
    /// `"$name"`
    Uses(&'a mut String),
    /// A word, whose expansions name variables as they are written.
    Word(&'a mut Word),
}

fn walk(script: &mut Script, visit: &mut dyn FnMut(Found<'_>)) {
    match script {
        Script::Simple(Simple { assignments, args, .. }) => {
            for (_, value) in assignments {
                pieces(&mut value.pieces, visit);
            }
            let reads =
                matches!(args.first().map(|arg| arg.pieces.as_slice()), Some([Piece::Text(text)]) if text == "read");
            for arg in args {
                match arg.pieces.as_mut_slice() {
                    [Piece::Text(text)] if reads && text != "read" && !text.starts_with('-') => {
                        visit(Found::Sets(text))
                    }
                    all => pieces(all, visit),
                }
            }
        }
        Script::Assign(name, value) => {
            visit(Found::Sets(name));
            pieces(&mut value.pieces, visit);
        }
        Script::Pipeline(all) | Script::And(all) | Script::Sequence(all) => {
            for script in all {
                walk(script, visit);
            }
        }
        Script::Or(left, right) | Script::While(left, right) => {
            walk(left, visit);
            walk(right, visit);
        }
        Script::For(name, items, body) => {
            visit(Found::Sets(name));
            for item in items {
                pieces(&mut item.pieces, visit);
            }
            walk(body, visit);
        }
        Script::If(condition, then, otherwise) => {
            walk(condition, visit);
            walk(then, visit);
            if let Some(otherwise) = otherwise {
                walk(otherwise, visit);
            }
        }
        Script::Case(value, arms) => {
            pieces(&mut value.pieces, visit);
            for (_, body) in arms {
                walk(body, visit);
            }
        }
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => walk(inner, visit),
    }
}

fn pieces(pieces: &mut [Piece], visit: &mut dyn FnMut(Found<'_>)) {
    for piece in pieces {
        match piece {
            Piece::Text(_) | Piece::Break(_) => {}
            Piece::Variable(name) | Piece::Required(name) => visit(Found::Uses(name)),
            Piece::Word(word) => visit(Found::Word(word)),
            Piece::Output(script) => walk(script, visit),
        }
    }
}

/// The variables that a part of a word expands, those inside `$(…)` too.
fn expanded(part: &Part) -> Vec<String> {
    let Part::Expansion { source, .. } = part else { return Vec::new() };
    source
        .split('$')
        .skip(1)
        .map(|rest| {
            let rest = rest.strip_prefix('{').unwrap_or(rest);
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
        })
        .filter(|name: &String| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use steep_shell::Arg;
    use steep_shell::print::{self, Layout};

    use super::*;

    #[test]
    fn a_variable_that_a_shell_has_for_itself_is_called_otherwise() {
        for (name, expected) in [("path", "path_2=a && echo \"$path_2\""), ("file", "file=a && echo \"$file\"")] {
            let set = Script::Assign(name.to_owned(), Arg::text("a"));
            let mut form = set.and(Script::call([Arg::text("echo"), Arg::variable(name)]));
            keep_apart(&mut form);
            assert_eq!(print::script(&form, &Layout::one_line()), expected);
        }
    }
}
