//! Laws that make a program shorter, or one pass of two, and change nothing that it yields. `tests/laws.rs` holds each of
//! them against the oldest and the newest jq over generated values.

use crate::expr::{Entry, EntryKey, Expr, Operator, PathStep, Step, TextPart};
use crate::visits::visit;

impl Expr {
    /// The same program, shorter where a law says so. Each expression is visited a bounded number of times.
    #[must_use]
    pub fn simplified(mut self) -> Self {
        self.simplify();
        self
    }

    fn simplify(&mut self) {
        self.children_mut(&mut Expr::simplify);
        let expr = std::mem::replace(self, Expr::Identity);
        *self = match expr {
            Expr::Binary(left, Operator::Pipe, right) => piped(*left, *right),
            Expr::Binary(left, Operator::Add, right) => added(*left, *right),
            Expr::Path(head, steps) => stepped(*head, steps.into_iter().map(PathStep::by_name).collect()),
            Expr::Object(entries) => Expr::Object(entries.into_iter().map(Entry::by_name).collect()),
            Expr::Text(None, parts) if parts.iter().any(is_literal) => Expr::Text(None, merged(parts)),
            Expr::Text(None, parts) if matches!(parts.as_slice(), [TextPart::Filled(inner)] if is_text(inner)) => {
                match parts.into_iter().next() {
                    Some(TextPart::Filled(inner)) => inner,
                    _ => Expr::text(""),
                }
            }
            other => other,
        };
    }

    /// This program over what `input` yields in place of its input: `.a[] | f` over `input` is `input.a[] | f`.
    ///
    /// `input` has to yield exactly one value each time.
    #[must_use]
    pub fn over(self, input: Expr) -> Self {
        match self {
            Expr::List(Some(inner)) if reads_once(&inner) => inner.begun_by(input).listed(),
            Expr::Binary(left, operator @ Operator::Pipe, right) if reads_once(&left) => {
                left.begun_by(input).binary(operator, *right)
            }
            Expr::Binary(left, operator, right)
                if operator != Operator::Comma
                    && operator.level() != Operator::Assign.level()
                    && reads_once(&left)
                    && reads_nothing(&right) =>
            {
                left.begun_by(input).binary(operator, *right)
            }
            // The condition is over what the first argument yields.
            Expr::Call(name, arguments) if name == "any" || name == "all" => match <[Expr; 2]>::try_from(arguments) {
                Ok([items, condition]) if reads_once(&items) => {
                    Expr::Call(name, vec![items.begun_by(input), condition])
                }
                Ok(arguments) => piped(input, Expr::Call(name, arguments.into())),
                Err(arguments) => piped(input, Expr::Call(name, arguments)),
            },
            other => piped(input, other),
        }
    }
}

impl Expr {
    /// The same for one that [`reads_once`].
    fn begun_by(self, input: Expr) -> Self {
        visit();
        match self {
            Expr::List(Some(inner)) => inner.begun_by(input).listed(),
            Expr::Binary(left, Operator::Pipe, right) => left.begun_by(input).binary(Operator::Pipe, *right),
            other => piped(input, other),
        }
    }
}

/// Whether it yields the same whatever its input is.
fn reads_nothing(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Variable(_) => true,
        Expr::Call(name, arguments) => arguments.is_empty() && ["null", "true", "false"].contains(&name.as_str()),
        other => other.as_literal().is_some(),
    }
}

/// Whether the only thing that reads the input is the path that it begins with.
fn reads_once(expr: &Expr) -> bool {
    visit();
    match expr {
        Expr::Identity => true,
        Expr::Path(head, steps) => reads_once(head) && steps.iter().all(PathStep::is_constant),
        Expr::List(Some(inner)) => reads_once(inner),
        Expr::Binary(left, Operator::Pipe, _) => reads_once(left),
        _ => false,
    }
}

impl PathStep {
    fn by_name(self) -> Self {
        PathStep { to: self.to.by_name(), ..self }
    }

    fn is_all(&self) -> bool {
        self.to == Step::All && !self.optional
    }

