//! Decides the outcome of each gh token of a snippet.

use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, Span};
use steep_forge::{Fidelity, Loss, Refusal};
use steep_gh::Lowered;
use steep_gitea::{Emission, Surroundings, Tool};
use steep_markdown::{Place, PlaceKind, Snippet};
use steep_shell::print::{self, Layout};
use steep_shell::read::{self, Dialect};
use steep_shell::{Command, Word};

use crate::finding::{Outcome, Reason};
use crate::fitting;
use crate::spans::Spans;
use crate::tokens::{self, Token};
use crate::transpiler::Transpiler;

/// Lines of emitted text in a place that holds several are broken beyond this many characters.
const WIDTH: usize = 100;

/// What became of a token, in the snippet's own offsets.
pub(crate) struct Judgement {
    pub(crate) span: Span,
    pub(crate) rule: String,
    pub(crate) outcome: Outcome,
    pub(crate) fidelity: Option<Fidelity>,
    pub(crate) tool: Option<Tool>,
    pub(crate) reason: Option<Reason>,
    pub(crate) message: String,
    pub(crate) text: Option<String>,
    pub(crate) inside: Option<Span>,
}

/// The outcome of each gh token of a snippet, inner commands before the ones they stand in.
pub(crate) fn of(steep: &Transpiler, snippet: &Snippet) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::new();
    // Where each rewritten command begins, and its place in the list.
    let mut rewritten: BTreeMap<usize, usize> = BTreeMap::new();
    for token in tokens::of(snippet, &steep.limits) {
        let command = match token {
            Token::Word(span, reason) => {
                let left = snippet.place.skip && reason != Reason::NotACommand;
                let reason = if left { Reason::Directive } else { reason };
                judgements.push(Judgement::skipped(span, reason));
                continue;
            }
            Token::Command(command) if snippet.place.skip || command.ignored => {
                judgements.push(Judgement::skipped(command.span, Reason::Directive));
                continue;
            }
            Token::Command(command) => command,
        };
        let span = command.span;
        let mut inner: Vec<usize> = rewritten.range(span.start..span.end).map(|(_, nth)| *nth).collect();
        inner.retain(|nth| judgements.get(*nth).is_some_and(|earlier| span.contains(earlier.span)));
        let texts = inner.iter().filter_map(|nth| {
            // The text of one that stands inside another is part of that one's.
            let earlier = judgements.get(*nth).filter(|earlier| earlier.inside.is_none())?;
            Some((earlier.span, earlier.text.clone()?))
        });
        let texts: Vec<(Span, String)> = texts.collect();
        let judgement = judge(steep, snippet, &command, &texts);
        if judgement.outcome == Outcome::Skipped {
            // Of what is no command, only the word is reported; there may be others in its quotes.
            let said = Spans::new(inside(&judgements, span).chain([judgement.span]));
            let words = read::prose_starts(span.text(&snippet.text)).into_iter();
            let words = words.map(|start| Span::new(start, start + "gh".len()).shift(span.start));
            let words: Vec<Span> = words.filter(|word| !said.intersects(*word)).collect();
            judgements.extend(words.into_iter().map(|word| Judgement::skipped(word, Reason::NotACommand)));
        }
        if judgement.outcome == Outcome::Rewritten {
            for nth in inner {
                if let Some(earlier) = judgements.get_mut(nth) {
                    earlier.inside = Some(span);
                }
            }
            rewritten.insert(span.start, judgements.len());
        }
        judgements.push(judgement);
    }
    judgements
}

fn judge(steep: &Transpiler, snippet: &Snippet, command: &Command, inner: &[(Span, String)]) -> Judgement {
    let command = with_inner(command, inner);
    if !command.broken_continuations.is_empty() {
        // Its author meant the next line to belong to it, the shell ends it here: neither reading is safe.
        let why = "blanks or a comment follow a `\\` that was to continue the line".to_owned();
        return Judgement::refused(command.span, "gh".to_owned(), Refusal::Ambiguous { why });
    }
    let (rule, refusal) = match steep_gh::lower(&command) {
        Lowered::Noun => return Judgement::skipped(word_of(&command), Reason::NotACommand),
        Lowered::Refused { rule, refusal } => (rule, refusal),
        Lowered::Request(mut request) => {
            request.rename_owners(&|owner| steep.owners.rename(owner));
            let rule = request.rule.to_owned();
            let surroundings = Surroundings {
                stdout: command.stdout.clone(),
                status: command.status,
                stdin: command.stdin,
                dialect: dialect(&snippet.place),
                prefer: steep.prefer,
            };
            let mut target = steep.emitter.clone();
            if fitting::brings_token(&command) {
                target.tea = None;
            }
            let fitted = steep_gitea::emit(&request, &target, &surroundings).and_then(|emission| {
                let script = fitting::fit(emission.script.clone(), &command, &target)?;
                Ok((emission, script))
            });
            match fitted {
                Ok((emission, script)) => {
                    let one_line = !snippet.place.multiline || !has_own_lines(snippet, command.span);
                    let layout = Layout { one_line, indent: command.indent.clone(), width: WIDTH };
                    let mut text = print::script(&script, &layout);
                    // `$((` begins arithmetic.
                    let opened = snippet.text.get(..command.span.start).is_some_and(|before| before.ends_with('('));
                    if opened && text.starts_with('(') {
                        text.insert(0, ' ');
                    }
                    return Judgement::emitted(steep, command.span, rule, emission, text);
                }
                Err(refusal) => (rule, refusal),
            }
        }
        // What a later reader of gh may answer is not known here.
        _ => return Judgement::skipped(word_of(&command), Reason::NotACommand),
    };
    Judgement::refused(command.span, rule, refusal)
}

