//! What a user's jq program does, seen from outside: which fields it reads, and what it may print.
//!
//! The source prints results otherwise than jq: null as an empty line, lists and objects on one line with their keys
//! sorted, numbers with a fraction to two digits. Where a program can print such a thing, its stage has to be told; where jq
//! does otherwise with one of its parts, see [`Dialect`].

mod children;
mod dialect;
mod fraction;
mod functions;
mod input;
mod prints;
mod regex;

use std::collections::BTreeSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part};
use steep_shell::Arg;

use self::children::children;
pub(crate) use self::dialect::Dialect;
pub(crate) use self::prints::Prints;

/// A jq program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The names of the fields that it reads, wherever they lie.
    pub(crate) fields: BTreeSet<String>,
    /// Whether it may look at fields without naming them: `keys`, `.[]` over an object, `tostring`, its own input as the
    /// result.
    pub(crate) reads_all: bool,
    /// What it may print.
    pub(crate) prints: Prints,
    /// What it needs so that jq does with it what gh does.
    pub(crate) dialect: Dialect,
}

/// How jq is to be asked so that a user's program does what it does in gh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Translation {
    /// What it may print.
    pub(crate) prints: Prints,
    /// Whether its document has to come with its keys sorted.
    pub(crate) reads_order: bool,
    /// Definitions to put in front of it.
    prelude: String,
    /// What gh says in the place of running it.
    pub(crate) error: Option<String>,
}

impl Translation {
    /// Of a program of which nothing is known.
    pub(crate) fn of_unread() -> Self {
        Translation { prints: Prints::ANYTHING, reads_order: true, ..Translation::default() }
    }

    /// The program with the definitions that it needs in front of it.
    pub(crate) fn defining(&self, program: Arg) -> Arg {
        if self.prelude.is_empty() { program } else { Arg::text(self.prelude.clone()).join(program) }
    }

    /// Whether something is put in front of it.
    pub(crate) fn defines(&self) -> bool {
        !self.prelude.is_empty()
    }
}

impl Program {
    /// How jq is to be asked.
    pub(crate) fn translation(&self) -> Translation {
        Translation {
            prints: self.prints,
            reads_order: self.dialect.reads_order,
            prelude: self.dialect.prelude(),
            error: self.dialect.unknown.clone(),
        }
    }

    /// Reads `text`, whose input is a list or one object; `None` where it is no jq program (gh's own parser would refuse
    /// most of these too). `types` tells of a field by its name what it may be.
    pub(crate) fn read(text: &str, is_list: bool, types: &dyn Fn(&str) -> Prints) -> Option<Self> {
        let term = jaq_core::load::parse(text, |parser| parser.term())?;
        let mut reader = Reader { fields: BTreeSet::new(), reads_all: false };
        reader.term(&term);
        let prints =
            Prints { fraction: fraction::prints_fraction(&term), ..prints::of(&term, types, prints::Given::DOCUMENT) };
        Some(Program {
            fields: reader.fields,
            reads_all: reader.reads_all || prints.composite,
            prints,
            dialect: Dialect::of(&term, is_list, types),
        })
    }
}

/// Whether `text` does the same over each item of the list that is its input, or lies in it under the key `wrapped`:
/// `.[] | …`. Such a program prints the same whether the list comes whole or in parts.
pub(crate) fn goes_item_by_item(text: &str, wrapped: Option<&str>) -> bool {
    let Some(term) = jaq_core::load::parse(text, |parser| parser.term()) else { return false };
    let mut first = &term;
    while let Term::BinOp(left, BinaryOp::Pipe(None), _) = first {
        first = left;
    }
    let Term::Path(head, path) = first else { return false };
    let all = |part: Option<&(Part<Term<&str>>, Opt)>| matches!(part, Some((Part::Range(None, None), _)));
    matches!(**head, Term::Id)
        && match wrapped {
            None => all(path.0.first()),
            Some(key) => {
                matches!(path.0.first(), Some((Part::Index(index), _)) if plain(index).as_deref() == Some(key))
                    && all(path.0.get(1))
            }
        }
}

struct Reader {
    fields: BTreeSet<String>,
    reads_all: bool,
}

impl Reader {
    fn term(&mut self, term: &Term<&str>) {
        match term {
            Term::Obj(entries) => {
                for (key, value) in entries {
                    match value {
                        Some(value) => {
                            self.computed(key);
                            self.term(value);
                        }
                        // `{number}` reads the field that it names.
                        None => self.key(key),
                    }
                }
                return;
            }
            Term::Path(head, path) => {
                self.term(head);
                for (part, _) in &path.0 {
                    match part {
                        Part::Index(index) => self.key(index),
                        Part::Range(from, to) => from.iter().chain(to).for_each(|bound| self.term(bound)),
                    }
                }
                return;
            }
            Term::Recurse => self.reads_all = true,
            Term::BinOp(_, BinaryOp::Pipe(Some(pattern)), _) | Term::Fold(_, _, pattern, _) => self.pattern(pattern),
            Term::Call(name, _) => {
                self.reads_all |= matches!(
                    *name,
                    "keys"
                        | "keys_unsorted"
                        | "to_entries"
                        | "with_entries"
                        | "paths"
                        | "leaf_paths"
                        | "tostream"
                        | "tojson"
                        | "tostring"
                        | "getpath"
                        | "walk"
                        | "del"
                        | "has"
                );
            }
            _ => {}
        }
        children(term).into_iter().for_each(|child| self.term(child));
    }

