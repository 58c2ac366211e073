//! A user's filter: text that stays as it is, and what is known of it.

use std::collections::BTreeSet;

use crate::expr::{Expr, PathStep, Step, jq};
use crate::infer::{Facts, infer};
use crate::parse::parse;
use crate::types::{Schema, Type};

/// A jq program that a user wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    text: String,
    program: Option<Expr>,
    known: Known,
    end_of_comment: Option<&'static str>,
    names: BTreeSet<String>,
}

/// How much of a filter's text is known before a shell runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    All,
    Some,
    Nothing,
}

/// What a filter's results may be, as far as they are printed in a way of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prints {
    /// null
    pub null: bool,
    /// Lists or objects.
    pub composite: bool,
    /// Numbers with a fraction.
    pub fraction: bool,
}

impl Prints {
    /// Nothing is known.
    pub const ANYTHING: Prints = Prints { null: true, composite: true, fraction: true };
}

/// What a filter does over a given input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// What it may print.
    pub prints: Prints,
    /// How jq has to be asked so that it does what it does in gh.
    pub dialect: Dialect,
    /// The names of the fields that it reads; `None` where it may look at fields that it does not name.
    pub fields: Option<BTreeSet<String>>,
    /// The names of the fields that it reads, those that it names.
    pub named: BTreeSet<String>,
}

/// Where jq does otherwise than the jq inside gh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Definitions to put in front of the filter.
    pub prelude: Vec<&'static str>,
    /// What gh says in place of running it.
    pub error: Option<String>,
    /// Whether it needs jq 1.7.
    pub needs_newer_jq: bool,
    /// Whether its document has to come with its keys sorted, as gh's does.
    pub reads_order: bool,
    /// What comes out otherwise all the same.
    pub differs: Vec<&'static str>,
}

impl Filter {
    /// A filter all of whose text is known.
    pub fn new(text: impl Into<String>) -> Self {
        Filter::read(text.into(), Known::All)
    }

    /// A filter in which a shell fills something in: `text` shows that as `$name`, which may look like a variable of jq's.
    pub fn filled_in(text: impl Into<String>) -> Self {
        Filter::read(text.into(), Known::Some)
    }

    /// A filter of which nothing is known before the shell runs; `text` only shows it.
    pub fn unknown(text: impl Into<String>) -> Self {
        Filter {
            text: text.into(),
            program: None,
            known: Known::Nothing,
            end_of_comment: Some("\n"),
            names: BTreeSet::new(),
        }
    }

    fn read(text: String, known: Known) -> Self {
        let program = parse(&text).ok();
        let names = program.as_ref().map(Expr::names_for_the_rest).unwrap_or_default();
        Filter { end_of_comment: end_of_comment(&text), program, known, names, text }
    }

    /// Its text, as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It as a tree; `None` where it cannot be read.
    #[must_use]
    pub fn program(&self) -> Option<&Expr> {
        self.program.as_ref()
    }

