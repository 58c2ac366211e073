//! What is read of objects, and of those inside a field; the same without the entries that nobody reads.

use std::collections::{BTreeMap, BTreeSet};

use steep_jq::{EntryKey, Expr, Operator, Pattern};

/// What a filter takes of objects.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// The fields, and what of the objects inside them.
    pub(crate) fields: BTreeMap<String, BTreeSet<String>>,
    /// Those that it takes as they are.
    pub(crate) whole: BTreeSet<String>,
}

/// What a field's expression makes of objects whose entries are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inner {
    /// Such an object.
    Object,
    /// Such an object, or null.
    ObjectOrNull,
    /// A list of such objects.
    List,
}

impl Inner {
    /// What `expr` makes; `None` for anything else.
    pub(crate) fn of(expr: &Expr) -> Option<Self> {
        match expr {
            Expr::Object(entries) => {
                entries.iter().all(|entry| matches!(entry.key, EntryKey::Name(_))).then_some(Inner::Object)
            }
            Expr::List(Some(each)) => matches!(Self::of(each)?, Inner::Object).then_some(Inner::List),
            Expr::Binary(_, Operator::Pipe, last) | Expr::Bind(_, _, last) => Self::of(last),
            Expr::If(branches, Some(otherwise)) => {
                let yields = branches.iter().map(|(_, then)| then).chain([otherwise.as_ref()]);
                yields.map(Self::of_branch).reduce(|one, other| match (one?, other?) {
                    (Inner::Object, Inner::Object) => Some(Inner::Object),
                    (Inner::List, _) | (_, Inner::List) => None,
                    _ => Some(Inner::ObjectOrNull),
                })?
            }
            _ => None,
        }
    }

    fn of_branch(expr: &Expr) -> Option<Self> {
        if *expr == Expr::call("null") { Some(Inner::ObjectOrNull) } else { Self::of(expr) }
    }
}

/// The same with only these keys in the objects that [`Inner::of`] tells of.
pub(crate) fn only(expr: Expr, keys: &BTreeSet<String>) -> Expr {
    match expr {
        Expr::Object(mut entries) => {
            entries.retain(|entry| matches!(&entry.key, EntryKey::Name(key) if keys.contains(&key.text)));
            Expr::Object(entries)
        }
        Expr::List(Some(each)) => only(*each, keys).listed(),
        Expr::Binary(first, Operator::Pipe, last) => first.binary(Operator::Pipe, only(*last, keys)),
        Expr::Bind(source, pattern, body) => {
            let body = only(*body, keys);
            match &pattern {
                Pattern::Variable(name) if *source == Expr::Identity && !body.free_variables().contains(name) => body,
                _ => Expr::Bind(source, pattern, Box::new(body)),
            }
        }
        Expr::If(branches, otherwise) => Expr::If(
            branches.into_iter().map(|(condition, then)| (condition, only(then, keys))).collect(),
            otherwise.map(|otherwise| Box::new(only(*otherwise, keys))),
        ),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use steep_jq::jq;

    use super::*;

    fn check(program: &'static str, inner: Option<Inner>, narrowed: &str) {
        assert_eq!(Inner::of(&jq(program)), inner, "{program}");
        let keys = BTreeSet::from(["login".to_owned(), "name".to_owned()]);
        assert_eq!(only(jq(program), &keys).to_string(), narrowed);
    }

    #[test]
    fn objects_keep_the_entries_that_are_read() {
        check(".user | {id: (.id | tostring), login}", Some(Inner::Object), ".user | {login}");
        check("[.labels[]? | {id, name, color}]", Some(Inner::List), "[.labels[]? | {name}]");
        check(
            ".head.repo | if . then {id, name} else null end",
            Some(Inner::ObjectOrNull),
            ".head.repo | if . then {name} else null end",
        );
        check(
            "[.[] | if .run then {name, a} else {a, b} end]",
            Some(Inner::List),
            "[.[] | if .run then {name} else {} end]",
        );
    }

    #[test]
    fn names_for_what_is_read_no_more_go_too() {
        check(". as $all | [.[] | . as $one | {login, b: ($all | length)}]", Some(Inner::List), "[.[] | {login}]");
        check("[.[] | . as $one | {name: $one.a}]", Some(Inner::List), "[.[] | . as $one | {name: $one.a}]");
    }

    #[test]
    fn anything_else_is_left_whole() {
        for program in [".labels", "{($key): 1}", "[.[] | .a]", "if .a then {b} else [] end", "{a} + {b}"] {
            assert_eq!(Inner::of(&jq(program)), None, "{program}");
        }
    }
}
