//! Follows a filter through Gitea's document.

use std::ops::Range;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Pattern, Term};
use jaq_core::ops::Cmp;
use jaq_core::path::{Opt, Part};

use super::source::{Entries, Source, plain};

/// What a term yields over Gitea's document, beside what it yields over the rebuilt one.
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
}

impl<'p> Walk<'p> {
    pub(super) fn new(program: &'p str) -> Self {
        Walk { program, replacements: Vec::new() }
    }

    /// The program in the words of Gitea's document.
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

    /// Whether what stands there is a stage of a pipe, an argument or in brackets already.
    fn stands_alone(&self, range: &Range<usize>) -> bool {
        let before = self.program.get(..range.start).unwrap_or("").trim_end();
        let after = self.program.get(range.end..).unwrap_or("").trim_start();
        (before.is_empty() || before.ends_with(['(', '|'])) && (after.is_empty() || after.starts_with([')', '|']))
    }

    /// Holds `term` to yielding the same over both documents.
    pub(super) fn same(&mut self, term: &Term<&'p str>, input: &Kind<'_>) -> Option<()> {
        match self.term(term, input)? {
            Kind::Same => Some(()),
            _ => None,
        }
    }

    fn all_same<'t>(&mut self, terms: impl IntoIterator<Item = &'t Term<&'p str>>, input: &Kind<'_>) -> Option<()>
    where
        'p: 't,
    {
        terms.into_iter().try_for_each(|term| self.same(term, input))
    }

    /// What `term` yields over `input`; `None` where that is not known.
    fn term<'a>(&mut self, term: &Term<&'p str>, input: &Kind<'a>) -> Option<Kind<'a>> {
        // Over the same values, everything is the same: variables only hold such.
        if matches!(input, Kind::Same) {
            return Some(Kind::Same);
        }
        match term {
            Term::Id => Some(input.clone()),
            Term::Num(_) | Term::Var(_) | Term::Arr(None) => Some(Kind::Same),
            Term::Str(_, parts) => {
                let terms = parts.iter().filter_map(|part| match part {
                    StrPart::Term(term) => Some(term),
                    StrPart::Str(_) | StrPart::Char(_) => None,
                });
                self.all_same(terms, input)?;
                Some(Kind::Same)
            }
            Term::Arr(Some(inner)) => self.term(inner, input)?.listed(),
            Term::Obj(entries) => self.construction(entries, input),
            Term::Neg(inner) => self.same(inner, input).map(|()| Kind::Same),
            Term::BinOp(left, operator, right) => self.operation(left, operator, right, input),
            Term::TryCatch(inner, None) => self.term(inner, input),
            Term::IfThenElse(branches, Some(otherwise)) => {
                for (condition, then) in branches {
                    self.truth(condition, input)?;
                    self.same(then, input)?;
                }
                self.same(otherwise, input).map(|()| Kind::Same)
            }
            Term::Call(name, arguments) => self.call(name, arguments, input),
            Term::Path(head, path) => self.path(head, &path.0, input),
            Term::Recurse
            | Term::Label(..)
            | Term::Break(_)
            | Term::Fold(..)
            | Term::TryCatch(_, Some(_))
            | Term::IfThenElse(_, None)
            | Term::Def(..) => None,
        }
    }

    fn construction<'a>(
        &mut self,
        entries: &[(Term<&'p str>, Option<Term<&'p str>>)],
        input: &Kind<'_>,
    ) -> Option<Kind<'a>> {
        for (key, value) in entries {
            match (value, plain(key)) {
                (Some(value), key_text) => {
                    if key_text.is_none() {
                        self.same(key, input)?;
                    }
                    self.same(value, input)?;
                }
                // `{number}` is `{number: .number}`.
                (None, Some(name)) => {
                    let source = field(input, name)?;
                    let (Kind::Same, range) = (&source.kind, self.range(name)?) else { return None };
                    if source.text != format!(".{name}") {
                        self.is_bare(&range)?;
                        self.replacements.push((range, format!("{name}: {}", source.text)));
                    }
                }
                (None, None) => match key {
                    Term::Var(_) => {}
                    _ => return None,
                },
            }
        }
        Some(Kind::Same)
    }

    fn operation<'a>(
        &mut self,
        left: &Term<&'p str>,
        operator: &BinaryOp<&'p str>,
        right: &Term<&'p str>,
        input: &Kind<'a>,
    ) -> Option<Kind<'a>> {
        match operator {
            BinaryOp::Pipe(None) => {
                let between = self.term(left, input)?;
                self.term(right, &between)
            }
            BinaryOp::Pipe(Some(Pattern::Var(_))) => {
                self.same(left, input)?;
                self.term(right, input)
            }
            BinaryOp::Or | BinaryOp::And => {
                self.truth(left, input)?;
                self.truth(right, input)?;
                Some(Kind::Same)
            }
            BinaryOp::Cmp(Cmp::Eq | Cmp::Ne) if matches!(right, Term::Call("null", _)) => {
                self.truth(left, input).map(|()| Kind::Same)
            }
            BinaryOp::Comma | BinaryOp::Alt | BinaryOp::Math(_) | BinaryOp::Cmp(_) => {
                self.all_same([left, right], input)?;
                Some(Kind::Same)
            }
            BinaryOp::Pipe(Some(_))
            | BinaryOp::Assign
            | BinaryOp::Update
            | BinaryOp::UpdateMath(_)
            | BinaryOp::UpdateAlt => None,
        }
    }

    /// Holds `term` to being null, false or neither at once over both documents.
    fn truth(&mut self, term: &Term<&'p str>, input: &Kind<'_>) -> Option<()> {
        match self.term(term, input)? {
            Kind::Same | Kind::Object(_, Nulls::None | Nulls::Shown) | Kind::List(_) | Kind::Lists(_) => Some(()),
            Kind::Object(_, Nulls::Hidden) | Kind::ListOrNull(_) => None,
        }
    }

    fn call<'a>(&mut self, name: &str, arguments: &[Term<&'p str>], input: &Kind<'a>) -> Option<Kind<'a>> {
        match (name, arguments, input) {
            ("true" | "false" | "null" | "now" | "env", [], _) => Some(Kind::Same),
            ("empty", [], _) => Some(Kind::Same),
            ("select", [condition], _) => {
                self.truth(condition, input)?;
                Some(input.clone())
            }
            ("any" | "all", [generator, condition], _) => {
                let items = self.term(generator, input)?;
                self.truth(condition, &items).map(|()| Kind::Same)
            }
            ("any" | "all", [condition], _) => self.truth(condition, &input.item()?).map(|()| Kind::Same),
            ("length", [], Kind::List(_) | Kind::Lists(_)) => Some(Kind::Same),
            ("map", [each], _) => {
                let each = self.term(each, &input.item()?)?;
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
            ("first", [some], _) => self.term(some, input),
            ("limit", [count, some], _) => {
                self.same(count, input)?;
                self.term(some, input)
            }
            ("not", [], Kind::Object(_, Nulls::None | Nulls::Shown)) => Some(Kind::Same),
            _ => None,
        }
    }

    fn path<'a>(
        &mut self,
        head: &Term<&'p str>,
        parts: &[(Part<Term<&'p str>>, Opt)],
        input: &Kind<'a>,
    ) -> Option<Kind<'a>> {
        let mut kind = self.term(head, input)?;
        let mut begins = matches!(head, Term::Id);
        for (part, _) in parts {
            kind = match (part, &kind) {
                (Part::Index(key), Kind::Same) => {
                    // A key is computed from the input of the whole path.
                    self.same(key, input)?;
                    Kind::Same
                }
                (Part::Range(from, to), Kind::Same) => {
                    self.all_same(from.iter().chain(to), input)?;
                    Kind::Same
                }
                (Part::Index(key), Kind::Object(_, nulls)) => {
                    let name = plain(key)?;
                    let source = field(&kind, name)?;
                    // Null has no items, and what is rebuilt of it has.
                    let is_list = matches!(source.kind, Kind::ListOrNull(_));
                    if (is_list && *nulls != Nulls::None) || (!source.is_path && !begins) {
                        return None;
                    }
                    self.replace(name, source, begins)?
                }
                (Part::Index(Term::Num(_) | Term::Neg(_)), Kind::List(entries)) => {
                    Kind::Object(entries.clone(), Nulls::Shown)
                }
                (Part::Range(None, None), _) => kind.item()?,
                (Part::Range(from, to), Kind::List(_) | Kind::Lists(_)) => {
                    self.all_same(from.iter().chain(to), input)?;
                    kind
                }
                _ => return None,
            };
            begins = false;
        }
        Some(kind)
    }

    /// Puts the field `name`, a piece of the program, in Gitea's words; `begins`: nothing of its path stands before it.
    fn replace<'a>(&mut self, name: &'p str, source: Source<'a>, begins: bool) -> Option<Kind<'a>> {
        let range = self.range(name)?;
        let Source { text, kind, .. } = source;
        if let Kind::ListOrNull(entries) = kind {
            let range = self.with_dot(range)?;
            let after = self.program.get(range.end..)?;
            if let Some(after) = after.strip_prefix("[]") {
                let end = range.end + "[]".len() + usize::from(after.starts_with('?'));
                self.replacements.push((range.start..end, format!("{text}[]?")));
                return Some(Kind::ListOrNull(entries));
            }
            // Only what begins a term can be put in brackets.
            begins.then(|| self.replacements.push((range, format!("({text} // [])"))))?;
            return Some(Kind::List(entries));
        }
        if text != format!(".{name}") {
            let range = self.with_dot(range)?;
            self.replacements.push((range, text));
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

    /// Where a piece of the program stands in it, in bytes.
    fn range(&self, piece: &'p str) -> Option<Range<usize>> {
        let start = piece.as_ptr().addr().checked_sub(self.program.as_ptr().addr())?;
        let range = start..start + piece.len();
        (self.program.get(range.clone()) == Some(piece)).then_some(range)
    }
}

fn field<'a>(kind: &Kind<'a>, name: &str) -> Option<Source<'a>> {
    match kind {
        Kind::Object(entries, nulls) => {
            let source = entries.find(name)?;
            // What is null has fields that are null, and nothing inside them.
            (source.is_path || *nulls == Nulls::None).then_some(source)
        }
        _ => None,
    }
}