    /// Whether all of it is known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.known == Known::All
    }

    /// Whether nothing of it is known before a shell runs.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.known == Known::Nothing
    }

    /// What has to stand behind it so that a comment at its end does not go on; `None` where there is no such comment.
    pub(crate) fn end_of_comment(&self) -> Option<&'static str> {
        self.end_of_comment
    }

    pub(crate) fn names_for_the_rest(&self) -> impl Iterator<Item = &String> {
        self.names.iter()
    }

    /// What it does over `input`; where it cannot be read, it may do anything.
    pub fn over(&self, input: &Type, schema: &dyn Schema) -> Results {
        let Some(program) = &self.program else {
            return Results {
                prints: Prints::ANYTHING,
                dialect: Dialect { reads_order: true, ..Dialect::default() },
                fields: None,
                named: BTreeSet::new(),
            };
        };
        let (yields, facts) = infer(program, input, schema);
        let Facts { fields, reads_all, needs_newer_jq, reads_order, mut error, differs, prelude, .. } = facts;
        if self.known == Known::All {
            // gh defines no variable of its own.
            let unknown = program.free_names().into_iter().find(|name| name.starts_with('$') && name != "$ENV");
            error = error.or(unknown.map(|name| ["variable not defined: ", &name].concat()));
        }
        let prints = Prints {
            null: yields.may_be_null(),
            composite: yields.may_be_composite(),
            fraction: yields.may_be_fraction(),
        };
        Results {
            prints,
            dialect: Dialect { prelude, error, needs_newer_jq, reads_order, differs },
            fields: (!reads_all && !yields.may_hold_unnamed()).then(|| fields.clone()),
            named: fields,
        }
    }

    /// Whether it does the same over each item of the list that is its input, or lies in it under the key `wrapped`:
    /// `.[] | …`. Such a filter prints the same whether the list comes whole or in parts.
    #[must_use]
    pub fn goes_item_by_item(&self, wrapped: Option<&str>) -> bool {
        let Some(mut first) = self.program() else { return false };
        while let Expr::Binary(left, crate::expr::Operator::Pipe, _) = first {
            first = left;
        }
        let Expr::Path(head, steps) = first else { return false };
        let is_all = |step: Option<&PathStep>| matches!(step, Some(PathStep { to: Step::All, .. }));
        **head == Expr::Identity
            && match wrapped {
                None => is_all(steps.first()),
                Some(key) => {
                    matches!(steps.first(), Some(PathStep { to: Step::Field(name), .. }) if name.text == key)
                        && is_all(steps.get(1))
                }
            }
    }
}

impl Dialect {
    /// `filter` behind the definitions that it needs.
    #[must_use]
    pub fn defining(&self, filter: Expr) -> Expr {
        self.prelude.iter().rev().fold(filter, |rest, definition| match jq(definition) {
            Expr::Define(definition, _) => Expr::Define(definition, Box::new(rest)),
            _ => rest,
        })
    }
}

/// What ends the comment that `text` ends in; `None` where it ends in none. A backslash at the end of a comment takes the
/// next line into it, since jq 1.7.
fn end_of_comment(text: &str) -> Option<&'static str> {
    // What is open: `"` for a string, `(` for what is filled in there.
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (open.last(), c) {
            // Whatever else is escaped is passed over.
            (Some('"'), '\\') if chars.next() == Some('(') => open.push('('),
            (Some('"'), '"') => drop(open.pop()),
            (Some('"'), _) => {}
            (_, '"') => open.push('"'),
            (Some(_), '(') => open.push('('),
            (Some(_), ')') => drop(open.pop()),
            (_, '#') => {
                let mut last = c;
                loop {
                    match chars.next() {
                        Some('\n') if last != '\\' => break,
                        Some(next) => last = next,
                        None => return Some(if last == '\\' { " \n" } else { "\n" }),
                    }
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_of_items_are_told_from_programs_of_lists() {
        for text in [".[].a", ".[] | select(.a) | .b", ".[]", ".[]?.a | length"] {
            assert!(Filter::new(text).goes_item_by_item(None), "{text}");
        }
        for text in ["length", "map(.a)", ".[0].a", "[.[].a]", ".[].a, length", "first(.[])", ".[:2][]", ".jobs[].a"] {
            assert!(!Filter::new(text).goes_item_by_item(None), "{text}");
        }
        assert!(Filter::new(".jobs[] | .a").goes_item_by_item(Some("jobs")));
        assert!(!Filter::new(".total_count").goes_item_by_item(Some("jobs")));
    }

    #[test]
    fn variables_that_gh_does_not_define_are_errors() {
        let error = |filter: Filter| filter.over(&Type::DOCUMENT, &()).dialect.error;
        assert_eq!(error(Filter::new(".a == $x")).as_deref(), Some("variable not defined: $x"));
        assert_eq!(error(Filter::new("$ENV.HOME, (. as $x | $x)")), None);
        assert_eq!(error(Filter::filled_in(".a == $x")), None);
    }
}
