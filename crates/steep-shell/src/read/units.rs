//! Which commands of a script act on the same objects.
//!
//! What one forge numbers is nothing to another: where a command reads what another printed, the two have to speak to the
//! same forge. Those commands make up a *unit*, and a rewrite changes all of a unit or nothing.
//!
//! * A *statement* is a unit: a pipeline, a list of `&&` and `||`, the commands of one line, a loop with its head, an `if` or
//!   `case` that asks a forge together with what it guards, and all that stands in the `$(…)` of one of these. The lines
//!   of a group, a function, or an `if` that asks no forge are statements of their own.
//! * Statements are one unit where what a forge printed goes from one to the other: through a variable
//!   (`n=$(gh …)`, `… | read n`, `for n in $(gh …)`), through a file (`gh … > list`), or through a function that is
//!   called together with such a command or value.
//!
//! Two commands that name the same number in their own text (`gh pr review 12`, `gh pr merge 12` on the next line) are two
//! units: each is right by itself, and each stays visible where it stays.

use std::collections::HashMap;

use super::parser::Parser;
use super::tree::{Compound, Draft, DraftId, Item, Kind, List, Node};
use crate::{Expansion, Part, Word};

/// Functions that call functions are followed this many times.
const ROUNDS: usize = 4;

/// The unit of each draft that `list` is made of, by the draft's index: the byte offset at which the unit's first command
/// begins. Only equal numbers mean something.
pub(super) fn of(parser: &Parser<'_>, list: &List) -> Vec<usize> {
    let mut walk = Walk {
        text: parser.text,
        drafts: &parser.drafts,
        statements: 0,
        statement_of: vec![None; parser.drafts.len()],
        functions: HashMap::new(),
        heads: HashMap::new(),
    };
    walk.list(list, None);
    let mut links = Links::new(&walk);
    links.follow();
    links.units()
}

/// Index of a statement.
type Statement = usize;

struct Walk<'p> {
    text: &'p str,
    drafts: &'p [Draft],
    statements: usize,
    statement_of: Vec<Option<Statement>>,
    /// The statements of each function's body; of all its bodies, where it is defined more than once.
    functions: HashMap<String, Vec<Statement>>,
    /// The head of each `for` and `select`.
    heads: HashMap<usize, Statement>,
}

impl<'p> Walk<'p> {
    fn next(&mut self) -> Statement {
        self.statements += 1;
        self.statements - 1
    }

    /// `whole`: the statement that all of the list belongs to.
    fn list(&mut self, list: &'p List, whole: Option<Statement>) {
        if let Some(statement) = whole {
            return list.iter().for_each(|item| self.node(&item.node, statement, true));
        }
        let mut rest = list.as_slice();
        while !rest.is_empty() {
            let others = rest.iter().skip(1).take_while(|item| !self.begins_line(&item.node)).count();
            let (line, after) = rest.split_at(1 + others);
            let statement = self.next();
            let together = line.len() > 1;
            for Item { node, .. } in line {
                self.node(node, statement, together || self.is_on_one_line(node));
            }
            rest = after;
        }
    }

    fn node(&mut self, node: &'p Node, statement: Statement, whole: bool) {
        match node {
            Node::Simple(draft) => self.draft(*draft, statement),
            Node::Pipeline(pipeline) => pipeline.stages.iter().for_each(|stage| self.node(stage, statement, true)),
            Node::AndOr { items, .. } => items.iter().for_each(|item| self.node(item, statement, true)),
            Node::Compound(compound) => self.compound(compound, statement, whole),
        }
    }

    fn compound(&mut self, compound: &'p Compound, statement: Statement, whole: bool) {
        self.draft(compound.head, statement);
        let inside = |whole: bool| whole.then_some(statement);
        match &compound.kind {
            Kind::Loop { keyword, condition, body } => {
                if matches!(*keyword, "for" | "select") {
                    self.heads.insert(compound.head.0, statement);
                }
                self.list(condition, Some(statement));
                self.list(body, Some(statement));
            }
            Kind::If { arms, otherwise } => {
                let asks = arms.iter().any(|(condition, _)| condition.iter().any(|item| self.asks(&item.node)));
                for (condition, body) in arms {
                    self.list(condition, Some(statement));
                    self.list(body, inside(whole || asks));
                }
                self.list(otherwise, inside(whole || asks));
            }
            Kind::Case(arms) => {
                let whole = whole || self.any(compound.head, &is_gh);
                arms.iter().for_each(|arm| self.list(arm, inside(whole)));
            }
            Kind::Group(body) | Kind::Subshell(body) => {
                let joined = self.drafts.get(compound.head.0).is_some_and(|head| !head.redirects.is_empty());
                self.list(body, inside(whole || joined));
            }
            Kind::Function { name, body } => {
                let first = self.statements;
                let own = self.next();
                self.node(body, own, false);
                self.functions.entry(name.clone()).or_default().extend(first..self.statements);
            }
            Kind::Fragment { keyword, body } => self.list(body, inside(whole || *keyword == "while")),
        }
    }

