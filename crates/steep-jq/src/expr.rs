//! The tree.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::filter::Filter;
use crate::parse;
use crate::visits::visit;

/// An expression: what jq calls a filter, from values to streams of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// `.`
    Identity,
    /// `..`
    Recurse,
    /// A number as it is written, without a sign.
    Number(String),
    /// A string, `"#\(.number)"`, with the format that encodes what is filled in, `@uri "…"`.
    Text(Option<String>, Vec<TextPart>),
    /// `[…]`
    List(Option<Box<Expr>>),
    /// `{…}`
    Object(Vec<Entry>),
    /// `-…`
    Negate(Box<Expr>),
    /// Two expressions with an operator between them.
    Binary(Box<Expr>, Operator, Box<Expr>),
    /// `source as pattern | body`
    Bind(Box<Expr>, Pattern, Box<Expr>),
    /// `reduce` or `foreach`: the source, the pattern, and what stands in the parentheses.
    Fold(Fold, Box<Expr>, Pattern, Vec<Expr>),
    /// `try … catch …`; without the second, `…?`.
    Try(Box<Expr>, Option<Box<Expr>>),
    /// `if … then … elif … then … else … end`
    If(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// `def …; …`
    Define(Box<Definition>, Box<Expr>),
    /// A function by its name, or a format such as `@tsv`, with its arguments.
    Call(String, Vec<Expr>),
    /// `$name`, without the dollar sign.
    Variable(String),
    /// `label $name | …`
    Label(String, Box<Expr>),
    /// `break $name`
    Break(String),
    /// PathStep into a value: `.a[0].b?`
    Path(Box<Expr>, Vec<PathStep>),
    /// A user's filter, which is printed as it was written.
    User(Box<Filter>),
}

/// A part of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Text that stands for itself, without escapes.
    Literal(String),
    /// `\(…)`
    Filled(Expr),
}

/// An entry of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: EntryKey,
    /// Its value; `None` where the key says what it is: `{number}`, `{$x}`.
    pub value: Option<Expr>,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKey {
    /// `number`, `"area: x"`
    Name(Key),
    /// `$name`
    Variable(String),
    /// `(…)`, or a string with something filled in.
    Computed(Expr),
    /// `...`: entries that a text leaves out. No jq takes it.
    Elided,
}

/// A known key.
#[derive(Clone, Debug, Eq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands in the text that was read, in bytes, without its dot and without quotes; `None` where it was made,
    /// or was written with escapes. Two keys are equal whatever it is.
    pub at: Option<Range<usize>>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Key { text: text.to_owned(), at: None }
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Where it leads.
    pub to: Step,
    /// Whether an error there is nothing: `?`.
    pub optional: bool,
}

/// Where a step of a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`, `["area: x"]`
    Field(Key),
    /// `[…]`
    Index(Expr),
    /// `[from:to]`
    Slice(Option<Expr>, Option<Expr>),
    /// `[]`
    All,
}

impl Step {
    /// The field, where the index is a known text.
    pub(crate) fn by_name(self) -> Self {
        match self {
            Step::Index(index) => match index.as_literal() {
                Some(name) => Step::Field(name.into()),
                None => Step::Index(index),
            },
            other => other,
        }
    }
}

/// What a value is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `$name`
    Variable(String),
    /// `[$a, $b]`
    List(Vec<Pattern>),
    /// `{name: $a, $b}`; a variable without a pattern is the field that it is called after.
    Object(Vec<(EntryKey, Option<Pattern>)>),
}

/// A function that a program defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its parameters: `f`, or `$x` with the dollar sign.
    pub parameters: Vec<String>,
    /// What it does.
    pub body: Expr,
}

/// Which fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// `reduce`
    Reduce,
    /// `foreach`
    Foreach,
}

