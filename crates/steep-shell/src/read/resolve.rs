//! Who reads a command's output, whether its status is used, where its input comes from: the tree → [`Command`]s.

use std::collections::HashMap;

use steep_edit::Span;

use super::exports::Exports;
use super::parser::Parser;
use super::prose::WINDOW;
use super::tree::{Compound, Draft, DraftId, DraftRedirect, Inner, InnerKind, Item, Kind, List, Node, Pipeline};
use crate::{Command, Status, Stdin, Stdout, Word};

/// Calls of functions by functions are followed this many times.
const ROUNDS: usize = 4;

/// Longer indentation is cut.
const LONGEST_INDENT: usize = 256;

/// The commands of `list`, which `parser` has read.
pub(super) fn commands(parser: &Parser<'_>, list: &List) -> Vec<Command> {
    let lines = Lines::new(parser.text, &parser.ignores);
    let mut functions = HashMap::new();
    for _ in 0..ROUNDS {
        let mut resolver = Resolver {
            drafts: &parser.drafts,
            lines: &lines,
            functions: &functions,
            calls: HashMap::new(),
            commands: Vec::new(),
            state: State { errexit: shebang_has_errexit(parser.text), ..State::default() },
        };
        resolver.list(list, &Context::top());
        let calls = std::mem::take(&mut resolver.calls);
        if calls == functions {
            return resolver.commands;
        }
        let commands = resolver.commands;
        functions = calls;
        if functions.is_empty() {
            return commands;
        }
    }
    // Functions that call each other without an end: assume that somebody reads what they print.
    let all: HashMap<String, Stdout> = functions.keys().map(|name| (name.clone(), Stdout::Substitution)).collect();
    let mut resolver = Resolver {
        drafts: &parser.drafts,
        lines: &lines,
        functions: &all,
        calls: HashMap::new(),
        commands: Vec::new(),
        state: State { errexit: shebang_has_errexit(parser.text), ..State::default() },
    };
    resolver.list(list, &Context::top());
    resolver.commands
}

/// One command whose words `draft` holds, in surroundings that the caller has found out.
pub(super) fn one(parser: &Parser<'_>, draft: DraftId, context: &Context) -> Vec<Command> {
    let lines = Lines::around(parser.text, parser.drafts.get(draft.0).map_or(0, |draft| draft.span.start));
    let mut resolver = Resolver {
        drafts: &parser.drafts,
        lines: &lines,
        functions: &HashMap::new(),
        calls: HashMap::new(),
        commands: Vec::new(),
        state: State::default(),
    };
    resolver.simple(draft, context);
    resolver.commands
}

/// What surrounds a command.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) stdout: Stdout,
    pub(super) used: bool,
    pub(super) stdin: Stdin,
    /// An operator stands directly beside it.
    pub(super) beside_operator: bool,
    /// A stage of a pipeline that is not the last: `set -e` does not look at its status.
    pub(super) lost: bool,
}

impl Context {
    pub(super) fn top() -> Self {
        Context { stdout: Stdout::Reader, used: false, stdin: Stdin::Inherited, beside_operator: false, lost: false }
    }

    fn with_status(&self, used: bool) -> Self {
        Context { used, beside_operator: false, lost: false, ..self.clone() }
    }
}

/// What earlier commands of the same shell have set.
#[derive(Clone, Debug, Default)]
struct State {
    /// `set -e`
    errexit: bool,
    /// `set -o pipefail`
    pipefail: bool,
    /// `exec >file`
    stdout: Option<Stdout>,
    exports: Exports,
}

struct Resolver<'p> {
    drafts: &'p [Draft],
    lines: &'p Lines<'p>,
    /// Who reads the output of each function that is called in the text, as far as it was found out.
    functions: &'p HashMap<String, Stdout>,
    /// The same, while it is found out again; only names that a definition was seen for.
    calls: HashMap<String, Stdout>,
    commands: Vec<Command>,
    state: State,
}