    fn draft(&mut self, id: DraftId, statement: Statement) {
        if let Some(of) = self.statement_of.get_mut(id.0) {
            *of = Some(statement);
        }
        let drafts = self.drafts;
        let inner = drafts.get(id.0).map_or(&[][..], |draft| draft.inner.as_slice());
        inner.iter().for_each(|inner| self.list(&inner.list, Some(statement)));
    }

    /// Whether a forge is asked somewhere in `node`.
    fn asks(&self, node: &Node) -> bool {
        self.any_of(node, &is_gh)
    }

    fn any_of(&self, node: &Node, found: &dyn Fn(&Draft) -> bool) -> bool {
        let list = |list: &List| list.iter().any(|item| self.any_of(&item.node, found));
        match node {
            Node::Simple(draft) => self.any(*draft, found),
            Node::Pipeline(pipeline) => pipeline.stages.iter().any(|node| self.any_of(node, found)),
            Node::AndOr { items, .. } => items.iter().any(|node| self.any_of(node, found)),
            Node::Compound(compound) => {
                let inside = match &compound.kind {
                    Kind::Loop { condition, body, .. } => list(condition) || list(body),
                    Kind::If { arms, otherwise } => {
                        arms.iter().any(|(condition, body)| list(condition) || list(body)) || list(otherwise)
                    }
                    Kind::Case(arms) => arms.iter().any(list),
                    Kind::Group(body) | Kind::Subshell(body) | Kind::Fragment { body, .. } => list(body),
                    Kind::Function { body, .. } => self.any_of(body, found),
                };
                inside || self.any(compound.head, found)
            }
        }
    }

    fn any(&self, id: DraftId, found: &dyn Fn(&Draft) -> bool) -> bool {
        let Some(draft) = self.drafts.get(id.0) else { return false };
        let inside = |list: &List| list.iter().any(|item| self.any_of(&item.node, found));
        found(draft) || draft.inner.iter().any(|inner| inside(&inner.list))
    }

    /// Where the first command of `node` begins.
    fn start(&self, node: &Node) -> usize {
        match node {
            Node::Simple(draft) => self.drafts.get(draft.0).map_or(0, |draft| draft.span.start),
            Node::Pipeline(pipeline) => pipeline.stages.first().map_or(0, |node| self.start(node)),
            Node::AndOr { items, .. } => items.first().map_or(0, |node| self.start(node)),
            Node::Compound(compound) => match &compound.kind {
                Kind::Fragment { body, .. } => body.first().map_or(0, |item| self.start(&item.node)),
                _ => self.drafts.get(compound.head.0).map_or(0, |draft| draft.span.start),
            },
        }
    }

    /// Whether nothing but blanks stands in front of `node` on its line.
    fn begins_line(&self, node: &Node) -> bool {
        let before = self.text.get(..self.start(node)).unwrap_or("");
        let before = before.trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    }

    /// Whether all commands of `node` begin on one line.
    fn is_on_one_line(&self, node: &Node) -> bool {
        let start = self.start(node);
        let line = self.text.get(start..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |at| start + at);
        !self.any_of(node, &|draft| draft.span.start > line)
    }
}

/// Whether the command is gh, or runs it, or holds it for later (`cmd=(gh pr list)`, `GH=gh`).
fn is_gh(draft: &Draft) -> bool {
    let named = |word: &Word| word.as_literal().is_some_and(|text| text == "gh" || text.ends_with("/gh"));
    draft.words.iter().any(named)
        || draft.assignments.iter().any(|assignment| holds_gh(&assignment.value))
        || !draft.unread_code.is_empty()
}

