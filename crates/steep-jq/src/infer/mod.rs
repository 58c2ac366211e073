//! What a program yields and what it does on the way: one run of it over types in place of values. Each expression is
//! visited once.

mod call;

use std::collections::BTreeSet;

use crate::expr::{EntryKey, Expr, Operator, PathStep, Pattern, Step, TextPart};
use crate::free;
use crate::functions::function;
use crate::names::is_keyword;
use crate::types::{Schema, Type};
use crate::visits::visit;

/// What a program does, beside what it yields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The names of the fields that it reads, wherever they lie.
    pub fields: BTreeSet<String>,
    /// Whether it may look at fields without naming them: `keys`, `..`, `tostring`.
    pub reads_all: bool,
    /// Whether it may make a number with a fraction.
    pub makes_fractions: bool,
    /// Whether jq 1.6 does something else with it, or cannot run it.
    pub needs_newer_jq: bool,
    /// Whether the order of its input's keys shows in what it yields.
    pub reads_order: bool,
    /// What gh's jq says in place of running it.
    pub error: Option<String>,
    /// What comes out otherwise in jq than in gh's.
    pub(crate) differs: Vec<&'static str>,
    /// Definitions that take a difference away.
    pub(crate) prelude: Vec<&'static str>,
}

/// What `program` yields over `input`, and what it does on the way.
pub fn infer(program: &Expr, input: &Type, schema: &dyn Schema) -> (Type, Facts) {
    let makes_objects = program.any(&|expr| match expr {
        Expr::Object(_) => true,
        Expr::Binary(_, operator, _) => operator.level() == Operator::Assign.level(),
        Expr::Call(name, arguments) => function(name, arguments.len()).makes_objects,
        _ => false,
    });
    let mut run = Run { schema, variables: Vec::new(), functions: Vec::new(), makes_objects, facts: Facts::default() };
    let mut yields = run.expr(program, input);
    if !run.facts.makes_fractions {
        yields = yields.without_fraction();
    }
    (yields, run.facts)
}

const URI: &str = "its filter writes a space in an address as %20, gh as +";
const SCRIPTS: &str =
    "regular expressions in its filter take letters, digits and spaces beyond ASCII otherwise than gh's";
const LAST_LINE_END: &str = "`$` in its filter passes over a line end at the end of a text, which gh's does not";
const ORDER: &str = "the keys of objects come in another order in its filter than in gh's";

struct Run<'a> {
    schema: &'a dyn Schema,
    /// Variables that the program sets, innermost last.
    variables: Vec<(String, Type)>,
    /// Functions that it defines, with the number of their arguments.
    functions: Vec<String>,
    /// Whether it makes objects itself, whose keys jq keeps in the order in which they were put in.
    makes_objects: bool,
    facts: Facts,
}