impl<'p> Resolver<'p> {
    fn draft(&self, id: DraftId) -> &'p Draft {
        self.drafts.get(id.0).expect("invariant: a DraftId comes from the parser whose drafts these are")
    }

    fn list(&mut self, list: &List, context: &Context) {
        for (nth, Item { node, background }) in list.iter().enumerate() {
            let last = nth + 1 == list.len();
            let asked = list.get(nth + 1).is_some_and(|next| self.asks_for_status(&next.node));
            let mut context = context.with_status((last && context.used) || asked);
            context.beside_operator = *background;
            self.node(node, &context);
        }
    }

    fn node(&mut self, node: &Node, context: &Context) {
        match node {
            Node::Simple(draft) => self.simple(*draft, context),
            Node::Pipeline(pipeline) => self.pipeline(pipeline, context),
            Node::AndOr { items, dangling } => {
                for (nth, item) in items.iter().enumerate() {
                    let last = nth + 1 == items.len() && !dangling;
                    let mut context = context.with_status(!last || context.used);
                    context.beside_operator = true;
                    let before = self.state.exports.clone();
                    self.node(item, &context);
                    if nth > 0 {
                        self.state.exports.perhaps(&before);
                    }
                }
            }
            Node::Compound(compound) => {
                let before = self.state.exports.clone();
                self.compound(compound, context);
                if !matches!(compound.kind, Kind::Group(_) | Kind::Subshell(_)) {
                    self.state.exports.perhaps(&before);
                }
            }
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline, context: &Context) {
        let stages = &pipeline.stages;
        for (nth, stage) in stages.iter().enumerate() {
            let last = nth + 1 == stages.len() && !pipeline.dangling;
            let used = pipeline.negated || context.used;
            let stdout = match stages.get(nth + 1) {
                _ if last => context.stdout.clone(),
                Some(next) => Stdout::Pipe(self.name(next)),
                None => Stdout::Pipe(None),
            };
            let context = Context {
                stdout,
                used: used && (last || self.state.pipefail),
                stdin: if nth > 0 { Stdin::Pipe } else { context.stdin },
                beside_operator: true,
                lost: !last && !self.state.pipefail,
            };
            self.node(stage, &context);
        }
    }

    /// What a pipe into `node` leads to.
    fn name(&self, node: &Node) -> Option<String> {
        match node {
            Node::Simple(draft) => program(self.draft(*draft).words.first()?),
            Node::Pipeline(pipeline) => self.name(pipeline.stages.first()?),
            Node::AndOr { items, .. } => self.name(items.first()?),
            Node::Compound(compound) => compound.kind.keyword().map(str::to_owned),
        }
    }

    fn compound(&mut self, compound: &Compound, context: &Context) {
        let head = self.draft(compound.head);
        let is_loop = matches!(compound.kind, Kind::Loop { .. } | Kind::Fragment { keyword: "while", .. });
        let reads_own = head.redirects.iter().any(|one| one.redirect.descriptor == 0);
        let stdin = match context.stdin {
            _ if reads_own && is_loop => Stdin::Loop,
            _ if reads_own => Stdin::Redirect,
            Stdin::Inherited => Stdin::Inherited,
            _ if is_loop => Stdin::Loop,
            other => other,
        };
        let inside = Context {
            stdout: stdout_behind(&head.redirects, self.outer_stdout(context)),
            stdin,
            used: context.used,
            beside_operator: false,
            lost: false,
        };
        let name = compound.kind.keyword().map(str::to_owned);
        let (before, after) = head.inner.split_at(compound.inner_before.min(head.inner.len()));
        self.inner(before, name.clone(), false, context);
        match &compound.kind {
            Kind::Loop { condition, body, .. } => {
                self.list(condition, &inside.with_status(true));
                self.list(body, &inside);
            }
            Kind::If { arms, otherwise } => {
                for (condition, body) in arms {
                    self.list(condition, &inside.with_status(true));
                    self.list(body, &inside);
                }
                self.list(otherwise, &inside);
            }
            Kind::Case(arms) => arms.iter().for_each(|arm| self.list(arm, &inside)),
            Kind::Group(body) | Kind::Fragment { body, .. } => self.list(body, &inside),
            Kind::Subshell(body) => {
                let state = self.state.clone();
                self.list(body, &inside);
                self.state = state;
            }
            Kind::Function { name, body } => {
                let called = self.functions.get(name).cloned();
                self.calls.entry(name.clone()).or_insert(Stdout::Reader);
                let context = Context { stdout: called.unwrap_or(Stdout::Reader), used: true, ..Context::top() };
                self.node(body, &context);
            }
        }
        self.inner(after, name, false, context);
    }

    /// The scripts inside a command's words. `used`: the status of the last one is the command's.
    fn inner(&mut self, inner: &'p [Inner], name: Option<String>, used: bool, context: &Context) {
        for (nth, Inner { kind, list }) in inner.iter().enumerate() {
            let last = nth + 1 == inner.len();
            let (stdout, stdin) = match kind {
                InnerKind::Substitution => (Stdout::Substitution, context.stdin),
                InnerKind::Read => (Stdout::Pipe(name.clone()), context.stdin),
                InnerKind::Write => (context.stdout.clone(), Stdin::Pipe),
            };
            let state = self.state.clone();
            self.list(list, &Context { stdout, stdin, used: used && last, ..Context::top() });
            self.state = state;
        }
    }

    fn simple(&mut self, id: DraftId, context: &Context) {
        let draft = self.draft(id);
        if draft.words.is_empty() && draft.assignments.is_empty() && draft.redirects.is_empty() {
            return;
        }
        let used = context.used || (self.state.errexit && !context.lost);
        let program = draft.words.first().and_then(program);
        let first_inner = self.commands.len();
        // `x=$(…)` ends with the status of the substitution.
        self.inner(&draft.inner, program.clone(), used && draft.words.is_empty(), context);
        let own = self.commands.len();
        for command in self.commands.iter_mut().skip(first_inner) {
            command.inside.get_or_insert(own);
        }
        let stdout = stdout_behind(&draft.redirects, self.outer_stdout(context));
        let exports = self.state.exports.all();
        if let Some(name) = &program {
            self.note_call(name, &stdout);
            self.state.note(name, draft);
        }
        self.state.exports.note(program.as_deref(), draft);
        self.commands.push(Command {
            span: draft.span,
            assignments: draft.assignments.clone(),
            exports,
            words: draft.words.clone(),
            redirects: draft.redirects.iter().map(|one| one.redirect.clone()).collect(),
            stdout,
            status: if used { Status::Used } else { Status::Unused },
            stdin: if draft.redirects.iter().any(|one| one.redirect.descriptor == 0) {
                Stdin::Redirect
            } else {
                context.stdin
            },
            inside: None,
            needs_group: context.beside_operator || !draft.redirects.is_empty(),
            indent: self.lines.indent(draft.span.start),
            ignored: self.lines.ignored(draft.span),
            broken_continuations: draft.broken_continuations.clone(),
            cut_off: draft.cut_off,
        });
    }

    /// Where output goes that nothing redirects here.
    fn outer_stdout(&self, context: &Context) -> Stdout {
        match (&context.stdout, &self.state.stdout) {
            (Stdout::Reader, Some(redirected)) => redirected.clone(),
            (other, _) => other.clone(),
        }
    }

    /// Remembers who reads the output of the function `name`, when it is one: whoever needs its bytes counts most.
    fn note_call(&mut self, name: &str, stdout: &Stdout) {
        let is_function = self.functions.contains_key(name) || self.calls.contains_key(name);
        if is_function {
            let known = self.calls.entry(name.to_owned()).or_insert(Stdout::Reader);
            if !known.is_consumed() && *stdout != Stdout::Reader {
                *known = if stdout.is_consumed() { stdout.clone() } else { Stdout::Reader };
            }
        }
    }

    /// Whether the first thing that `node` runs looks at `$?`.
    fn asks_for_status(&self, node: &Node) -> bool {
        let first = |list: &List| list.first().is_some_and(|item| self.asks_for_status(&item.node));
        match node {
            Node::Simple(draft) => self.names_status(*draft),
            Node::Pipeline(pipeline) => pipeline.stages.first().is_some_and(|node| self.asks_for_status(node)),
            Node::AndOr { items, .. } => items.first().is_some_and(|node| self.asks_for_status(node)),
            Node::Compound(compound) => {
                let inside = match &compound.kind {
                    Kind::Loop { condition, body, .. } => first(if condition.is_empty() { body } else { condition }),
                    Kind::If { arms, .. } => arms.first().is_some_and(|(condition, _)| first(condition)),
                    Kind::Group(body) | Kind::Subshell(body) => first(body),
                    Kind::Case(_) | Kind::Function { .. } | Kind::Fragment { .. } => false,
                };
                inside || self.names_status(compound.head)
            }
        }
    }

    fn names_status(&self, id: DraftId) -> bool {
        let draft = self.draft(id);
        let values = draft.assignments.iter().map(|one| &one.value);
        draft.words.iter().chain(values).any(|word| word.source.contains("$?") || word.source.contains("${?"))
    }
}