/// Whether a variable with this value is gh, or a command of it.
pub(super) fn holds_gh(value: &Word) -> bool {
    let text = value.display();
    let first = text.trim_start_matches('(').trim_start();
    first.strip_prefix("gh").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ')', '\n']))
}

/// What a name is given by a statement.
struct Definition {
    statement: Statement,
    name: usize,
    /// Whether a forge's answer is in the value itself.
    asks: bool,
    /// The names in the value; `None` where the value is whatever the statement reads (`read n`).
    from: Option<Vec<usize>>,
}

struct Links<'p> {
    drafts: &'p [Draft],
    statement_of: &'p [Option<Statement>],
    functions: &'p HashMap<String, Vec<Statement>>,
    /// Whether the statement stands in a function.
    in_function: Vec<bool>,
    /// Whether the statement asks a forge itself.
    asks: Vec<bool>,
    /// How often the statement calls functions that do, and which.
    calls: Vec<Vec<&'p str>>,
    names: HashMap<String, usize>,
    definitions: Vec<Definition>,
    /// Statements that use each name, and do not give it a value themselves.
    uses: Vec<Vec<Statement>>,
    /// Parents of statements, and of names behind them.
    parents: Vec<usize>,
    statements: usize,
}

impl<'p> Links<'p> {
    fn new(walk: &'p Walk<'p>) -> Self {
        let statements = walk.statements;
        let mut links = Links {
            drafts: walk.drafts,
            statement_of: &walk.statement_of,
            functions: &walk.functions,
            in_function: vec![false; statements],
            asks: vec![false; statements],
            calls: vec![Vec::new(); statements],
            names: HashMap::new(),
            definitions: Vec::new(),
            uses: Vec::new(),
            parents: (0..statements).collect(),
            statements,
        };
        for (draft, statement) in links.placed() {
            if is_gh(draft)
                && let Some(asks) = links.asks.get_mut(statement)
            {
                *asks = true;
            }
        }
        if !links.asks.contains(&true) {
            return links;
        }
        for statement in walk.functions.values().flatten() {
            if let Some(inside) = links.in_function.get_mut(*statement) {
                *inside = true;
            }
        }
        for _ in 0..ROUNDS {
            if !links.note_calls() {
                break;
            }
        }
        let placed = links.placed();
        for (nth, draft) in walk.drafts.iter().enumerate() {
            if let Some(Some(statement)) = walk.statement_of.get(nth).copied() {
                links.note(draft, statement, walk.heads.contains_key(&nth), &placed);
            }
        }
        links.forget_own_uses();
        links
    }

    /// The drafts with their statements.
    fn placed(&self) -> Vec<(&'p Draft, Statement)> {
        let drafts = self.drafts.iter().zip(self.statement_of);
        let mut placed: Vec<(&Draft, Statement)> =
            drafts.filter_map(|(draft, statement)| Some((draft, (*statement)?))).collect();
        placed.sort_by_key(|(draft, _)| draft.span.start);
        placed
    }

    /// Finds calls of functions that ask a forge; `true` where there are more than before.
    fn note_calls(&mut self) -> bool {
        let mut calls: Vec<Vec<&'p str>> = vec![Vec::new(); self.statements];
        for (draft, statement) in self.placed() {
            if let Some(name) = self.called(draft)
                && let Some(of) = calls.get_mut(statement)
            {
                of.push(name);
            }
        }
        let grown = calls.iter().map(Vec::len).sum::<usize>() > self.calls.iter().map(Vec::len).sum();
        self.calls = calls;
        grown
    }

