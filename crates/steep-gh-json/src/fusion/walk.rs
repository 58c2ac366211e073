//! Follows a filter through the target's document.

use std::ops::Range;

use steep_jq::{Entry, EntryKey, Expr, Key, Operator, PathStep, Pattern, Step, TextPart};

use super::source::{Entries, Source};
use crate::narrow::Taken;

/// What a term yields over the target's document, beside what it yields over the rebuilt one.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    /// The same.
    Same,
    /// An object, and the object rebuilt from it.
    Object(Entries<'a>, Nulls),
    /// A list of objects, and the list of the objects rebuilt from them.
    List(Entries<'a>),
    /// A list of such lists.
    Lists(Entries<'a>),
    /// The same, or null where the rebuilt list is empty.
    ListOrNull(Entries<'a>),
}

/// Where an object may be null instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// It never is.
    None,
    /// Both are null at once.
    Shown,
    /// The rebuilt one is an object of nulls then.
    Hidden,
}

impl<'a> Kind<'a> {
    pub(super) fn object(entries: Entries<'a>) -> Self {
        Kind::Object(entries, Nulls::None)
    }

    /// An item of the list that it is.
    fn item(&self) -> Option<Self> {
        match self {
            Kind::List(entries) | Kind::ListOrNull(entries) => Some(Kind::object(entries.clone())),
            Kind::Lists(entries) => Some(Kind::List(entries.clone())),
            Kind::Same | Kind::Object(..) => None,
        }
    }

    /// A list whose items it is.
    fn listed(self) -> Option<Self> {
        match self {
            Kind::Same => Some(Kind::Same),
            Kind::Object(entries, Nulls::None) => Some(Kind::List(entries)),
            Kind::List(entries) => Some(Kind::Lists(entries)),
            Kind::Object(..) | Kind::Lists(_) | Kind::ListOrNull(_) => None,
        }
    }
}

/// A walk through one filter.
#[derive(Debug)]
pub(super) struct Walk<'p> {
    program: &'p str,
    /// What stands in the place of which bytes of the program.
    replacements: Vec<(Range<usize>, String)>,
    taken: Taken,
}

impl<'p> Walk<'p> {
    pub(super) fn new(program: &'p str) -> Self {
        Walk { program, replacements: Vec::new(), taken: Taken::default() }
    }

    /// The program in the words of the target's document.
    pub(super) fn rewritten(mut self) -> Option<String> {
        self.replacements.sort_by_key(|(range, _)| range.start);
        let mut out = String::new();
        let mut at = 0;
        for (range, text) in &self.replacements {
            out.push_str(self.program.get(at..range.start)?);
            let bare = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
            out.push_str(bare.filter(|_| self.stands_alone(range)).unwrap_or(text));
            at = range.end;
        }
        out.push_str(self.program.get(at..)?);
        Some(out)
    }

    /// What the program takes of the objects that it was followed through.
    pub(super) fn taken(self) -> Taken {
        self.taken
    }

    /// Whether what stands there is a stage of a pipe, an argument or in brackets already.
    fn stands_alone(&self, range: &Range<usize>) -> bool {
        let before = self.program.get(..range.start).unwrap_or("").trim_end();
        let after = self.program.get(range.end..).unwrap_or("").trim_start();
        (before.is_empty() || before.ends_with(['(', '|'])) && (after.is_empty() || after.starts_with([')', '|']))
    }

    /// Holds `expr` to yielding the same over both documents.
    pub(super) fn same(&mut self, expr: &Expr, input: &Kind<'_>) -> Option<()> {
        let kind = self.expr(expr, input)?;
        self.is_same(&kind)
    }

    /// That it is the same, which what is only noted is.
    fn is_same(&mut self, kind: &Kind<'_>) -> Option<()> {
        match kind {
            Kind::Same => Some(()),
            Kind::Object(Entries::Inside(field), _)
            | Kind::List(Entries::Inside(field))
            | Kind::Lists(Entries::Inside(field)) => {
                self.taken.whole.insert(field.clone());
                Some(())
            }
            Kind::Object(..) | Kind::List(_) | Kind::Lists(_) | Kind::ListOrNull(_) => None,
        }
    }

    fn all_same<'t>(&mut self, all: impl IntoIterator<Item = &'t Expr>, input: &Kind<'_>) -> Option<()> {
        all.into_iter().try_for_each(|expr| self.same(expr, input))
    }

    /// What `expr` yields over `input`; `None` where that is not known.
    fn expr<'a>(&mut self, expr: &Expr, input: &Kind<'a>) -> Option<Kind<'a>> {
        // Over the same values, everything is the same: variables only hold such.
        if matches!(input, Kind::Same) {
            return Some(Kind::Same);
        }
        match expr {
            Expr::Identity => Some(input.clone()),
            Expr::Number(_) | Expr::Variable(_) | Expr::List(None) => Some(Kind::Same),
            Expr::Text(_, parts) => {
                let filled = parts.iter().filter_map(|part| match part {
                    TextPart::Filled(expr) => Some(expr),
                    TextPart::Literal(_) => None,
                });
                self.all_same(filled, input)?;
                Some(Kind::Same)
            }
            Expr::List(Some(inner)) => self.expr(inner, input)?.listed(),
            Expr::Object(entries) => self.construction(entries, input),
            Expr::Negate(inner) => self.same(inner, input).map(|()| Kind::Same),
            Expr::Binary(left, operator, right) => self.operation(left, *operator, right, input),
            Expr::Bind(source, Pattern::Variable(_), body) => {
                self.same(source, input)?;
                self.expr(body, input)
            }
            Expr::Try(inner, None) => self.expr(inner, input),
            Expr::If(branches, Some(otherwise)) => {
                for (condition, then) in branches {
                    self.truth(condition, input)?;
                    self.same(then, input)?;
                }
                self.same(otherwise, input).map(|()| Kind::Same)
            }
            Expr::Call(name, arguments) => self.call(name, arguments, input),
            Expr::Path(head, steps) => self.path(head, steps, input),
            _ => None,
        }
    }

    fn construction<'a>(&mut self, entries: &[Entry], input: &Kind<'_>) -> Option<Kind<'a>> {
        for entry in entries {
            match (&entry.value, &entry.key) {
                (Some(value), key) => {
                    if let EntryKey::Computed(key) = key {
                        self.same(key, input)?;
                    }
                    self.same(value, input)?;
                }
                // `{number}` is `{number: .number}`.
                (None, EntryKey::Name(key)) => {
                    let source = self.field(input, &key.text)?;
                    self.is_same(&source.kind)?;
                    let range = key.at.clone()?;
                    if source.expr != Expr::Identity.field(&key.text) {
                        self.is_bare(&range)?;
                        self.replacements.push((range, Entry::new(&key.text, source.expr).to_string()));
                    }
                }
                (None, EntryKey::Variable(_)) => {}
                (None, EntryKey::Computed(_) | EntryKey::Elided) => return None,
            }
        }
        Some(Kind::Same)
    }

    fn operation<'a>(&mut self, left: &Expr, operator: Operator, right: &Expr, input: &Kind<'a>) -> Option<Kind<'a>> {
        match operator {
            Operator::Pipe => {
                let between = self.expr(left, input)?;
                self.expr(right, &between)
            }
            Operator::Or | Operator::And => {
                self.truth(left, input)?;
                self.truth(right, input)?;
                Some(Kind::Same)
            }
            Operator::Equal | Operator::Differ if *right == Expr::call("null") => {
                self.truth(left, input).map(|()| Kind::Same)
            }
            Operator::Assign | Operator::Update | Operator::UpdateBy(_) => None,
            _ => {
                self.all_same([left, right], input)?;
                Some(Kind::Same)
            }
        }
    }

    /// Holds `expr` to being null, false or neither at once over both documents.
    fn truth(&mut self, expr: &Expr, input: &Kind<'_>) -> Option<()> {
        match self.expr(expr, input)? {
            Kind::Same | Kind::Object(_, Nulls::None | Nulls::Shown) | Kind::List(_) | Kind::Lists(_) => Some(()),
            Kind::Object(_, Nulls::Hidden) | Kind::ListOrNull(_) => None,
        }
    }

    fn call<'a>(&mut self, name: &str, arguments: &[Expr], input: &Kind<'a>) -> Option<Kind<'a>> {
        match (name, arguments, input) {
            ("true" | "false" | "null" | "now" | "env", [], _) => Some(Kind::Same),
            ("empty", [], _) => Some(Kind::Same),
            ("select", [condition], _) => {
                self.truth(condition, input)?;
                Some(input.clone())
            }
            ("any" | "all", [generator, condition], _) => {
                let items = self.expr(generator, input)?;
                self.truth(condition, &items).map(|()| Kind::Same)
            }
            ("any" | "all", [condition], _) => self.truth(condition, &input.item()?).map(|()| Kind::Same),
            ("length", [], Kind::List(_) | Kind::Lists(_)) => Some(Kind::Same),
            ("map", [each], _) => {
                let each = self.expr(each, &input.item()?)?;
                each.listed()
            }
            ("sort_by" | "unique_by", [key], _) => {
                self.same(key, &input.item()?)?;
                Some(input.clone())
            }
            ("group_by", [key], Kind::List(entries)) => {
                self.same(key, &input.item()?)?;
                Some(Kind::Lists(entries.clone()))
            }
            ("reverse", [], Kind::List(_) | Kind::Lists(_)) => Some(input.clone()),
            ("first" | "last", [], Kind::List(entries)) => Some(Kind::Object(entries.clone(), Nulls::Shown)),
            ("min_by" | "max_by", [key], Kind::List(entries)) => {
                self.same(key, &input.item()?)?;
                Some(Kind::Object(entries.clone(), Nulls::Shown))
            }
            ("first", [some], _) => self.expr(some, input),
            ("limit", [count, some], _) => {
                self.same(count, input)?;
                self.expr(some, input)
            }
            ("not", [], Kind::Object(_, Nulls::None | Nulls::Shown)) => Some(Kind::Same),
            _ => None,
        }
    }

    fn path<'a>(&mut self, head: &Expr, steps: &[PathStep], input: &Kind<'a>) -> Option<Kind<'a>> {
        let mut kind = self.expr(head, input)?;
        let mut begins = *head == Expr::Identity;
        for step in steps {
            kind = match (&step.to, &kind) {
                (Step::Field(_), Kind::Same) => Kind::Same,
                (Step::Index(key), Kind::Same) => {
                    // A key is computed from the input of the whole path.
                    self.same(key, input)?;
                    Kind::Same
                }
                (Step::Slice(from, to), Kind::Same) => {
                    self.all_same(from.iter().chain(to), input)?;
                    Kind::Same
                }
                (Step::All, Kind::Same) => Kind::Same,
                (Step::Field(key), Kind::Object(_, nulls)) => {
                    let source = self.field(&kind, &key.text)?;
                    // Null has no items, and what is rebuilt of it has.
                    let is_list = matches!(source.kind, Kind::ListOrNull(_));
                    if (is_list && *nulls != Nulls::None) || (!source.is_path && !begins) {
                        return None;
                    }
                    self.replaced(key, source, begins)?
                }
                (Step::Index(index), Kind::List(entries)) if index.is_number() => {
                    Kind::Object(entries.clone(), Nulls::Shown)
                }
                (Step::All, _) => kind.item()?,
                (Step::Slice(from, to), Kind::List(_) | Kind::Lists(_)) => {
                    self.all_same(from.iter().chain(to), input)?;
                    kind
                }
                _ => return None,
            };
            begins = false;
        }
        Some(kind)
    }

    /// The source of the field of that name.
    fn field<'a>(&mut self, kind: &Kind<'a>, name: &str) -> Option<Source<'a>> {
        let Kind::Object(entries, nulls) = kind else { return None };
        let source = entries.find(name)?;
        match entries {
            Entries::Inside(field) => {
                self.taken.fields.entry(field.clone()).or_default().insert(name.to_owned());
            }
            _ => {
                self.taken.fields.entry(name.to_owned()).or_default();
            }
        }
        // What is null has fields that are null, and nothing inside them.
        (source.is_path || *nulls == Nulls::None).then_some(source)
    }

    /// Puts the field `key` in the target's words; `begins`: nothing of its path stands before it.
    fn replaced<'a>(&mut self, key: &Key, source: Source<'a>, begins: bool) -> Option<Kind<'a>> {
        let range = key.at.clone()?;
        let Source { expr, kind, .. } = source;
        if let Kind::ListOrNull(entries) = kind {
            let range = self.with_dot(range)?;
            let after = self.program.get(range.end..)?;
            if let Some(after) = after.strip_prefix("[]") {
                let end = range.end + "[]".len() + usize::from(after.starts_with('?'));
                let items = PathStep { to: Step::All, optional: true };
                self.replacements.push((range.start..end, expr.then_step(items).to_string()));
                return Some(Kind::ListOrNull(entries));
            }
            // Only what begins a term can be put in brackets.
            let some = expr.binary(Operator::Alternative, Expr::List(None)).term_text();
            begins.then(|| self.replacements.push((range, some)))?;
            return Some(Kind::List(entries));
        }
        if expr != Expr::Identity.field(&key.text) {
            let range = self.with_dot(range)?;
            self.replacements.push((range, expr.term_text()));
        }
        Some(kind)
    }

    /// The range of a key that is written without quotes, and of the dot before it.
    fn with_dot(&self, key: Range<usize>) -> Option<Range<usize>> {
        let range = key.start.checked_sub(1)?..key.end;
        self.program.get(range.clone())?.starts_with('.').then_some(range)
    }

    /// That the key is written without quotes.
    fn is_bare(&self, range: &Range<usize>) -> Option<()> {
        let before = self.program.get(..range.start)?;
        (!before.ends_with('"')).then_some(())
    }
}