impl State {
    /// Takes in what a command does to the shell that runs it.
    fn note(&mut self, program: &str, draft: &Draft) {
        match program {
            "set" => {
                let mut option_follows = false;
                for word in draft.words.iter().skip(1).map(Word::display) {
                    let on = word.starts_with('-');
                    match word.as_str() {
                        "errexit" if option_follows => self.errexit = true,
                        "pipefail" if option_follows => self.pipefail = true,
                        _ => {}
                    }
                    let is_cluster = on || word.starts_with('+');
                    option_follows = is_cluster && word.ends_with('o');
                    if is_cluster && !word.starts_with("--") && word.contains('e') {
                        self.errexit = on;
                    }
                }
            }
            "exec" if draft.words.len() == 1 && changes_stdout(&draft.redirects) => {
                self.stdout = Some(stdout_behind(&draft.redirects, Stdout::Reader));
            }
            _ => {}
        }
    }
}

fn changes_stdout(redirects: &[DraftRedirect]) -> bool {
    redirects.iter().any(|one| one.redirect.descriptor == 1)
}

/// Where standard output goes after `redirects`, which started as `stdout`.
fn stdout_behind(redirects: &[DraftRedirect], stdout: Stdout) -> Stdout {
    let outer = stdout.clone();
    redirects.iter().filter(|one| one.redirect.descriptor == 1).fold(stdout, |stdout, one| {
        let target = one.target.as_ref().and_then(Word::as_literal);
        match (one.operator, target.as_deref()) {
            (_, Some("/dev/null")) | (">&" | "<&", Some("-")) => Stdout::Discarded,
            (">&" | "<&", Some("1")) => stdout,
            (_, Some("/dev/stdout" | "/dev/fd/1")) => outer.clone(),
            (">&" | "<&", Some("2")) | (_, Some("/dev/stderr" | "/dev/fd/2" | "/dev/tty")) => Stdout::Reader,
            _ => Stdout::File,
        }
    })
}