    /// The function that `draft` calls, if it is one that asks a forge.
    fn called(&self, draft: &Draft) -> Option<&'p str> {
        let program = draft.words.first()?.as_literal()?;
        let (name, body) = self.functions.get_key_value(&program)?;
        let asks = body.iter().any(|statement| {
            self.asks.get(*statement) == Some(&true)
                || self.calls.get(*statement).is_some_and(|calls| !calls.is_empty())
        });
        asks.then_some(name.as_str())
    }

    fn name(&mut self, name: &str) -> usize {
        if let Some(known) = self.names.get(name) {
            return *known;
        }
        let new = self.names.len();
        self.names.insert(name.to_owned(), new);
        self.uses.push(Vec::new());
        self.parents.push(self.statements + new);
        new
    }

    /// Takes in what a command gives values to and what it uses.
    fn note(&mut self, draft: &Draft, statement: Statement, is_for: bool, placed: &[(&Draft, Statement)]) {
        let program = draft.words.first().and_then(Word::as_literal);
        for assignment in &draft.assignments {
            self.define(&assignment.name, statement, &assignment.value, placed);
        }
        match program.as_deref() {
            Some(name) if is_for => {
                let values: Vec<&Word> = draft.words.iter().skip(1).collect();
                let asks = values.iter().any(|word| self.value_asks(word, placed));
                let files = values.iter().flat_map(|word| files_inside(word, placed));
                let from = values.iter().flat_map(|word| used(word)).chain(files).collect();
                self.define_from(name, statement, asks, Some(from));
            }
            Some("export" | "local" | "declare" | "typeset" | "readonly") => {
                for word in draft.words.iter().skip(1) {
                    if let Some((name, value)) = word.split_once('=')
                        && let Some(name) = name.as_literal()
                    {
                        let at = Word { span: word.span, ..value };
                        self.define(&name, statement, &at, placed);
                    }
                }
            }
            Some("read" | "mapfile" | "readarray") => {
                let names: Vec<String> = draft.words.iter().skip(1).filter_map(Word::as_literal).collect();
                for name in names.iter().filter(|name| !name.starts_with('-')) {
                    self.define_from(name, statement, false, None);
                }
            }
            Some("tee") => {
                for word in draft.words.iter().skip(1).filter(|word| !word.source.starts_with('-')) {
                    self.define_from(&file(word), statement, false, None);
                }
            }
            _ => {}
        }
        for redirect in &draft.redirects {
            let Some(target) = redirect.target.as_ref() else { continue };
            let writes = redirect.operator.starts_with(['>', '&']);
            if writes && !target.source.starts_with("/dev/") && redirect.operator != ">&" {
                self.define_from(&file(target), statement, false, None);
            } else if !writes {
                self.use_of(&file(target), statement);
            }
        }
        let values = draft.assignments.iter().map(|assignment| &assignment.value);
        let targets = draft.redirects.iter().filter_map(|redirect| redirect.target.as_ref());
        for word in draft.words.iter().chain(values).chain(targets) {
            used(word).into_iter().for_each(|name| self.use_of(&name, statement));
        }
        for word in draft.words.iter().skip(1).filter(|_| program.as_deref() != Some("tee")) {
            self.use_of(&file(word), statement);
        }
    }

    fn use_of(&mut self, name: &str, statement: Statement) {
        let name = self.name(name);
        if let Some(uses) = self.uses.get_mut(name) {
            uses.push(statement);
        }
    }

    fn define(&mut self, name: &str, statement: Statement, value: &Word, placed: &[(&Draft, Statement)]) {
        let asks = self.value_asks(value, placed);
        let from = used(value).into_iter().chain(files_inside(value, placed)).collect();
        self.define_from(name, statement, asks, Some(from));
    }

    fn define_from(&mut self, name: &str, statement: Statement, asks: bool, from: Option<Vec<String>>) {
        let name = self.name(name);
        let from = from.map(|names| names.iter().map(|name| self.name(name)).collect());
        self.definitions.push(Definition { statement, name, asks, from });
    }

    /// Whether a command inside `value` asks a forge, or the value is such a command for later.
    fn value_asks(&self, value: &Word, placed: &[(&Draft, Statement)]) -> bool {
        let first = placed.partition_point(|(draft, _)| draft.span.start <= value.span.start);
        let inside = placed.iter().skip(first).take_while(|(draft, _)| draft.span.start < value.span.end);
        holds_gh(value) || inside.into_iter().any(|(draft, _)| is_gh(draft) || self.called(draft).is_some())
    }

    /// A statement that gives a name its value does not take the value of others.
    fn forget_own_uses(&mut self) {
        let mut own: Vec<(usize, Statement)> = self.definitions.iter().map(|it| (it.name, it.statement)).collect();
        own.sort_unstable();
        for (name, uses) in self.uses.iter_mut().enumerate() {
            uses.sort_unstable();
            uses.dedup();
            uses.retain(|statement| own.binary_search(&(name, *statement)).is_err());
        }
    }

    /// Joins what answers of a forge go through.
    fn follow(&mut self) {
        if !self.asks.contains(&true) {
            return;
        }
        for statement in 0..self.statements {
            self.join_calls(statement);
        }
        let mut by_statement: Vec<Vec<usize>> = vec![Vec::new(); self.statements];
        let mut by_name: Vec<Vec<usize>> = vec![Vec::new(); self.names.len()];
        for (nth, definition) in self.definitions.iter().enumerate() {
            if let Some(of) = by_statement.get_mut(definition.statement) {
                of.push(nth);
            }
            for name in definition.from.iter().flatten() {
                if let Some(of) = by_name.get_mut(*name) {
                    of.push(nth);
                }
            }
        }
        let useful = self.useful(&by_statement);
        let mut tainted: Vec<Option<Statement>> = vec![None; self.names.len()];
        let mut waiting: Vec<usize> = Vec::new();
        for (nth, definition) in self.definitions.iter().enumerate() {
            let reads = definition.from.is_none() && self.is_hot(definition.statement);
            if definition.asks || reads {
                waiting.push(nth);
            }
        }
        // The last is taken first.
        waiting.reverse();
        while let Some(nth) = waiting.pop() {
            let Some(definition) = self.definitions.get(nth) else { continue };
            let (name, statement) = (definition.name, definition.statement);
            if useful.get(name) != Some(&true) {
                continue;
            }
            if self.is_hot(statement) {
                self.join_with(statement, name);
            }
            // A name is followed from the first statement that gives it an answer, and from each further one in front of it.
            let Some(first) = tainted.get_mut(name).filter(|first| first.is_none_or(|first| statement < first)) else {
                continue;
            };
            *first = Some(statement);
            for user in self.uses.get(name).cloned().unwrap_or_default() {
                if !self.comes_after(user, statement) {
                    continue;
                }
                if self.is_hot(user) {
                    self.join_with(user, name);
                }
                for other in by_statement.get(user).into_iter().flatten() {
                    if self.definitions.get(*other).is_some_and(|it| it.from.is_none()) {
                        waiting.push(*other);
                        self.join_names(*other, name);
                    }
                }
            }
            for other in by_name.get(name).into_iter().flatten() {
                let user = self.definitions.get(*other).map_or(statement, |other| other.statement);
                if !self.comes_after(user, statement) {
                    continue;
                }
                waiting.push(*other);
                self.join_names(*other, name);
            }
        }
    }

    /// The names whose values come, perhaps through others, to a statement that asks a forge.
    fn useful(&self, by_statement: &[Vec<usize>]) -> Vec<bool> {
        let mut useful: Vec<bool> =
            self.uses.iter().map(|users| users.iter().any(|statement| self.is_hot(*statement))).collect();
        let mut used_by: Vec<Vec<usize>> = vec![Vec::new(); self.statements];
        for (name, users) in self.uses.iter().enumerate() {
            for user in users {
                if let Some(names) = used_by.get_mut(*user) {
                    names.push(name);
                }
            }
        }
        let mut waiting: Vec<usize> = (0..useful.len()).filter(|name| useful.get(*name) == Some(&true)).collect();
        let mut by_name: Vec<Vec<usize>> = vec![Vec::new(); self.names.len()];
        for nth in by_statement.iter().flatten() {
            if let Some(of) = self.definitions.get(*nth).and_then(|definition| by_name.get_mut(definition.name)) {
                of.push(*nth);
            }
        }
        while let Some(name) = waiting.pop() {
            for definition in by_name.get(name).into_iter().flatten().filter_map(|nth| self.definitions.get(*nth)) {
                let read = used_by.get(definition.statement).map_or(&[][..], Vec::as_slice);
                for from in definition.from.as_deref().unwrap_or(read) {
                    if let Some(it) = useful.get_mut(*from).filter(|it| !**it) {
                        *it = true;
                        waiting.push(*from);
                    }
                }
            }
        }
        useful
    }

    /// Whether `user` may run after `giver`: it stands behind it, or in a function, which runs at any time.
    fn comes_after(&self, user: Statement, giver: Statement) -> bool {
        user >= giver || self.in_function.get(user) == Some(&true)
    }

    /// Whether the statement asks a forge, by itself or through functions.
    fn is_hot(&self, statement: Statement) -> bool {
        self.asks.get(statement) == Some(&true) || self.calls.get(statement).is_some_and(|calls| !calls.is_empty())
    }

    fn join_names(&mut self, definition: usize, name: usize) {
        if let Some(other) = self.definitions.get(definition).map(|definition| definition.name) {
            self.join(self.statements + other, self.statements + name);
        }
    }

    /// Joins the statement, and what the functions it calls are made of, with a name.
    fn join_with(&mut self, statement: Statement, name: usize) {
        let name = self.statements + name;
        self.join(statement, name);
        for function in self.calls.get(statement).cloned().unwrap_or_default() {
            self.join_body(function, name);
        }
    }

    /// A function that asks a forge, called beside a command or another function that does.
    fn join_calls(&mut self, statement: Statement) {
        let calls = self.calls.get(statement).cloned().unwrap_or_default();
        if calls.len() + usize::from(self.asks.get(statement) == Some(&true)) > 1 {
            calls.into_iter().for_each(|function| self.join_body(function, statement));
        }
    }

    fn join_body(&mut self, function: &str, with: usize) {
        let Some(body) = self.functions.get(function).cloned() else { return };
        for statement in body {
            if self.is_hot(statement) {
                self.join(statement, with);
            }
        }
    }

    fn root(&self, mut node: usize) -> usize {
        while let Some(parent) = self.parents.get(node).copied().filter(|parent| *parent != node) {
            node = parent;
        }
        node
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.compress(one), self.compress(other));
        if let Some(parent) = self.parents.get_mut(one) {
            *parent = other;
        }
    }

    /// The root of `node`, which everything on the way to it then has as its parent.
    fn compress(&mut self, node: usize) -> usize {
        let root = self.root(node);
        let mut at = node;
        while at != root
            && let Some(parent) = self.parents.get_mut(at)
        {
            at = std::mem::replace(parent, root);
        }
        root
    }

    /// The unit of each draft.
    fn units(mut self) -> Vec<usize> {
        let mut first: HashMap<usize, usize> = HashMap::new();
        let roots: Vec<Option<usize>> =
            self.statement_of.iter().map(|statement| statement.map(|it| self.compress(it))).collect();
        for (root, draft) in roots.iter().zip(self.drafts) {
            if let Some(root) = root {
                let start = first.entry(*root).or_insert(draft.span.start);
                *start = (*start).min(draft.span.start);
            }
        }
        let unit = |(root, draft): (&Option<usize>, &Draft)| {
            root.and_then(|root| first.get(&root).copied()).unwrap_or(draft.span.start)
        };
        roots.iter().zip(self.drafts).map(unit).collect()
    }
}

