//! Who reads a command's output, whether its status is used, where its input comes from: the tree → [`Command`]s.

use std::collections::HashMap;

use steep_edit::Span;

use super::parser::Parser;
use super::prose::WINDOW;
use super::tree::{Compound, Draft, DraftId, DraftRedirect, Inner, InnerKind, Item, Kind, List, Node, Pipeline};
use super::variables::Used;
use super::{readers, units, wrappers};
use crate::{Assignment, Code, Command, Puts, Stands, Status, Stdin, Stdout, UnreadCode, Variables, Word};

/// Calls of functions by functions are followed this many times.
const ROUNDS: usize = 4;

/// Longer indentation is cut.
const LONGEST_INDENT: usize = 256;

/// The commands of `list`, which `parser` has read, and the code in it that was not. Their words are taken out of the drafts.
pub(super) fn commands(parser: &mut Parser<'_>, list: &List) -> (Vec<Command>, Vec<UnreadCode>) {
    let lines = Lines::new(parser.text, &parser.ignores);
    let (mut commands, of_draft, unread_code) = {
        let units = units::of(parser, list);
        let used = Used::of(parser);
        let resolve = |functions: &HashMap<String, Stdout>| {
            let mut resolver = Resolver::new(parser, &lines, functions);
            resolver.commands.reserve_exact(parser.drafts.len());
            resolver.of_draft.reserve_exact(parser.drafts.len());
            resolver.units = Some(&units);
            resolver.used = used.clone();
            resolver.state.errexit = shebang_has_errexit(parser.text);
            resolver.list(list, &Context::top());
            (resolver.commands, resolver.of_draft, resolver.unread_code, resolver.calls)
        };
        let mut functions = HashMap::new();
        let mut rounds = 0;
        loop {
            let (commands, of_draft, unread_code, calls) = resolve(&functions);
            let is_settled = calls == functions || calls.is_empty();
            rounds += 1;
            if is_settled || rounds > ROUNDS {
                break (commands, of_draft, unread_code);
            }
            functions = calls;
            if rounds == ROUNDS {
                // Functions that call each other without an end: assume that somebody reads what they print.
                functions.values_mut().for_each(|stdout| *stdout = Stdout::Substitution);
            }
        }
    };
    fill(&mut commands, &of_draft, &mut parser.drafts);
    readers::note(parser.text, &mut commands);
    (commands, unread_code)
}

/// Puts the words of the drafts into their commands.
fn fill(commands: &mut [Command], of_draft: &[(usize, DraftId)], drafts: &mut [Draft]) {
    for (nth, draft) in of_draft {
        if let Some((command, draft)) = commands.get_mut(*nth).zip(drafts.get_mut(draft.0)) {
            command.words = std::mem::take(&mut draft.words);
            command.assignments = std::mem::take(&mut draft.assignments);
            command.redirects = std::mem::take(&mut draft.redirects).into_iter().map(|one| one.redirect).collect();
            command.broken_continuations = std::mem::take(&mut draft.broken_continuations);
        }
    }
}

/// One command whose words `draft` holds, in surroundings that the caller has found out.
pub(super) fn one(parser: &mut Parser<'_>, draft: DraftId, context: &Context) -> Vec<Command> {
    let lines = Lines::around(parser.text, parser.drafts.get(draft.0).map_or(0, |draft| draft.span.start));
    let functions = HashMap::new();
    let mut resolver = Resolver::new(parser, &lines, &functions);
    resolver.simple(draft, context);
    let Resolver { mut commands, of_draft, .. } = resolver;
    fill(&mut commands, &of_draft, &mut parser.drafts);
    commands
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
    /// In a text that another shell runs.
    pub(super) code: Option<Code>,
}

impl Context {
    pub(super) fn top() -> Self {
        Context {
            stdout: Stdout::Reader,
            used: false,
            stdin: Stdin::Inherited,
            beside_operator: false,
            lost: false,
            code: None,
        }
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
    /// `set -a`
    allexport: bool,
    variables: Variables,
}

struct Resolver<'p> {
    drafts: &'p [Draft],
    lines: &'p Lines<'p>,
    /// Who reads the output of each function that is called in the text, as far as it was found out.
    functions: &'p HashMap<String, Stdout>,
    /// The same, while it is found out again; only names that a definition was seen for.
    calls: HashMap<String, Stdout>,
    commands: Vec<Command>,
    /// Which commands have the words of which drafts: those are put into them at last.
    of_draft: Vec<(usize, DraftId)>,
    unread_code: Vec<UnreadCode>,
    /// The unit of each draft; `None` for a single command.
    units: Option<&'p [usize]>,
    /// The variables that commands of gh use; none for a single command.
    used: Used,
    state: State,
}