/// An operator between two expressions, loosest binding first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// `|`
    Pipe,
    /// `,`
    Comma,
    /// `//`
    Alternative,
    /// `=`
    Assign,
    /// `|=`
    Update,
    /// `+=`, `-=`, `*=`, `/=`, `%=`, `//=`: the operator that is written before the sign.
    UpdateBy(&'static str),
    /// `or`
    Or,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `!=`
    Differ,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// Reads a constant of ours. A variable whose name begins with `_` is a hole for [`Expr::with`].
///
/// # Panics
/// Where the text is no jq program. A test reads every such constant of the workspace.
#[must_use]
pub fn jq(text: &'static str) -> Expr {
    thread_local! {
        /// Each constant is read once on a thread. They are known by where they lie: their number is that of the sources'.
        static READ: RefCell<HashMap<(usize, usize), Expr>> = RefCell::default();
    }
    let read = || parse::parse(text).expect("invariant: a constant of this workspace is a jq program");
    READ.with_borrow_mut(|all| all.entry((text.as_ptr().addr(), text.len())).or_insert_with(read).clone())
}

impl Expr {
    /// The string `text`.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Expr::Text(None, if text.is_empty() { Vec::new() } else { vec![TextPart::Literal(text)] })
    }

    /// A whole number that is not negative.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Expr::Number(number.to_string())
    }

    /// `$name`
    pub fn variable(name: impl Into<String>) -> Self {
        Expr::Variable(name.into())
    }

    /// A function without arguments.
    pub fn call(name: impl Into<String>) -> Self {
        Expr::Call(name.into(), Vec::new())
    }

    /// `true` or `false`
    #[must_use]
    pub fn boolean(yes: bool) -> Self {
        Expr::call(if yes { "true" } else { "false" })
    }

    /// `self`, then `next` over each result.
    #[must_use]
    pub fn then(self, next: Expr) -> Self {
        self.binary(Operator::Pipe, next)
    }

    /// Two expressions with an operator between them.
    #[must_use]
    pub fn binary(self, operator: Operator, right: Expr) -> Self {
        Expr::Binary(Box::new(self), operator, Box::new(right))
    }

    /// `self == right`
    #[must_use]
    pub fn equals(self, right: Expr) -> Self {
        self.binary(Operator::Equal, right)
    }

    /// `self | not`
    #[must_use]
    pub fn negated(self) -> Self {
        self.then(Expr::call("not"))
    }

    /// `self as $name | body`
    #[must_use]
    pub fn bound_to(self, name: &str, body: Expr) -> Self {
        Expr::Bind(Box::new(self), Pattern::Variable(name.to_owned()), Box::new(body))
    }

    /// `[self]`
    #[must_use]
    pub fn listed(self) -> Self {
        Expr::List(Some(Box::new(self)))
    }

    /// The field of that name of each result.
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        self.step(Step::Field(name.into()))
    }

    /// `self[]`
    #[must_use]
    pub fn items(self) -> Self {
        self.step(Step::All)
    }

    /// One step further.
    #[must_use]
    pub fn step(self, to: Step) -> Self {
        self.then_step(PathStep { to: to.by_name(), optional: false })
    }

    /// The same for a step that may be forgiven.
    #[must_use]
    pub fn then_step(self, step: PathStep) -> Self {
        match self {
            Expr::Path(head, mut steps) => {
                steps.push(step);
                Expr::Path(head, steps)
            }
            head => Expr::Path(Box::new(head), vec![step]),
        }
    }

    /// The expressions with `operator` between them, from the left; `None` for none.
    pub fn joined(all: impl IntoIterator<Item = Expr>, operator: Operator) -> Option<Self> {
        all.into_iter().reduce(|left, right| left.binary(operator, right))
    }

    /// Conditions joined by `and` or `or`; `true` for none.
    #[must_use]
    pub fn conditions(all: impl IntoIterator<Item = Expr>, operator: Operator) -> Self {
        Expr::joined(all, operator).unwrap_or_else(|| Expr::boolean(true))
    }

    /// An object of `entries`.
    pub fn object<K: AsRef<str>>(entries: impl IntoIterator<Item = (K, Expr)>) -> Self {
        Expr::Object(entries.into_iter().map(|(key, value)| Entry::new(key.as_ref(), value)).collect())
    }

    /// A string in which `all` are filled in, with `separator` between them: `"\(.a) \(.b)"`.
    pub fn filled(separator: &str, all: impl IntoIterator<Item = Expr>) -> Self {
        let mut parts = Vec::new();
        for one in all {
            if !parts.is_empty() {
                parts.push(TextPart::Literal(separator.to_owned()));
            }
            parts.push(TextPart::Filled(one));
        }
        Expr::Text(None, parts)
    }

    /// The text of a string with nothing filled in.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self {
            Expr::Text(None, parts) => match parts.as_slice() {
                [] => Some(""),
                [TextPart::Literal(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is a number, with or without a sign.
    #[must_use]
    pub fn is_number(&self) -> bool {
        match self {
            Expr::Number(_) => true,
            Expr::Negate(inner) => matches!(**inner, Expr::Number(_)),
            _ => false,
        }
    }

    /// Whether it is a path from the current value or from a variable, by the names of fields alone.
    #[must_use]
    pub fn is_plain_path(&self) -> bool {
        match self {
            Expr::Identity | Expr::Variable(_) => true,
            Expr::Path(head, steps) => {
                matches!(**head, Expr::Identity | Expr::Variable(_))
                    && steps.iter().all(|step| matches!(step.to, Step::Field(_)) && !step.optional)
            }
            _ => false,
        }
    }

    /// With `value` in the place of each hole `$_name`. It must not read its input where that is another one there.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Expr>) -> Self {
        let mut value = Some(value.into());
        let mut holes = self.holes(name);
        self.replace_each(&mut |expr| match expr {
            Expr::Variable(hole) if hole.strip_prefix('_') == Some(name) => {
                holes = holes.saturating_sub(1);
                // What goes into a single hole may be large, and nested in others like it.
                if holes == 0 { value.take() } else { value.clone() }
            }
            _ => None,
        });
        self
    }

    fn holes(&self, name: &str) -> usize {
        if let Expr::Variable(hole) = self {
            return usize::from(hole.strip_prefix('_') == Some(name));
        }
        let mut count = 0;
        self.children(&mut |child| count += child.holes(name));
        count
    }

    /// Puts another expression in the place of each one for which `by` has one, from the outside to the inside.
    pub fn replace(&mut self, by: &dyn Fn(&Expr) -> Option<Expr>) {
        self.replace_each(&mut |expr| by(expr));
    }

    fn replace_each(&mut self, by: &mut dyn FnMut(&Expr) -> Option<Expr>) {
        match by(self) {
            Some(other) => *self = other,
            None => self.children_mut(&mut |child| child.replace_each(by)),
        }
    }

    /// The expressions that stand directly in it, in the order of the text.
    pub fn children<'e>(&'e self, each: &mut dyn FnMut(&'e Expr)) {
        visit();
        match self {
            Expr::Identity
            | Expr::Recurse
            | Expr::Number(_)
            | Expr::Variable(_)
            | Expr::Break(_)
            | Expr::List(None)
            | Expr::User(_) => {}
            Expr::Text(_, parts) => parts.iter().for_each(|part| match part {
                TextPart::Filled(inner) => each(inner),
                TextPart::Literal(_) => {}
            }),
            Expr::List(Some(inner)) | Expr::Negate(inner) | Expr::Label(_, inner) => each(inner),
            Expr::Object(entries) => entries.iter().for_each(|entry| {
                if let EntryKey::Computed(key) = &entry.key {
                    each(key);
                }
                entry.value.iter().for_each(&mut *each);
            }),
            Expr::Binary(left, _, right) => [left, right].into_iter().for_each(|side| each(side)),
            Expr::Bind(source, pattern, body) => {
                each(source);
                pattern.keys(each);
                each(body);
            }
            Expr::Fold(_, source, pattern, arguments) => {
                each(source);
                pattern.keys(each);
                arguments.iter().for_each(each);
            }
            Expr::Try(body, catch) => std::iter::once(body).chain(catch).for_each(|inner| each(inner)),
            Expr::If(branches, otherwise) => {
                branches.iter().for_each(|(condition, then)| [condition, then].into_iter().for_each(&mut *each));
                otherwise.iter().for_each(|otherwise| each(otherwise));
            }
            Expr::Define(definition, rest) => {
                each(&definition.body);
                each(rest);
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(each),
            Expr::Path(head, steps) => {
                each(head);
                steps.iter().for_each(|step| match &step.to {
                    Step::Index(index) => each(index),
                    Step::Slice(from, to) => from.iter().chain(to).for_each(&mut *each),
                    Step::Field(_) | Step::All => {}
                });
            }
        }
    }

    /// The same, to be changed. Keys of patterns are left out.
    pub(crate) fn children_mut(&mut self, each: &mut dyn FnMut(&mut Expr)) {
        visit();
        match self {
            Expr::Identity
            | Expr::Recurse
            | Expr::Number(_)
            | Expr::Variable(_)
            | Expr::Break(_)
            | Expr::List(None)
            | Expr::User(_) => {}
            Expr::Text(_, parts) => parts.iter_mut().for_each(|part| match part {
                TextPart::Filled(inner) => each(inner),
                TextPart::Literal(_) => {}
            }),
            Expr::List(Some(inner)) | Expr::Negate(inner) | Expr::Label(_, inner) => each(inner),
            Expr::Object(entries) => entries.iter_mut().for_each(|entry| {
                if let EntryKey::Computed(key) = &mut entry.key {
                    each(key);
                }
                entry.value.iter_mut().for_each(&mut *each);
            }),
            Expr::Binary(left, _, right) | Expr::Bind(left, _, right) => {
                [left, right].into_iter().for_each(|side| each(side));
            }
            Expr::Fold(_, source, _, arguments) => {
                each(source);
                arguments.iter_mut().for_each(each);
            }
            Expr::Try(body, catch) => std::iter::once(body).chain(catch).for_each(|inner| each(inner)),
            Expr::If(branches, otherwise) => {
                branches.iter_mut().for_each(|(condition, then)| [condition, then].into_iter().for_each(&mut *each));
                otherwise.iter_mut().for_each(|otherwise| each(otherwise));
            }
            Expr::Define(definition, rest) => {
                each(&mut definition.body);
                each(rest);
            }
            Expr::Call(_, arguments) => arguments.iter_mut().for_each(each),
            Expr::Path(head, steps) => {
                each(head);
                steps.iter_mut().for_each(|step| match &mut step.to {
                    Step::Index(index) => each(index),
                    Step::Slice(from, to) => from.iter_mut().chain(to).for_each(&mut *each),
                    Step::Field(_) | Step::All => {}
                });
            }
        }
    }

    /// Whether it holds for the expression or for one inside it.
    #[must_use]
    pub fn any(&self, holds: &dyn Fn(&Expr) -> bool) -> bool {
        if holds(self) {
            return true;
        }
        let mut found = false;
        self.children(&mut |child| found = found || child.any(holds));
        found
    }
}

impl Entry {
    /// `name: value`, or `name` alone where the value is the field of that name.
    #[must_use]
    pub fn new(name: &str, value: Expr) -> Self {
        let is_field = matches!(&value, Expr::Path(head, steps) if **head == Expr::Identity
            && matches!(steps.as_slice(), [PathStep { to: Step::Field(key), optional: false }] if key.text == name));
        Entry { key: EntryKey::Name(name.into()), value: (!is_field).then_some(value) }
    }
}

impl Pattern {
    fn keys<'e>(&'e self, each: &mut dyn FnMut(&'e Expr)) {
        match self {
            Pattern::Variable(_) => {}
            Pattern::List(all) => all.iter().for_each(|one| one.keys(each)),
            Pattern::Object(entries) => entries.iter().for_each(|(key, inner)| {
                if let EntryKey::Computed(key) = key {
                    each(key);
                }
                if let Some(inner) = inner {
                    inner.keys(each);
                }
            }),
        }
    }

    /// The names of the variables that it sets, without their dollar signs.
    pub fn names<'e>(&'e self, each: &mut dyn FnMut(&'e str)) {
        match self {
            Pattern::Variable(name) => each(name),
            Pattern::List(all) => all.iter().for_each(|one| one.names(each)),
            Pattern::Object(entries) => entries.iter().for_each(|(key, inner)| {
                if let EntryKey::Variable(name) = key {
                    each(name);
                }
                if let Some(inner) = inner {
                    inner.names(each);
                }
            }),
        }
    }
}

impl Operator {
    /// How it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Pipe => "|",
            Operator::Comma => ",",
            Operator::Alternative => "//",
            Operator::Assign => "=",
            Operator::Update => "|=",
            Operator::UpdateBy(sign) => sign,
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Equal => "==",
            Operator::Differ => "!=",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::Greater => ">",
            Operator::AtLeast => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Remainder => "%",
        }
    }
}

impl fmt::Display for Entry {
    /// The entry without the braces around it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let object = Expr::Object(vec![self.clone()]).to_string();
        f.write_str(object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(&object))
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fragment in self.print().fragments() {
            f.write_str(fragment.as_str())?;
        }
        Ok(())
    }
}