/// The program's name without its directory, when the word is literal.
fn program(word: &Word) -> Option<String> {
    Some(word.as_literal()?.rsplit('/').next().unwrap_or("").to_owned())
}

/// `#!/bin/sh -e`
fn shebang_has_errexit(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    first.starts_with("#!")
        && first
            .split_whitespace()
            .skip(1)
            .any(|word| word.strip_prefix('-').is_some_and(|flags| flags.contains('e') && !flags.starts_with('-')))
}

/// The lines of the text, for indentation and `steep: ignore` comments.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Indices of the lines whose commands are to be left.
    ignored: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, ignores: &[usize]) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let mut lines = Lines { text, starts, ignored: Vec::new() };
        for at in ignores {
            let line = lines.line(*at);
            let before = text.get(lines.start(line)..*at).unwrap_or("");
            lines.ignored.push(if before.trim().is_empty() { line + 1 } else { line });
        }
        lines.ignored.sort_unstable();
        lines
    }

    /// Knows only the line that `offset` is on.
    fn around(text: &'t str, offset: usize) -> Self {
        let mut from = offset.saturating_sub(WINDOW);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let newline = text.get(from..offset).and_then(|before| before.rfind('\n'));
        let start = match newline {
            Some(at) => from + at + 1,
            None if from == 0 => 0,
            // Too far away to tell: no indentation.
            None => offset,
        };
        Lines { text, starts: vec![start], ignored: Vec::new() }
    }

    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    fn indent(&self, offset: usize) -> String {
        let line = self.text.get(self.start(self.line(offset))..).unwrap_or("");
        line.chars().take_while(|c| matches!(c, ' ' | '\t')).take(LONGEST_INDENT).collect()
    }

    fn ignored(&self, span: Span) -> bool {
        let (first, last) = (self.line(span.start), self.line(span.end));
        let at = self.ignored.partition_point(|line| *line < first);
        self.ignored.get(at).is_some_and(|line| *line <= last)
    }
}