impl Run<'_> {
    fn expr(&mut self, expr: &Expr, input: &Type) -> Type {
        visit();
        match expr {
            Expr::Identity => input.clone(),
            Expr::Recurse => {
                self.facts.reads_all = true;
                self.order();
                Type::ANYTHING
            }
            Expr::Number(number) => self.number(number),
            Expr::Text(format, parts) => self.text(format.as_deref(), parts, input),
            Expr::List(None) => Type::EMPTY_LIST,
            Expr::List(Some(inner)) => self.expr(inner, input).list(),
            Expr::Object(_) => self.object(expr, input),
            Expr::Negate(inner) => self.expr(inner, input).as_number(),
            Expr::Binary(left, operator, right) => self.binary(left, *operator, right, input),
            Expr::Bind(source, pattern, body) => {
                let value = self.expr(source, input);
                let before = self.variables.len();
                self.pattern(pattern, &value, input);
                let yields = self.expr(body, input);
                self.variables.truncate(before);
                yields
            }
            Expr::Fold(_, source, pattern, arguments) => {
                let value = self.expr(source, input);
                let before = self.variables.len();
                self.pattern(pattern, &value, input);
                let anything = Type::ANYTHING;
                for (nth, argument) in arguments.iter().enumerate() {
                    self.expr(argument, if nth == 0 { input } else { &anything });
                }
                self.variables.truncate(before);
                Type::ANYTHING
            }
            Expr::Try(body, catch) => {
                let yields = self.expr(body, input);
                match catch {
                    Some(catch) => yields.or(self.expr(catch, &Type::ANYTHING)),
                    None => yields,
                }
            }
            Expr::If(branches, otherwise) => self.condition(branches, otherwise.as_deref(), input),
            Expr::Define(definition, rest) => {
                let before = self.functions.len();
                let variables = self.variables.len();
                self.functions.push(free::function(&definition.name, definition.parameters.len()));
                for parameter in &definition.parameters {
                    let name = parameter.strip_prefix('$');
                    self.functions.push(free::function(name.unwrap_or(parameter), 0));
                    self.variables.extend(name.map(|name| (name.to_owned(), Type::ANYTHING)));
                }
                self.expr(&definition.body, &Type::ANYTHING);
                self.variables.truncate(variables);
                self.functions.truncate(before + 1);
                let yields = self.expr(rest, input);
                self.functions.truncate(before);
                yields
            }
            Expr::Call(name, arguments) => self.call(name, arguments, input),
            Expr::Variable(name) => self.variable(name),
            Expr::Label(_, body) => self.expr(body, input),
            Expr::Break(_) => Type::NOTHING,
            Expr::Path(head, steps) => self.path(head, steps, input),
            Expr::User(_) => Type::ANYTHING,
        }
    }

    fn number(&mut self, number: &str) -> Type {
        if number.contains(['.', 'e', 'E']) {
            self.facts.makes_fractions = true;
            Type::NUMBER
        } else if number.len() < 7 {
            Type::COUNT
        } else {
            Type::WHOLE
        }
    }

    fn text(&mut self, format: Option<&str>, parts: &[TextPart], input: &Type) -> Type {
        if format == Some("@uri") {
            self.differs(URI);
        }
        let mut is_some = false;
        for part in parts {
            match part {
                TextPart::Literal(_) => is_some = true,
                TextPart::Filled(inner) => {
                    let value = self.expr(inner, input);
                    is_some |= !value.may_be_empty_text();
                    if matches!(format, None | Some("@json" | "@text")) {
                        self.as_text(&value);
                    }
                }
            }
        }
        if is_some { Type::SOME_TEXT } else { Type::TEXT }
    }

    fn object(&mut self, object: &Expr, input: &Type) -> Type {
        let Expr::Object(entries) = object else { return Type::MADE_OBJECT };
        let mut fields = Vec::new();
        let mut all_known = true;
        for entry in entries {
            let value = match (&entry.value, &entry.key) {
                (Some(value), _) => self.expr(value, input),
                // `{number}` reads the field that it names.
                (None, EntryKey::Name(key)) => self.field(&key.text, input),
                (None, EntryKey::Variable(name)) => self.variable(name),
                (None, EntryKey::Computed(_) | EntryKey::Elided) => Type::ANYTHING,
            };
            match &entry.key {
                EntryKey::Name(key) => fields.push((key.text.clone(), value)),
                EntryKey::Variable(name) if entry.value.is_none() => fields.push((name.clone(), value)),
                EntryKey::Variable(name) => {
                    self.variable(name);
                    all_known = false;
                }
                EntryKey::Computed(key) => {
                    self.expr(key, input);
                    all_known = false;
                }
                EntryKey::Elided => all_known = false,
            }
        }
        if all_known { Type::object(fields) } else { Type::MADE_OBJECT }
    }

    fn binary(&mut self, left: &Expr, operator: Operator, right: &Expr, input: &Type) -> Type {
        let of_left = self.expr(left, input);
        if operator == Operator::Pipe {
            return self.expr(right, &of_left);
        }
        let right_input = match operator {
            Operator::Update => self.value_at(left, &of_left),
            Operator::UpdateBy(_) => input.clone(),
            _ => input.clone(),
        };
        let of_right = self.expr(right, &right_input);
        match operator {
            Operator::Comma => of_left.or(of_right),
            Operator::Alternative => of_left.without_null().or(of_right),
            Operator::Or
            | Operator::And
            | Operator::Equal
            | Operator::Differ
            | Operator::Less
            | Operator::AtMost
            | Operator::Greater
            | Operator::AtLeast => Type::BOOLEAN,
            Operator::Assign | Operator::Update | Operator::UpdateBy(_) => {
                self.facts.makes_fractions |= operator == Operator::UpdateBy("/=");
                Type::MADE_OBJECT.or(Type::LIST)
            }
            Operator::Add => sum(&of_left, &of_right),
            Operator::Subtract => {
                let numbers = of_left.clone().or(of_right).as_number();
                if of_left.may_be_list() { numbers.or(of_left.as_some_of_list()) } else { numbers }
            }
            Operator::Multiply => {
                let both = of_left.or(of_right);
                let numbers = both.as_number();
                let numbers = if both.may_be_text() { numbers.or(Type::TEXT.or_null()) } else { numbers };
                if both.may_be_object() { numbers.or(Type::MADE_OBJECT) } else { numbers }
            }
            Operator::Divide if of_right.is_text() => Type::TEXT.list(),
            Operator::Divide => {
                self.facts.makes_fractions = true;
                let numbers = Type::NUMBER;
                if of_right.may_be_text() { numbers.or(Type::TEXT.list()) } else { numbers }
            }
            Operator::Remainder => Type::WHOLE,
            Operator::Pipe => Type::ANYTHING,
        }
    }

    /// The value that an update gets: where the left side is a path, what it yields.
    fn value_at(&self, left: &Expr, of_left: &Type) -> Type {
        if matches!(left, Expr::Path(..) | Expr::Identity) { of_left.clone() } else { Type::ANYTHING }
    }

    fn condition(&mut self, branches: &[(Expr, Expr)], otherwise: Option<&Expr>, input: &Type) -> Type {
        let mut yields = Type::NOTHING;
        for (condition, then) in branches {
            self.expr(condition, input);
            let of_then = if *condition == Expr::Identity {
                self.expr(then, &input.clone().without_null())
            } else {
                self.expr(then, input)
            };
            yields = yields.or(of_then);
        }
        match otherwise {
            Some(otherwise) => yields.or(self.expr(otherwise, input)),
            None => {
                self.facts.needs_newer_jq = true;
                yields.or(input.clone())
            }
        }
    }

    fn variable(&mut self, name: &str) -> Type {
        if let Some((_, value)) = self.variables.iter().rev().find(|(known, _)| known == name) {
            let value = value.clone();
            self.facts.needs_newer_jq |= is_keyword(name);
            return value;
        }
        if ["__loc__", "__prog_args"].contains(&name) {
            let name = free::variable(name);
            self.fails_with("variable not defined: ", &name);
        }
        match self.schema.variable(name) {
            Some(value) => value,
            None if name == "ENV" => Type::MADE_OBJECT,
            None => Type::ANYTHING,
        }
    }

    fn pattern(&mut self, pattern: &Pattern, value: &Type, input: &Type) {
        match pattern {
            Pattern::Variable(name) => self.bind(name, value.clone()),
            Pattern::List(all) => all.iter().for_each(|one| self.pattern(one, &value.one_item().or_null(), input)),
            Pattern::Object(entries) => {
                for (key, inner) in entries {
                    let field = match key {
                        EntryKey::Name(key) => self.field(&key.text, value),
                        EntryKey::Variable(name) => {
                            let field = self.field(name, value);
                            self.bind(name, field.clone());
                            field
                        }
                        EntryKey::Computed(key) => {
                            self.facts.reads_all = true;
                            self.expr(key, input);
                            Type::ANYTHING
                        }
                        EntryKey::Elided => Type::ANYTHING,
                    };
                    if let Some(inner) = inner {
                        self.pattern(inner, &field, input);
                    }
                }
            }
        }
    }

    fn bind(&mut self, name: &str, value: Type) {
        self.facts.needs_newer_jq |= is_keyword(name);
        self.variables.push((name.to_owned(), value));
    }

    /// The field of that name of `value`.
    fn field(&mut self, name: &str, value: &Type) -> Type {
        if !self.facts.fields.contains(name) {
            self.facts.fields.insert(name.to_owned());
        }
        value.field(name, self.schema)
    }

    fn path(&mut self, head: &Expr, steps: &[PathStep], input: &Type) -> Type {
        let mut value = self.expr(head, input);
        for step in steps {
            value = match &step.to {
                Step::Field(key) => self.field(&key.text, &value),
                Step::Index(index) => self.index(index, &value, input),
                Step::Slice(from, to) => {
                    for bound in from.iter().chain(to) {
                        self.expr(bound, input);
                    }
                    slice(&value)
                }
                Step::All => {
                    if value.has_order() {
                        self.order();
                    }
                    value.items()
                }
            };
        }
        value
    }

    fn index(&mut self, index: &Expr, value: &Type, input: &Type) -> Type {
        let names_nothing = match index {
            Expr::Number(_) | Expr::Variable(_) => true,
            Expr::Negate(inner) => matches!(**inner, Expr::Number(_)),
            _ => false,
        };
        self.facts.reads_all |= !names_nothing;
        let by = self.expr(index, input);
        let of_list = if by.is_text() { Type::NOTHING } else { value.one_item() };
        let of_object =
            if by.is_number_or_null() || !value.may_be_object() { Type::NOTHING } else { value.items().or_null() };
        let found = of_list.or(of_object);
        if value.may_be_null() || found == Type::NOTHING { found.or_null() } else { found }
    }

    /// A value is written as JSON text.
    fn as_text(&mut self, value: &Type) {
        if value.may_hold_object() {
            self.order();
        }
    }

    /// The order of an object's keys shows.
    fn order(&mut self) {
        self.facts.reads_order = true;
        if self.makes_objects {
            self.differs(ORDER);
        }
    }

    fn define(&mut self, definition: &'static str) {
        if !self.facts.prelude.contains(&definition) {
            self.facts.prelude.push(definition);
        }
    }

    fn differs(&mut self, what: &'static str) {
        if !self.facts.differs.contains(&what) {
            self.facts.differs.push(what);
        }
    }

    fn fails_with(&mut self, what: &str, name: &str) {
        self.facts.error.get_or_insert_with(|| [what, name].concat());
    }
}

/// What adding yields: null adds nothing.
fn sum(left: &Type, right: &Type) -> Type {
    if left.is_object_or_null() && right.is_object_or_null() && !left.may_be_null() && !right.may_be_null() {
        return left.merged(right);
    }
    let both = left.clone().or(right.clone());
    let both = if left.may_be_null() && right.may_be_null() { both } else { both.without_null() };
    let both = if left.may_be_object() && right.may_be_object() { both.or(Type::MADE_OBJECT) } else { both };
    let both = if both.may_be_number() && !both.is_anything() { both.or(Type::WHOLE) } else { both };
    if left.is_some_text() || right.is_some_text() { both.without_empty_text() } else { both }
}

/// What a slice yields: a part of a list or of a text.
fn slice(value: &Type) -> Type {
    let mut part = Type::NOTHING;
    if value.may_be_list() {
        part = part.or(value.as_some_of_list());
    }
    if value.may_be_text() {
        part = part.or(Type::TEXT);
    }
    if value.may_be_null() { part.or_null() } else { part }
}

#[cfg(test)]
mod tests;