    /// A place where a text names a field.
    fn key(&mut self, key: &Term<&str>) {
        match plain(key) {
            Some(name) => {
                self.fields.insert(name);
            }
            None => {
                self.reads_all |= !matches!(key, Term::Num(_) | Term::Neg(_) | Term::Var(_));
                self.term(key);
            }
        }
    }

    /// The key of an entry that has a value: a text names no field that is read.
    fn computed(&mut self, key: &Term<&str>) {
        if plain(key).is_none() {
            self.term(key);
        }
    }

    fn pattern(&mut self, pattern: &jaq_core::load::parse::Pattern<&str>) {
        use jaq_core::load::parse::Pattern;
        match pattern {
            Pattern::Var(_) => {}
            Pattern::Arr(inner) => inner.iter().for_each(|inner| self.pattern(inner)),
            Pattern::Obj(entries) => {
                for (key, inner) in entries {
                    match key {
                        // `{$number}` reads the field that the variable is called after.
                        Term::Var(name) => {
                            self.fields.insert(name.trim_start_matches('$').to_owned());
                        }
                        key => self.key(key),
                    }
                    self.pattern(inner);
                }
            }
        }
    }
}

/// The text of a string without anything to be filled in.
fn plain(term: &Term<&str>) -> Option<String> {
    let Term::Str(None, parts) = term else { return None };
    parts
        .iter()
        .map(|part| match part {
            StrPart::Str(text) => Some((*text).to_owned()),
            StrPart::Char(c) => Some(c.to_string()),
            StrPart::Term(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Program {
        let types = |name: &str| match name {
            "milestone" => Prints::ANYTHING,
            "labels" => Prints::COMPOSITE,
            "closedAt" => Prints { null: true, ..Prints::SCALAR },
            _ => Prints::SCALAR,
        };
        Program::read(text, true, &types).expect("a jq program")
    }

    fn printed(text: &str) -> (bool, bool) {
        let prints = read(text).prints;
        (prints.null, prints.composite)
    }

    #[test]
    fn fields_are_those_that_are_named() {
        let program = read(
            r##".[] | select(.labels | any(.name == "x")) | {number, by: .author.login} | "#\(.number) \(.title[:60])""##,
        );
        let fields: Vec<&str> = program.fields.iter().map(String::as_str).collect();
        assert_eq!(fields, ["author", "labels", "login", "name", "number", "title"]);
        assert!(!program.reads_all);
        assert!(read(".[0] | keys").reads_all);
        assert!(read(".").reads_all);
    }

    #[test]
    fn results_are_judged_by_the_last_stage() {
        assert_eq!(printed(r##".[] | select(.x) | "#\(.number)""##), (false, false));
        assert_eq!(printed(".[].name"), (false, false));
        assert_eq!(printed("length"), (false, false));
        assert_eq!(printed(".[0].name"), (true, false));
        assert_eq!(printed(".[] | .closedAt"), (true, false));
        assert_eq!(printed(".[] | select(.a == 1)"), (false, true));
        assert_eq!(printed("sort_by(.a) | .[0:3] | .[]"), (false, true));
        assert_eq!(printed("map(.closedAt) | .[]"), (true, true));
        assert_eq!(printed(".[] | {number, title}"), (false, true));
        assert_eq!(printed("map(.number)"), (false, true));
        assert_eq!(printed(".[].labels"), (false, true));
        assert_eq!(printed(".[0].closedAt // \"none\""), (false, false));
        assert_eq!(printed("[.[].number] | @csv"), (false, false));
        assert_eq!(printed(".[].title[:50]"), (false, false));
        assert_eq!(printed(".[].milestone.title"), (true, false));
        assert_eq!(printed("map(select(.a)) | first | .name"), (true, false));
        assert_eq!(printed(".[0] | .name"), (true, false));
        assert_eq!(printed("first(.[] | select(.a)) | .name"), (false, false));
        assert_eq!(printed(".[] | .closedAt | ltrimstr(\"2024-\")"), (true, false));
    }

    #[test]
    fn programs_of_items_are_told_from_programs_of_lists() {
        for text in [".[].a", ".[] | select(.a) | .b", ".[]", ".[]?.a | length"] {
            assert!(goes_item_by_item(text, None), "{text}");
        }
        for text in ["length", "map(.a)", ".[0].a", "[.[].a]", ".[].a, length", "first(.[])", ".[:2][]", ".jobs[].a"] {
            assert!(!goes_item_by_item(text, None), "{text}");
        }
        assert!(goes_item_by_item(".jobs[] | .a", Some("jobs")));
        assert!(!goes_item_by_item(".total_count", Some("jobs")));
    }

    #[test]
    fn what_is_no_program_is_not_read() {
        assert_eq!(Program::read(".[] | ", true, &|_| Prints::SCALAR), None);
    }
}