    /// Whether it leads to the same place whatever the input is.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        match &self.to {
            Step::Field(_) | Step::All => true,
            Step::Index(index) => index.is_number() || index.as_literal().is_some(),
            Step::Slice(from, to) => from.iter().chain(to).all(Expr::is_number),
        }
    }
}

fn piped(left: Expr, right: Expr) -> Expr {
    match (left, right) {
        // `. | x`, `x | .`
        (Expr::Identity, other) | (other, Expr::Identity) => other,
        // `[x] | .[]` is `x`.
        (Expr::List(Some(inner)), Expr::Path(head, mut steps))
            if *head == Expr::Identity && steps.first().is_some_and(PathStep::is_all) =>
        {
            steps.remove(0);
            piped(*inner, stepped(Expr::Identity, steps))
        }
        (Expr::List(Some(inner)), Expr::Binary(first, Operator::Pipe, rest))
            if matches!(&*first, Expr::Path(head, steps)
                if **head == Expr::Identity && steps.first().is_some_and(PathStep::is_all)) =>
        {
            let first = piped(Expr::List(Some(inner)), *first);
            piped(first, *rest)
        }
        // `x | .a` is `x.a`.
        (left, Expr::Path(head, steps))
            if can_be_stepped_into(&left) && *head == Expr::Identity && steps.iter().all(PathStep::is_constant) =>
        {
            stepped(left, steps)
        }
        // `x | .a | f` is `x.a | f`.
        (left, Expr::Binary(first, Operator::Pipe, rest))
            if can_be_stepped_into(&left)
                && matches!(&*first, Expr::Path(head, steps)
                    if **head == Expr::Identity && steps.iter().all(PathStep::is_constant)) =>
        {
            piped(left, *first).binary(Operator::Pipe, *rest)
        }
        // One pass in place of two.
        (Expr::Call(first, mut of_first), Expr::Call(second, mut of_second))
            if first == "map" && second == "map" && of_first.len() == 1 && of_second.len() == 1 =>
        {
            match (of_first.pop(), of_second.pop()) {
                (Some(first), Some(second)) => Expr::Call("map".to_owned(), vec![piped(first, second)]),
                _ => Expr::call("map"),
            }
        }
        (left, right) => left.binary(Operator::Pipe, right),
    }
}

/// Whether a step can be put behind it, and is not better read in a stage of its own.
fn can_be_stepped_into(expr: &Expr) -> bool {
    match expr {
        Expr::Identity | Expr::Variable(_) | Expr::Path(..) => true,
        Expr::Call(name, arguments) => arguments.is_empty() && name == "input",
        _ => false,
    }
}

/// `{} + x` is `x` where that is an object, and two objects with different keys are one.
fn added(left: Expr, right: Expr) -> Expr {
    match (left, right) {
        (Expr::Object(mut entries), Expr::Object(more)) if are_apart(&entries, &more) => {
            entries.extend(more);
            Expr::Object(entries)
        }
        (left, right) => left.binary(Operator::Add, right),
    }
}

/// Whether all keys are known, and none is in both. An entry that yields several values would be combined with the others in
/// another order.
fn are_apart(entries: &[Entry], more: &[Entry]) -> bool {
    let name = |entry: &Entry| match &entry.key {
        EntryKey::Name(key) => Some(key.text.clone()),
        EntryKey::Variable(name) => Some(name.clone()),
        EntryKey::Computed(_) | EntryKey::Elided => None,
    };
    let names: Option<Vec<String>> = entries.iter().chain(more).map(name).collect();
    let is_one = |entry: &Entry| entry.value.as_ref().is_none_or(yields_one);
    names.is_some_and(|mut names| {
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() == count
    }) && (entries.is_empty() || more.is_empty() || entries.iter().chain(more).all(is_one))
}

