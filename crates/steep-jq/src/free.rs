//! Names that an expression uses and does not define.

use std::collections::BTreeSet;

use crate::expr::{EntryKey, Expr, Pattern, TextPart};
use crate::visits::visit;

/// Names of variables, with their dollar signs, and of functions with the number of their arguments: `$x`, `map/1`.
pub(crate) type Names = BTreeSet<String>;

impl Expr {
    /// Whether it reads the variable `name` (without a dollar sign), which something outside sets. A user's filter is not
    /// looked into.
    #[must_use]
    pub fn reads(&self, name: &str) -> bool {
        self.free_names().contains(&variable(name))
    }

    /// The variables (without dollar signs) that it reads and that something outside sets. A user's filter is not looked into.
    #[must_use]
    pub fn free_variables(&self) -> BTreeSet<String> {
        let names = self.free_names();
        names.iter().filter_map(|name| name.strip_prefix('$')).map(str::to_owned).collect()
    }

    /// The names that it uses and does not define.
    pub(crate) fn free_names(&self) -> Names {
        let mut walk = Walk::default();
        walk.expr(self);
        walk.free
    }

    /// Whether it uses one of `names`. Of a large one only so much is looked at, and then it may: the answer is asked for at
    /// each pipe, and what stands behind a pipe behind another.
    pub(crate) fn may_use(&self, names: &Names) -> bool {
        let mut walk = Walk { most: Some(LOOKED_AT), ..Walk::default() };
        walk.expr(self);
        walk.most == Some(0) || !walk.free.is_disjoint(names)
    }

    /// The names that it defines for all that follows it in the same pipe.
    pub(crate) fn names_for_the_rest(&self) -> Names {
        let mut names = Names::new();
        let mut last = self;
        loop {
            visit();
            last = match last {
                Expr::Define(definition, rest) => {
                    names.insert(function(&definition.name, definition.parameters.len()));
                    rest
                }
                Expr::Bind(_, pattern, rest) => {
                    pattern.names(&mut |name| names.extend([variable(name)]));
                    rest
                }
                Expr::Binary(_, _, right) => right,
                Expr::Label(name, rest) => {
                    names.insert(variable(name));
                    rest
                }
                Expr::User(filter) => {
                    names.extend(filter.names_for_the_rest().cloned());
                    return names;
                }
                _ => return names,
            };
        }
    }
}

/// So many expressions are looked at for a name.
const LOOKED_AT: usize = 32;

pub(crate) fn variable(name: &str) -> String {
    let mut text = String::from("$");
    text.push_str(name);
    text
}

pub(crate) fn function(name: &str, arguments: usize) -> String {
    [name, "/", &arguments.to_string()].concat()
}

#[derive(Default)]
struct Walk {
    free: Names,
    /// What is defined here, innermost last.
    defined: Vec<String>,
    /// How many more expressions may be looked at; `None`: all.
    most: Option<usize>,
}

impl Walk {
    fn uses(&mut self, name: String) {
        if !self.defined.contains(&name) {
            self.free.insert(name);
        }
    }

    /// What `inside` does, with more names defined.
    fn with(&mut self, names: Vec<String>, inside: impl FnOnce(&mut Self)) {
        let before = self.defined.len();
        self.defined.extend(names);
        inside(self);
        self.defined.truncate(before);
    }

    fn names(pattern: &Pattern) -> Vec<String> {
        let mut names = Vec::new();
        pattern.names(&mut |name| names.push(variable(name)));
        names
    }

    fn expr(&mut self, expr: &Expr) {
        if self.most == Some(0) {
            return;
        }
        visit();
        self.most = self.most.map(|most| most - 1);
        match expr {
            Expr::Variable(name) | Expr::Break(name) => self.uses(variable(name)),
            Expr::Call(name, arguments) => {
                self.uses(function(name, arguments.len()));
                arguments.iter().for_each(|argument| self.expr(argument));
            }
            Expr::Text(_, parts) => {
                for part in parts {
                    if let TextPart::Filled(inner) = part {
                        self.expr(inner);
                    }
                }
            }
            Expr::Object(entries) => {
                for entry in entries {
                    match &entry.key {
                        EntryKey::Variable(name) => self.uses(variable(name)),
                        EntryKey::Computed(key) => self.expr(key),
                        EntryKey::Name(_) | EntryKey::Elided => {}
                    }
                    entry.value.iter().for_each(|value| self.expr(value));
                }
            }
            Expr::Bind(source, pattern, body) => {
                self.expr(source);
                self.with(Self::names(pattern), |walk| walk.expr(body));
            }
            Expr::Fold(_, source, pattern, arguments) => {
                self.expr(source);
                self.with(Self::names(pattern), |walk| arguments.iter().for_each(|argument| walk.expr(argument)));
            }
            Expr::Label(name, body) => self.with(vec![variable(name)], |walk| walk.expr(body)),
            Expr::Define(definition, rest) => {
                let own = function(&definition.name, definition.parameters.len());
                let mut inside = vec![own.clone()];
                for parameter in &definition.parameters {
                    match parameter.strip_prefix('$') {
                        Some(name) => inside.extend([variable(name), function(name, 0)]),
                        None => inside.push(function(parameter, 0)),
                    }
                }
                self.with(inside, |walk| walk.expr(&definition.body));
                self.with(vec![own], |walk| walk.expr(rest));
            }
            other => other.children(&mut |child| self.expr(child)),
        }
    }
}
