//! What a user's jq program does, seen from outside: which fields it reads, and what it may print.
//!
//! The source prints results otherwise than jq: null as an empty line, lists and objects on one line with their keys
//! sorted. Where a program can print such a thing, its stage has to be told.

use std::collections::BTreeSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part};

/// Functions that jq has since 1.7, and gh's jq knows.
const SINCE_1_7: &[&str] = &["abs", "have_decnum", "have_literal_numbers", "ltrim", "pick", "rtrim", "toarray", "trim"];

/// Functions whose results have an object's keys in its own order.
const SHOW_ORDER: &[&str] = &[
    "@json",
    "@text",
    "getpath",
    "keys_unsorted",
    "leaf_paths",
    "paths",
    "to_entries",
    "tojson",
    "tostream",
    "tostring",
    "with_entries",
];

/// A jq program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The names of the fields that it reads, wherever they lie.
    pub(crate) fields: BTreeSet<String>,
    /// Whether it may look at fields without naming them: `keys`, `.[]` over an object, `tostring`, its own input as the
    /// result.
    pub(crate) reads_all: bool,
    /// Whether the order of an object's keys shows in its results: the jq inside gh has them sorted always.
    pub(crate) reads_order: bool,
    /// What it may print.
    pub(crate) prints: Prints,
    /// Whether it has an `if` without `else`, or a function, that jq 1.6 does not know.
    pub(crate) needs_newer_jq: bool,
}

/// What a program's results may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prints {
    /// null
    pub(crate) null: bool,
    /// Lists or objects.
    pub(crate) composite: bool,
}

impl Prints {
    const SCALAR: Prints = Prints { null: false, composite: false };
    const COMPOSITE: Prints = Prints { null: false, composite: true };
    pub(crate) const ANYTHING: Prints = Prints { null: true, composite: true };

    fn or(self, other: Prints) -> Prints {
        Prints { null: self.null || other.null, composite: self.composite || other.composite }
    }
}