/// Whether it yields exactly one value, or fails.
fn yields_one(expr: &Expr) -> bool {
    visit();
    match expr {
        Expr::Identity | Expr::Number(_) | Expr::Variable(_) | Expr::List(_) => true,
        Expr::Text(_, parts) => parts.iter().all(|part| match part {
            TextPart::Literal(_) => true,
            TextPart::Filled(inner) => yields_one(inner),
        }),
        Expr::Object(entries) => entries
            .iter()
            .all(|entry| !matches!(entry.key, EntryKey::Computed(_)) && entry.value.as_ref().is_none_or(yields_one)),
        Expr::Negate(inner) => yields_one(inner),
        Expr::Binary(left, operator, right) => {
            !matches!(operator, Operator::Comma | Operator::Assign | Operator::Update | Operator::UpdateBy(_))
                && yields_one(left)
                && yields_one(right)
        }
        Expr::If(branches, Some(otherwise)) => {
            branches.iter().all(|(condition, then)| yields_one(condition) && yields_one(then)) && yields_one(otherwise)
        }
        Expr::Call(name, arguments) => {
            arguments.is_empty()
                && ["true", "false", "null", "length", "tostring", "not", "ascii_upcase", "ascii_downcase", "input"]
                    .contains(&name.as_str())
        }
        Expr::Path(head, steps) => {
            yields_one(head) && steps.iter().all(|step| !step.optional && step.to != Step::All && step.is_constant())
        }
        _ => false,
    }
}

/// `[x][]` is `x`, and steps behind steps are one path.
fn stepped(head: Expr, mut steps: Vec<PathStep>) -> Expr {
    if steps.is_empty() {
        return head;
    }
    match head {
        Expr::Path(inner, mut before) => {
            before.extend(steps);
            Expr::Path(inner, before)
        }
        Expr::List(Some(inner)) if matches!(steps.as_slice(), [PathStep { to: Step::All, optional: false }]) => *inner,
        // `{a: x}.a` is `x`: of the other fields nothing is left.
        Expr::Object(entries) if entries.iter().all(Entry::is_total) => {
            let chosen = match &steps.first() {
                Some(PathStep { to: Step::Field(key), optional: false }) => entries
                    .iter()
                    .rfind(|entry| matches!(&entry.key, EntryKey::Name(name) if name == key))
                    .and_then(|entry| entry.value.clone()),
                _ => None,
            };
            match chosen {
                Some(value) => {
                    steps.remove(0);
                    stepped(value, steps)
                }
                None => Expr::Path(Box::new(Expr::Object(entries)), steps),
            }
        }
        head => Expr::Path(Box::new(head), steps),
    }
}

impl Entry {
    /// The same; its key is a name where it is a known text.
    fn by_name(self) -> Self {
        let key = match self.key {
            EntryKey::Computed(key) => match key.as_literal() {
                Some(name) => EntryKey::Name(name.into()),
                None => EntryKey::Computed(key),
            },
            other => other,
        };
        Entry { key, ..self }
    }

    /// Whether its value is one, and none that may fail.
    fn is_total(&self) -> bool {
        matches!(self.key, EntryKey::Name(_))
            && matches!(&self.value, Some(Expr::Identity | Expr::Number(_) | Expr::Variable(_) | Expr::Text(None, _)))
            && self.value.as_ref().is_none_or(yields_one)
    }
}

/// Whether a known text is filled in.
fn is_literal(part: &TextPart) -> bool {
    matches!(part, TextPart::Filled(inner) if inner.as_literal().is_some())
}

/// Known texts that are filled in as parts of the text. A format would encode them.
fn merged(parts: Vec<TextPart>) -> Vec<TextPart> {
    let mut merged: Vec<TextPart> = Vec::new();
    for part in parts {
        let text = match &part {
            TextPart::Literal(text) => text.clone(),
            TextPart::Filled(inner) => match inner.as_literal() {
                Some(text) => text.to_owned(),
                None => {
                    merged.push(part);
                    continue;
                }
            },
        };
        match merged.last_mut() {
            Some(TextPart::Literal(before)) => before.push_str(&text),
            _ => merged.push(TextPart::Literal(text)),
        }
    }
    merged
}

/// Whether it yields texts alone.
fn is_text(expr: &Expr) -> bool {
    visit();
    match expr {
        Expr::Text(..) => true,
        Expr::Binary(_, Operator::Pipe, right) => is_text(right),
        Expr::Call(name, _) => {
            ["join", "tostring", "ascii_downcase", "ascii_upcase"].contains(&name.as_str()) || name.starts_with('@')
        }
        _ => false,
    }
}
