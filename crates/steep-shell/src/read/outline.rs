//! What our reader says of a script, to be compared with what another reader says.

use steep_edit::Span;

use super::limits::Limits;
use super::parser::Parser;
use super::tree::{Compound, Draft, DraftId, InnerKind, Kind, List, Node};
use crate::outline::{CommandOutline, Construct, Outline, WordOutline};
use crate::{Expansion, Part, Word};

/// What our reader says of a script, and what another reader needs to be told to read the same text.
#[derive(Clone, Debug, Default)]
pub struct OwnOutline {
    /// What it says.
    pub outline: Outline,
    /// The redirections and here-documents of compound commands.
    pub heads: Vec<CommandOutline>,
    /// Where placeholders stand that shell syntax knows nothing of.
    pub placeholders: Vec<Span>,
    /// Offsets of dollar signs that stand for themselves, outside of single quotes.
    pub dollars: Vec<usize>,
    /// Where the reserved word `time` stands, with its `-p`.
    pub timings: Vec<Span>,
    /// Offsets of the blank or line feed behind a pipeline of more than two stages that its line ends with, and of the blank
    /// in front of the `do` of `for x do`.
    pub ends: Vec<usize>,
    /// Blanks in front of delimiters of here-documents that are indented with the text around them.
    pub indented: Vec<Span>,
    /// Offsets at which a command of the outermost list begins a line, ascending: the text can be cut there.
    pub cuts: Vec<usize>,
}

/// The outline of `text`, within `limits`; what is beyond them is among the errors.
#[must_use]
pub fn outline_within(text: &str, limits: &Limits) -> OwnOutline {
    if text.len() > limits.text {
        let errors = vec![Span::new(0, text.len())];
        return OwnOutline { outline: Outline { errors, ..Outline::default() }, ..OwnOutline::default() };
    }
    // What is read is dropped statement by statement: it takes many times as much memory as its outline. Only a construct that
    // the text lacks the beginning of holds what stands in front of it.
    read(text, limits, true).or_else(|| read(text, limits, false)).unwrap_or_default()
}

/// `None` where what was read must not be dropped `by_statement`.
fn read(text: &str, limits: &Limits, by_statement: bool) -> Option<OwnOutline> {
    let mut parser = Parser::new(text);
    parser.nesting = limits.nesting;
    parser.reads_code = false;
    let (mut commands, mut heads) = (Vec::new(), Vec::new());
    let mut take = |parser: &mut Parser<'_>, list: &mut List| {
        let mut walk = Walk::new(parser);
        walk.list(list, &[]);
        walk.commands.sort_by_key(|command| (command.span().start, std::cmp::Reverse(command.span().end)));
        commands.append(&mut walk.commands);
        heads.append(&mut walk.heads);
        list.clear();
        parser.drafts.clear();
        parser.bodies.clear();
    };
    let mut list = parser.list_in_parts(&[], true, |parser, list| {
        if by_statement {
            take(parser, list);
        }
    });
    if by_statement && parser.fragments > 0 {
        return None;
    }
    take(&mut parser, &mut list);
    commands.shrink_to_fit();
    let cut_off: Vec<Span> = parser.pending.iter().map(|document| document.span).collect();
    parser.errors.extend(cut_off);
    let errors = super::disjoint(std::mem::take(&mut parser.errors));
    let ascending = |mut spans: Vec<Span>| {
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    Some(OwnOutline {
        outline: Outline { commands, comments: ascending(parser.comments), errors },
        heads,
        placeholders: ascending(parser.placeholders),
        dollars: parser.dollars,
        timings: ascending(parser.timings),
        ends: parser.ends,
        indented: parser.indented,
        cuts: parser.cuts,
    })
}

struct Walk<'p> {
    drafts: &'p [Draft],
    /// Of each draft.
    bodies: Vec<Vec<Span>>,
    commands: Vec<CommandOutline>,
    heads: Vec<CommandOutline>,
}

/// `path` with one construct more.
fn with(path: &[Construct], construct: Construct) -> Vec<Construct> {
    path.iter().copied().chain([construct]).collect()
}

impl<'p> Walk<'p> {
    fn new(parser: &'p Parser<'_>) -> Self {
        let mut bodies = vec![Vec::new(); parser.drafts.len()];
        for (draft, body) in &parser.bodies {
            if let Some(bodies) = bodies.get_mut(draft.0) {
                bodies.push(*body);
            }
        }
        Walk { drafts: &parser.drafts, bodies, commands: Vec::new(), heads: Vec::new() }
    }