impl Program {
    /// Reads `text`; `None` where it is no jq program (gh's own parser would refuse most of these too).
    pub(crate) fn read(text: &str, types: &dyn Fn(&str) -> Prints) -> Option<Self> {
        let term = jaq_core::load::parse(text, |parser| parser.term())?;
        let mut reader =
            Reader { fields: BTreeSet::new(), reads_all: false, reads_order: false, needs_newer_jq: false };
        reader.term(&term);
        let prints = prints(&term, types, true);
        Some(Program {
            fields: reader.fields,
            reads_all: reader.reads_all || prints.composite,
            reads_order: reader.reads_order,
            prints,
            needs_newer_jq: reader.needs_newer_jq,
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
    reads_order: bool,
    needs_newer_jq: bool,
}

impl Reader {
    fn term(&mut self, term: &Term<&str>) {
        match term {
            Term::Id | Term::Num(_) | Term::Break(_) | Term::Var(_) => {}
            Term::Recurse => self.reads_all = true,
            Term::Str(_, parts) => {
                for part in parts {
                    if let StrPart::Term(inner) = part {
                        self.term(inner);
                    }
                }
            }
            Term::Arr(inner) => inner.iter().for_each(|inner| self.term(inner)),
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
            }
            Term::Neg(inner) | Term::Label(_, inner) => self.term(inner),
            Term::BinOp(left, operator, right) => {
                self.term(left);
                if let BinaryOp::Pipe(Some(pattern)) = operator {
                    self.pattern(pattern);
                }
                self.term(right);
            }
            Term::Fold(_, source, pattern, arguments) => {
                self.term(source);
                self.pattern(pattern);
                arguments.iter().for_each(|argument| self.term(argument));
            }
            Term::TryCatch(inner, catch) => {
                self.term(inner);
                catch.iter().for_each(|catch| self.term(catch));
            }
            Term::IfThenElse(branches, otherwise) => {
                for (condition, then) in branches {
                    self.term(condition);
                    self.term(then);
                }
                match otherwise {
                    Some(otherwise) => self.term(otherwise),
                    None => self.needs_newer_jq = true,
                }
            }
            Term::Def(definitions, rest) => {
                definitions.iter().for_each(|definition| self.term(&definition.body));
                self.term(rest);
            }
            Term::Call(name, arguments) => {
                self.needs_newer_jq |= SINCE_1_7.contains(name);
                self.reads_order |= SHOW_ORDER.contains(name);
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
                arguments.iter().for_each(|argument| self.term(argument));
            }
            Term::Path(head, path) => {
                self.term(head);
                for (part, _) in &path.0 {
                    match part {
                        Part::Index(index) => self.key(index),
                        Part::Range(from, to) => from.iter().chain(to).for_each(|bound| self.term(bound)),
                    }
                }
            }
        }
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

/// What the results of `term` may be. `types` tells of a field by its name; `of_document`: its input is the document, or a
/// part of its list.
fn prints(term: &Term<&str>, types: &dyn Fn(&str) -> Prints, of_document: bool) -> Prints {
    let prints = |term: &Term<&str>, of_document: bool| prints(term, types, of_document);
    match term {
        Term::Str(..) | Term::Num(_) | Term::Neg(_) => Prints::SCALAR,
        Term::Arr(_) | Term::Obj(_) => Prints::COMPOSITE,
        Term::Id | Term::Recurse | Term::Var(_) | Term::Fold(..) => Prints::ANYTHING,
        Term::Break(_) => Prints::SCALAR,
        Term::Label(_, inner) => prints(inner, of_document),
        Term::BinOp(left, operator, right) => match operator {
            BinaryOp::Pipe(_) => match right.as_ref() {
                // These pass on what they get.
                Term::Id => prints(left, of_document),
                Term::Call(
                    "select" | "sort_by" | "reverse" | "sort" | "unique" | "unique_by" | "values" | "first" | "last",
                    _,
                ) => {
                    let left = prints(left, of_document);
                    Prints { null: left.null && !matches!(right.as_ref(), Term::Call("values", _)), ..left }
                }
                right => prints(right, of_document && passes_on(left)),
            },
            BinaryOp::Comma => prints(left, of_document).or(prints(right, of_document)),
            BinaryOp::Alt => {
                let left = prints(left, of_document);
                let right = prints(right, of_document);
                Prints { null: right.null, composite: left.composite || right.composite }
            }
            BinaryOp::Or | BinaryOp::And | BinaryOp::Cmp(_) => Prints::SCALAR,
            BinaryOp::Math(_) => {
                let both = prints(left, of_document).or(prints(right, of_document));
                // Adding null to a value gives the value.
                Prints { null: prints(left, of_document).null && prints(right, of_document).null, ..both }
            }
            BinaryOp::Assign | BinaryOp::Update | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt => Prints::COMPOSITE,
        },
        Term::TryCatch(inner, catch) => {
            catch.iter().fold(prints(inner, of_document), |all, catch| all.or(prints(catch, of_document)))
        }
        Term::IfThenElse(branches, otherwise) => {
            let all = branches.iter().map(|(_, then)| prints(then, of_document)).reduce(Prints::or);
            let last = otherwise.as_ref().map_or(Prints::ANYTHING, |otherwise| prints(otherwise, of_document));
            all.unwrap_or(last).or(last)
        }
        Term::Def(_, rest) => prints(rest, of_document),
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
                        Prints { null: end.null || indexed || optional || !from, ..end }
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
                Some((Part::Range(..), _)) if of_document && path.0.len() == 1 && matches!(**head, Term::Id) => {
                    Prints::COMPOSITE
                }
                Some(_) => Prints::ANYTHING,
                None => prints(head, of_document),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Program {
        let types = |name: &str| match name {
            "milestone" => Prints::ANYTHING,
            "labels" => Prints::COMPOSITE,
            "closedAt" => Prints { null: true, composite: false },
            _ => Prints::SCALAR,
        };
        Program::read(text, &types).expect("a jq program")
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
    }

    #[test]
    fn the_order_of_keys_shows_in_texts_of_json() {
        assert!(read(".[] | @json").reads_order);
        assert!(read(".[0] | to_entries[] | .key").reads_order);
        assert!(!read(".[] | {number, title}").reads_order);
    }

    #[test]
    fn what_jq_1_6_does_not_know_is_seen() {
        assert!(read("if .a then .b end").needs_newer_jq);
        assert!(!read("if .a then .b else .c end").needs_newer_jq);
        assert!(read(".[] | .title | trim").needs_newer_jq);
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
        assert_eq!(Program::read(".[] | ", &|_| Prints::SCALAR), None);
    }
}