impl<'p> Resolver<'p> {
    fn new(parser: &'p Parser<'_>, lines: &'p Lines<'p>, functions: &'p HashMap<String, Stdout>) -> Self {
        Resolver {
            drafts: &parser.drafts,
            lines,
            functions,
            calls: HashMap::new(),
            commands: Vec::new(),
            of_draft: Vec::new(),
            unread_code: Vec::new(),
            units: None,
            used: Used::default(),
            state: State::default(),
        }
    }

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
                    let before = self.state.variables.clone();
                    self.node(item, &context);
                    if nth > 0 {
                        self.state.variables.perhaps(&before);
                    }
                }
            }
            Node::Compound(compound) => {
                let before = self.state.variables.clone();
                self.may_have_run(compound);
                self.compound(compound, context);
                if !matches!(compound.kind, Kind::Group(_) | Kind::Subshell(_)) {
                    self.state.variables.perhaps(&before);
                }
            }
        }
    }

    /// Says what else may have run when the body of a compound command begins: for a function, all that follows it; for a loop,
    /// the loop itself.
    fn may_have_run(&mut self, compound: &Compound) {
        let changes = &self.used.changes;
        match compound.kind {
            Kind::Function { .. } => self.state.variables.perhaps_ran(compound.end, usize::MAX, changes),
            Kind::Loop { .. } | Kind::Fragment { .. } => {
                self.state.variables.perhaps_ran(compound.head.0, compound.end, changes);
            }
            Kind::If { .. } | Kind::Case(_) | Kind::Group(_) | Kind::Subshell(_) => {}
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline, context: &Context) {
        let stages = &pipeline.stages;
        let before = self.state.variables.clone();
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
                code: context.code,
            };
            self.node(stage, &context);
        }
        if stages.len() > 1 {
            // Each stage is a shell of its own, except in some shells the last.
            self.state.variables.perhaps(&before);
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
            code: context.code,
        };
        let name = compound.kind.keyword().map(str::to_owned);
        let (before, after) = head.inner.split_at(compound.inner_before.min(head.inner.len()));
        let by = head.span.start;
        self.inner(before, by, name.clone(), false, context);
        match &compound.kind {
            Kind::Loop { condition, body, .. } => {
                self.used.note_head(&mut self.state.variables, &head.words);
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
                let stdout = called.unwrap_or(Stdout::Reader);
                let context = Context { stdout, used: true, code: context.code, ..Context::top() };
                self.node(body, &context);
            }
        }
        self.inner(after, by, name, false, context);
    }

    /// The scripts inside the words of a command whose first word begins at `by`. `used`: the status of the last one is the command's.
    fn inner(&mut self, inner: &'p [Inner], by: usize, name: Option<String>, used: bool, context: &Context) {
        for (nth, Inner { kind, list }) in inner.iter().enumerate() {
            let last = nth + 1 == inner.len();
            let (stdout, stdin) = match kind {
                InnerKind::Substitution => (Stdout::Substitution, context.stdin),
                InnerKind::Read => (Stdout::Pipe(name.clone()), context.stdin),
                InnerKind::Write => (context.stdout.clone(), Stdin::Pipe),
                InnerKind::Quoted(_) => (context.stdout.clone(), context.stdin),
                InnerKind::Input(_) => (context.stdout.clone(), Stdin::Loop),
            };
            let code = match kind {
                InnerKind::Quoted(span) => Some(Code { span: *span, run_by: by, quoted: true }),
                InnerKind::Input(span) => {
                    Some(Code { span: *span, run_by: by, quoted: context.code.is_some_and(|code| code.quoted) })
                }
                InnerKind::Substitution | InnerKind::Read | InnerKind::Write => context.code,
            };
            let is_code = matches!(kind, InnerKind::Quoted(_) | InnerKind::Input(_));
            let state = self.state.clone();
            if is_code {
                // Another shell, with options of its own.
                self.state = State { variables: state.variables.clone(), ..State::default() };
            }
            let used = (used && last) || (is_code && context.used);
            self.list(list, &Context { stdout, stdin, used, code, ..Context::top() });
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
        let by = draft.words.first().map_or(draft.span.start, |word| word.span.start);
        self.inner(&draft.inner, by, program.clone(), used && draft.words.is_empty(), context);
        let wrapped = wrappers::of(&draft.words);
        let own = self.commands.len() + wrapped.len();
        for command in self.commands.iter_mut().skip(first_inner) {
            command.inside.get_or_insert(own);
        }
        let stdout = stdout_behind(&draft.redirects, self.outer_stdout(context));
        let variables = self.state.variables.clone();
        if let Some(name) = &program {
            self.note_call(name, &stdout);
            self.state.note(name, draft);
        }
        let State { variables: state, allexport, .. } = &mut self.state;
        self.used.note(state, program.as_deref(), draft, *allexport);
        self.note_unread_code(draft, &stdout);
        let unit = self.units.and_then(|units| units.get(id.0).copied()).unwrap_or(draft.span.start);
        let command = Command {
            span: draft.span,
            assignments: Vec::new(),
            variables,
            words: Vec::new(),
            rewritten: Vec::new(),
            redirects: Vec::new(),
            stdout,
            read_by: Vec::new(),
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
            broken_continuations: Vec::new(),
            cut_off: draft.cut_off,
            unit,
            wrappers: Vec::new(),
            stands: if context.code.is_some_and(|code| code.quoted) { Stands::InSingleQuotes } else { Stands::InCode },
            code: context.code,
        };
        self.commands.extend(wrapped.into_iter().filter_map(|wrapped| unwrapped(&command, draft, wrapped)));
        self.of_draft.push((self.commands.len(), id));
        self.commands.push(command);
    }

    /// Remembers what of a command is code for another shell and was not read.
    fn note_unread_code(&mut self, draft: &Draft, stdout: &Stdout) {
        self.unread_code.extend(draft.unread_code.iter().cloned());
        let reader = match stdout {
            Stdout::Pipe(Some(name)) => wrappers::runs_input(name).then(|| format!("`{name}` runs what it is given")),
            _ => None,
        };
        let written = draft.redirects.iter().filter_map(|one| one.target.as_ref()).find_map(|target| {
            let name = target.display();
            let is_script = [".sh", ".bash", ".zsh"].iter().any(|ending| name.ends_with(ending));
            is_script.then(|| format!("it is written into the script `{name}`"))
        });
        if let Some(why) = reader.or(written) {
            let words = draft.words.iter().skip(1).map(|word| word.span);
            let spans = words.chain(draft.bodies.iter().copied());
            self.unread_code.extend(spans.map(|span| UnreadCode { span, why: why.clone(), variable: None }));
        }
        let mut note = |name: &str, value: &Word| {
            if units::holds_gh(value) {
                let why = format!("gh is run through the variable `{name}`");
                let variable = Some(name.to_owned());
                self.unread_code.push(UnreadCode { span: value.span, why, variable });
            }
        };
        for assignment in &draft.assignments {
            note(&assignment.name, &assignment.value);
        }
        let declares = draft.words.first().and_then(Word::as_literal);
        if matches!(declares.as_deref(), Some("export" | "local" | "declare" | "typeset" | "readonly")) {
            for word in draft.words.iter().skip(1) {
                if let Some((name, value)) = word.split_once('=')
                    && let Some(name) = name.as_literal()
                {
                    note(&name, &Word { span: word.span, ..value });
                }
            }
        }
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

/// The command in the words of another: of `outer`, whose words `draft` has.
fn unwrapped(outer: &Command, draft: &Draft, wrapped: wrappers::Wrapped) -> Option<Command> {
    let words: Vec<Word> = draft.words.get(wrapped.words)?.to_vec();
    let first = words.first()?.span.start;
    let span = Span::new(first, words.last()?.span.end);
    let mut assignments = draft.assignments.clone();
    for word in draft.words.get(wrapped.assignments)? {
        let (name, value) = word.split_once('=')?;
        assignments.push(Assignment { span: word.span, name: name.as_literal()?, value, append: false });
    }
    let fed = wrapped.wrappers.iter().any(|wrapper| wrapper.puts != Puts::Nothing);
    let redirects = draft.redirects.iter().map(|one| &one.redirect);
    Some(Command {
        span,
        assignments,
        words,
        // A redirection is the outer command's, wherever it stands.
        redirects: redirects.filter(|redirect| span.contains(redirect.span)).cloned().collect(),
        broken_continuations: draft.broken_continuations.clone(),
        // Whatever runs it looks at how it ends.
        status: Status::Used,
        stdin: if fed { Stdin::Loop } else { outer.stdin },
        needs_group: false,
        wrappers: wrapped.wrappers,
        ..outer.clone()
    })
}

impl State {
    /// Takes in what a command does to the shell that runs it.
    fn note(&mut self, program: &str, draft: &Draft) {
        match program {
            "set" => {
                let (mut option_follows, mut on_before) = (false, false);
                for word in draft.words.iter().skip(1).map(Word::display) {
                    let on = word.starts_with('-');
                    match word.as_str() {
                        "errexit" if option_follows => self.errexit = true,
                        "pipefail" if option_follows => self.pipefail = true,
                        "allexport" if option_follows => self.allexport = on_before,
                        _ => {}
                    }
                    let is_cluster = on || word.starts_with('+');
                    option_follows = is_cluster && word.ends_with('o');
                    on_before = on;
                    if is_cluster && !word.starts_with("--") && word.contains('e') {
                        self.errexit = on;
                    }
                    if is_cluster && !word.starts_with("--") && word.contains('a') {
                        self.allexport = on;
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