/// The files that the commands inside a value may read: whatever they name.
fn files_inside(value: &Word, placed: &[(&Draft, Statement)]) -> Vec<String> {
    let first = placed.partition_point(|(draft, _)| draft.span.start <= value.span.start);
    let inside = placed.iter().skip(first).take_while(|(draft, _)| draft.span.start < value.span.end);
    let named = inside.flat_map(|(draft, _)| {
        let read = draft.redirects.iter().filter(|one| one.operator.starts_with('<'));
        draft.words.iter().skip(1).chain(read.filter_map(|one| one.target.as_ref()))
    });
    named.map(file).collect()
}

/// The name under which a file is known, apart from those of variables.
fn file(word: &Word) -> String {
    format!("file:{}", word.display())
}

/// The variables that a word's value depends on.
fn used(word: &Word) -> Vec<String> {
    let mut names = Vec::new();
    for part in &word.parts {
        let Part::Expansion { source, kind, .. } = part else { continue };
        match kind {
            Expansion::Parameter(name) => {
                names.push(name.to_string());
                if source.starts_with("${") {
                    names.extend(mentioned(source.get(2 + name.len()..).unwrap_or("")));
                }
            }
            Expansion::Arithmetic => {
                let words = source.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
                names.extend(words.filter(|word| word.starts_with(|c: char| !c.is_ascii_digit())).map(str::to_owned));
            }
            // An array's words, and a substitution as the value of one.
            Expansion::Pattern => names.extend(mentioned(source)),
            // The commands inside are looked at by themselves; what they use goes into the value all the same.
            Expansion::Command | Expansion::Process => names.extend(mentioned(source)),
        }
    }
    names
}

/// The names behind `$` and `${` in shell text.
fn mentioned(source: &str) -> Vec<String> {
    let behind = source.split('$').skip(1).map(|rest| rest.strip_prefix('{').unwrap_or(rest));
    let name = |rest: &str| {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        rest.get(..length).filter(|name| !name.is_empty()).map(str::to_owned)
    };
    behind.filter_map(name).collect()
}