/// Whether nothing else stands on the command's lines. In the middle of running text a form stays on one line, however
/// long, so that a reader sees where it ends.
fn has_own_lines(snippet: &Snippet, span: Span) -> bool {
    if snippet.place.kind != PlaceKind::Prose {
        return true;
    }
    let before = snippet.text.get(..span.start).unwrap_or("").trim_end_matches(is_blank);
    let after = snippet.text.get(span.end..).unwrap_or("").trim_start_matches(is_blank);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Where the word gh itself stands in a command.
fn word_of(command: &Command) -> Span {
    command.words.first().map_or(command.span, |word| word.span)
}

/// The command with the rewritten texts of the commands that stand in its words.
fn with_inner(command: &Command, inner: &[(Span, String)]) -> Command {
    let mut command = command.clone();
    if inner.is_empty() {
        return command;
    }
    let assigned = command.assignments.iter_mut().map(|assignment| &mut assignment.value);
    for word in command.words.iter_mut().chain(assigned) {
        let mut edits = Edits::new();
        for (span, text) in inner.iter().filter(|(span, _)| word.span.contains(*span)) {
            let at = Span::new(span.start - word.span.start, span.end - word.span.start);
            let _disjoint = edits.add(Edit::new(at, text.clone()));
        }
        if !edits.is_empty()
            && let Some(mut changed) = Word::parse(&edits.apply(&word.source))
        {
            changed.span = word.span;
            *word = changed;
        }
    }
    command
}

fn dialect(place: &Place) -> Dialect {
    match place.language.as_deref() {
        Some("bash" | "zsh" | "ksh") => Dialect::Bash,
        _ => Dialect::Posix,
    }
}

/// The spans of the last judgements that lie in `span`.
fn inside(judgements: &[Judgement], span: Span) -> impl Iterator<Item = Span> {
    judgements.iter().rev().map(|it| it.span).take_while(move |it| span.contains(*it))
}

impl Judgement {
    /// Whether its own edit is to be made.
    pub(crate) fn is_applied(&self) -> bool {
        self.outcome == Outcome::Rewritten && self.inside.is_none()
    }

    /// Takes the rewrite back.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        self.outcome = Outcome::Refused;
        self.inside = None;
        self.message = refusal.to_string();
        self.reason = Some(Reason::Refusal(refusal));
    }

    fn skipped(span: Span, reason: Reason) -> Self {
        let (outcome, message) = match &reason {
            Reason::Refusal(refusal) => (Outcome::Refused, refusal.to_string()),
            Reason::NotACommand | Reason::Directive => (Outcome::Skipped, String::new()),
        };
        Judgement {
            span,
            rule: "gh".to_owned(),
            outcome,
            fidelity: None,
            tool: None,
            reason: Some(reason),
            message,
            text: None,
            inside: None,
        }
    }

    fn refused(span: Span, rule: String, refusal: Refusal) -> Self {
        Judgement { rule, ..Judgement::skipped(span, Reason::Refusal(refusal)) }
    }

    fn emitted(steep: &Transpiler, span: Span, rule: String, emission: Emission, text: String) -> Self {
        let losses: Vec<String> = emission.losses.iter().map(|Loss { what, why }| format!("{what}: {why}")).collect();
        let notes = emission.notes.iter().map(|note| note.0.clone());
        let message = losses.iter().cloned().chain(notes).collect::<Vec<_>>().join("; ");
        let accepted = emission.fidelity >= steep.accept;
        let loss = if losses.is_empty() { "another layout".to_owned() } else { losses.join("; ") };
        Judgement {
            span,
            rule,
            outcome: if accepted { Outcome::Rewritten } else { Outcome::Suggested },
            fidelity: Some(emission.fidelity),
            tool: Some(emission.tool),
            reason: (!accepted).then_some(Reason::Refusal(Refusal::BelowAccepted { loss })),
            message,
            text: Some(text),
            inside: None,
        }
    }
}