    fn draft(&self, id: DraftId) -> &'p Draft {
        self.drafts.get(id.0).expect("invariant: a DraftId comes from the parser whose drafts these are")
    }

    fn redirects(&self, id: DraftId) -> Vec<Span> {
        self.draft(id).redirects.iter().map(|one| one.redirect.span).collect()
    }

    fn bodies(&mut self, id: DraftId) -> Vec<Span> {
        self.bodies.get_mut(id.0).map(std::mem::take).unwrap_or_default()
    }

    fn list(&mut self, list: &List, path: &[Construct]) {
        list.iter().for_each(|item| self.node(&item.node, path));
    }

    fn node(&mut self, node: &Node, path: &[Construct]) {
        match node {
            Node::Simple(draft) => self.simple(*draft, path),
            Node::Pipeline(pipeline) => {
                let count = pipeline.stages.len();
                for (nth, stage) in pipeline.stages.iter().enumerate() {
                    let is_read = nth + 1 < count || pipeline.dangling;
                    let mut path = path.to_vec();
                    if nth > 0 || is_read {
                        path.push(Construct::Stage { reads: nth > 0, is_read });
                    }
                    if pipeline.negated && nth == 0 {
                        path.push(Construct::Negated);
                    }
                    self.node(stage, &path);
                }
            }
            Node::AndOr { items, .. } => {
                let path = with(path, Construct::Operand);
                items.iter().for_each(|item| self.node(item, &path));
            }
            Node::Compound(compound) => self.compound(compound, path),
        }
    }

    fn compound(&mut self, compound: &Compound, path: &[Construct]) {
        self.inner(compound.head, path);
        let redirects: Vec<Span> = self.redirects(compound.head);
        if !redirects.is_empty() {
            let bodies = self.bodies(compound.head);
            self.heads.push(CommandOutline { redirects, bodies, ..CommandOutline::default() });
        }
        match &compound.kind {
            Kind::Loop { condition, body, .. } => {
                let path = with(path, Construct::Loop);
                self.list(condition, &path);
                self.list(body, &path);
            }
            Kind::If { arms, otherwise } => {
                let path = with(path, Construct::If);
                for (condition, body) in arms {
                    self.list(condition, &path);
                    self.list(body, &path);
                }
                self.list(otherwise, &path);
            }
            Kind::Case(arms) => {
                let path = with(path, Construct::Case);
                arms.iter().for_each(|arm| self.list(arm, &path));
            }
            Kind::Group(body) => self.list(body, &with(path, Construct::Group)),
            Kind::Subshell(body) => self.list(body, &with(path, Construct::Subshell)),
            Kind::Function { body, .. } => self.node(body, &with(path, Construct::Function)),
            Kind::Fragment { body, .. } => self.list(body, path),
        }
    }

    /// The commands inside the words of a draft.
    fn inner(&mut self, id: DraftId, path: &[Construct]) {
        for inner in &self.draft(id).inner {
            let construct = match inner.kind {
                InnerKind::Substitution => Construct::Substitution,
                InnerKind::Read | InnerKind::Write => Construct::Process,
                // Strings and here-documents are data to other readers.
                InnerKind::Quoted(_) | InnerKind::Input(_) => continue,
            };
            self.list(&inner.list, &with(path, construct));
        }
    }

    fn simple(&mut self, id: DraftId, path: &[Construct]) {
        let draft = self.draft(id);
        if draft.words.is_empty() && draft.assignments.is_empty() && draft.redirects.is_empty() {
            return;
        }
        let assignments = draft.assignments.iter().map(|it| WordOutline { span: it.span, ..word(&it.value) });
        let bodies = self.bodies(id);
        self.commands.push(CommandOutline {
            words: draft.words.iter().take(if is_test(draft) { 1 } else { usize::MAX }).map(word).collect(),
            assignments: assignments.collect(),
            redirects: self.redirects(id),
            bodies,
            path: path.to_vec(),
        });
        self.inner(id, path);
    }
}

/// `[ … ]` and `[[ … ]]`: their operands are operators as often as words, and no two readers call them the same.
fn is_test(draft: &Draft) -> bool {
    draft.words.first().is_some_and(|word| matches!(word.source.as_str(), "[" | "[["))
}

fn word(word: &Word) -> WordOutline {
    let expansions = word.parts.iter().filter_map(|part| match part {
        Part::Expansion { kind: Expansion::Pattern, .. } | Part::Literal { .. } | Part::Placeholder { .. } => None,
        Part::Expansion { source, .. } => Some(source.clone()),
    });
    WordOutline { span: word.span, expansions: expansions.collect() }
}
