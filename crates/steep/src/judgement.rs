//! Decides the outcome of each gh token of a snippet.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_forge::{
    Emission, Fidelity, Hoisted, Identity, Loss, Operation, Output, Refusal, RefusalKind, Service, Surroundings, Tool,
};
use steep_gh::Lowered;
use steep_markdown::{Place, Run, Snippet};
use steep_shell::print::{self, Layout};
use steep_shell::read::{self, Dialect};
use steep_shell::second::Second;
use steep_shell::{Code, Command, Part, Script, Stands, Word};

use crate::error_texts;
use crate::escapes;
use crate::filled::{self, Filling};
use crate::finding::{Finding, Outcome, Reason};
use crate::fitting;
use crate::folder;
use crate::hoist::{self, Calling, Layout as FormLayout};
use crate::matchers;
use crate::mention;
use crate::migrate;
use crate::policy::Decision;
use crate::remainder;
use crate::room::Room;
use crate::settings::Settings;
use crate::spans::Spans;
use crate::tokens::{self, Token};
use crate::wrapped;

/// Lines of emitted text in a place that holds several are broken beyond this many characters.
const WIDTH: usize = 100;

/// What became of a token, in the snippet's own offsets.
pub(crate) struct Judgement {
    pub(crate) span: Span,
    pub(crate) rule: String,
    pub(crate) outcome: Outcome,
    pub(crate) fidelity: Option<Fidelity>,
    pub(crate) tool: Option<Tool>,
    pub(crate) passed_over: Option<String>,
    pub(crate) reason: Option<Reason>,
    /// What is to be said of the form.
    pub(crate) notes: String,
    pub(crate) text: Option<String>,
    pub(crate) inside: Option<Span>,
    /// The unit of commands that all change or all stay (see [`Command::unit`]); `None` for what is no command.
    pub(crate) unit: Option<usize>,
    /// Its form where functions stand at the head of the text.
    pub(crate) calling: Option<Calling>,
    /// The text for another shell that it is a part of (see [`Command::code`]).
    pub(crate) code: Option<Code>,
}

/// A text and its lines.
pub(crate) struct Text<'t> {
    pub(crate) source: &'t str,
    pub(crate) lines: LineIndex,
}

impl<'t> Text<'t> {
    pub(crate) fn new(source: &'t str) -> Self {
        Text { source, lines: LineIndex::new(source) }
    }

    /// What is told of a judgement, which stands over `span`.
    pub(crate) fn finding(&self, judgement: &Judgement, span: Span, inside: Option<Span>) -> Finding {
        Finding {
            span,
            position: self.lines.position(self.source, span.start),
            end: self.lines.end(self.source, span),
            command: span.text(self.source).to_owned(),
            rule: judgement.rule.clone(),
            outcome: judgement.outcome,
            fidelity: judgement.fidelity,
            tool: judgement.tool.clone(),
            passed_over: judgement.passed_over.clone(),
            reason: judgement.reason.clone(),
            message: judgement.message(),
            replacement: judgement.text.clone(),
            inside,
            head: None,
        }
    }
}

/// Where a token stands in the document. One that ends inside an escape is reported by its first word.
pub(crate) fn host(snippet: &Snippet, span: Span) -> Option<Span> {
    snippet.host(span).or_else(|| snippet.host(Span::new(span.start, span.start + "gh".len())))
}

/// The outcome of each gh token of a snippet of `text`, inner commands before the ones they stand in.
/// What both shell readers read of it is left in `second`. Forms take their `room`.
pub(crate) fn of<'s>(
    steep: &Settings,
    text: &Text<'_>,
    room: &Room,
    snippet: &'s Snippet,
    second: &OnceCell<Box<Second<'s>>>,
) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::new();
    let here = steep.repository.as_deref().filter(|_| !folder::is_left(snippet));
    let by = Judge { steep, snippet, room, filling: Filling::default(), here };
    // Where each rewritten command begins, and its place in the list.
    let mut rewritten: BTreeMap<usize, usize> = BTreeMap::new();
    for token in tokens::of(snippet, &steep.limits, second) {
        let command = match token {
            Token::Word(span, reason) => {
                let left = snippet.place.skip && reason != Reason::NotACommand;
                let reason = if left { Reason::Directive } else { reason };
                judgements.push(Judgement::skipped(span, reason));
                continue;
            }
            Token::Stays(span, reason, unit) => {
                let reason = if snippet.place.skip { Reason::Directive } else { reason };
                let command =
                    read::prose(snippet.text.get(..span.end).unwrap_or(""), span.start, &mut |words, next| {
                        steep_gh::take(words, next)
                    });
                let rule = command.map_or("gh".to_owned(), |command| rule_of(&command));
                judgements.push(Judgement { rule, unit: Some(unit), ..Judgement::skipped(span, reason) });
                continue;
            }
            Token::Command(command) if snippet.place.skip || command.ignored => {
                let unit = Some(command.unit);
                judgements.push(Judgement { unit, ..Judgement::skipped(command.span, Reason::Directive) });
                continue;
            }
            Token::Command(command) => command,
        };
        let span = command.span;
        let mut inner: Vec<usize> = rewritten.range(span.start..span.end).map(|(_, nth)| *nth).collect();
        inner.retain(|nth| judgements.get(*nth).is_some_and(|earlier| span.contains(earlier.span)));
        // The text of one that stands inside another is part of that one's.
        let outermost =
            || inner.iter().filter_map(|nth| judgements.get(*nth)).filter(|earlier| earlier.inside.is_none());
        let texts: Vec<(Span, String)> =
            outermost().filter_map(|earlier| Some((earlier.span, earlier.text.clone()?))).collect();
        let mut judgement = judge(&by, &command, &texts, FormLayout::SelfContained);
        if steep.layout == FormLayout::Hoist
            && judgement.outcome == Outcome::Rewritten
            && hoist::may_call(snippet, &command)
        {
            let texts: Vec<(Span, String)> =
                outermost().filter_map(|earlier| Some((earlier.span, earlier.calling_text()?.to_owned()))).collect();
            let other = judge(&by, &command, &texts, FormLayout::Hoist);
            let is_as_good = other.outcome == judgement.outcome && other.fidelity == judgement.fidelity;
            let called = outermost().filter_map(|earlier| earlier.calling.as_ref());
            judgement.calling = other.calling.filter(|_| is_as_good).and_then(|calling| calling.with(called));
        }
        if judgement.text.is_some()
            && let Some(left) = remainder::of(snippet, span)
        {
            let why = format!("`{left}` behind the command looks like a part of it");
            judgement.refuse(Refusal::Ambiguous { why });
            judgement.text = None;
        }
        if judgement.outcome == Outcome::Rewritten
            && let Some(policy) = &steep.policy
            && let Some(at) = host(snippet, span)
        {
            judgement.heed(policy.decide(&text.finding(&judgement, at, None), &snippet.place));
        }
        if judgement.outcome == Outcome::Rewritten {
            let replaced = |(at, text): &(Span, String)| text.len().saturating_sub(at.len());
            let old = span.len() + texts.iter().map(replaced).sum::<usize>();
            if let Err(refusal) = room.take(old, judgement.text.as_ref().map_or(0, String::len)) {
                judgement.refuse(refusal);
                (judgement.text, judgement.calling) = (None, None);
            }
        }
        if judgement.outcome != Outcome::Skipped {
            judgement.unit = Some(command.unit);
            judgement.code = command.code;
        }
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
    keep_units(&mut judgements);
    // Most snippets of a document have one, and a document may have very many snippets.
    judgements.shrink_to_fit();
    judgements
}

/// Refuses the rewrites whose unit has a command that stays: half of what acts on the same objects would ask one forge, and
/// half another.
pub(crate) fn keep_units(judgements: &mut [Judgement]) {
    let mut stay: BTreeMap<usize, String> = BTreeMap::new();
    for judgement in judgements.iter().filter(|judgement| judgement.outcome != Outcome::Rewritten) {
        let is_consequence = matches!(judgement.reason, Some(Reason::Refusal(Refusal::PartOfStatement { .. })));
        if let Some(unit) = judgement.unit.filter(|_| !is_consequence) {
            stay.entry(unit).or_insert_with(|| format!("`{}`", judgement.rule));
        }
    }
    for judgement in judgements.iter_mut().filter(|judgement| judgement.outcome == Outcome::Rewritten) {
        if let Some(other) = judgement.unit.and_then(|unit| stay.get(&unit)) {
            judgement.refuse(Refusal::PartOfStatement { other: other.clone() });
        }
    }
}

/// What the commands of one snippet are judged with.
struct Judge<'j> {
    steep: &'j Settings,
    snippet: &'j Snippet,
    room: &'j Room,
    filling: Filling,
    /// The repository of the clone.
    here: Option<&'j str>,
}

fn judge(by: &Judge<'_>, command: &Command, inner: &[(Span, String)], layout: FormLayout) -> Judgement {
    let Judge { steep, snippet, room, filling, here } = by;
    let command = with_inner(command, inner);
    if !command.broken_continuations.is_empty() {
        // Its author meant the next line to belong to it, the shell ends it here: neither reading is safe.
        let why = "blanks or a comment follow a `\\` that was to continue the line".to_owned();
        return Judgement::refused(command.span, "gh".to_owned(), Refusal::Ambiguous { why });
    }
    if let Some(escaped) = escapes::unclear(snippet, command.span) {
        let why =
            format!("the backslash before `{escaped}` in its quotes is Markdown's, and perhaps meant for the shell");
        return Judgement::refused(command.span, "gh".to_owned(), Refusal::Ambiguous { why });
    }
    let outer = command;
    let mut opened = match wrapped::opened(&outer) {
        Ok(opened) => opened,
        Err(refusal) => return Judgement::refused(outer.span, rule_of(&outer), refusal),
    };
    wrapped::drop_passed_on(&mut opened);
    let command = &opened;
    let (rule, refusal) = match steep_gh::lower(command) {
        Lowered::Noun => return Judgement::skipped(word_of(command), Reason::NotACommand),
        Lowered::Refused { rule, refusal, service } => (rule, with_near(steep, refusal, service)),
        Lowered::Request(mut request) => {
            let rule = request.rule.to_owned();
            if let Err(refusal) = room.is_left() {
                return Judgement::refused(command.span, rule, refusal);
            }
            let target = steep.target.get();
            if let Err(refusal) = migrate::request::rename_owners(&mut request, &steep.owners, &command.variables) {
                return Judgement::refused(command.span, rule, refusal);
            }
            migrate::request::check_server(&mut request, target.host());
            if matches!(request.operation, Operation::Issue(_) | Operation::Pull(_))
                && let Err(refusal) = wrapped::not_by_address(&outer, command, &snippet.text)
            {
                return Judgement::refused(command.span, rule, refusal);
            }
            let token = match fitting::token(command) {
                Ok(token) => token,
                Err(refusal) => return Judgement::refused(command.span, rule, refusal),
            };
            if snippet.place.run == Run::Unattended
                && command.stands != Stands::InComment
                && request.output != Output::Browser
                && let Some(what) = request.operation.unsaid()
            {
                return Judgement::refused(command.span, rule, Refusal::Missing { what: what.to_owned() });
            }
            let surroundings = Surroundings {
                stdout: command.stdout.clone(),
                matched_by: matchers::of(&snippet.text, command),
                status: command.status,
                stdin: command.stdin,
                dialect: dialect(&snippet.place),
                identity: if token.is_some() { Identity::OwnToken } else { Identity::Configured },
                prefer: steep.prefer,
                one_line: stands_on_one_line(snippet, command),
                here: here.map(str::to_owned),
            };
            let fit = |mut emission: Emission| {
                if let Some(mark) = escapes::typographic(command) {
                    return Err(Refusal::Ambiguous { why: format!("`{mark}` is no quotation mark to a shell") });
                }
                let script = fitting::fit(emission.script.clone(), command, token.clone(), target.credential())?;
                let script = mention::shown(snippet, command, script, &mut emission, target)?;
                filled::check(filling, snippet, command, &script)?;
                filled::note(command, &script, &mut emission);
                error_texts::note(command, &surroundings, &mut emission);
                let text = match outer.wrappers.as_slice() {
                    [] => written(snippet, command, &script),
                    _ => wrapped::printed(&script, &outer, command)?,
                };
                Ok((emission, standing(text, command.stands)?))
            };
            let form = target.emit(&request, &surroundings).and_then(|mut emission| {
                let hoisted = match layout {
                    FormLayout::SelfContained => None,
                    FormLayout::Hoist => target.hoisted(&request, &surroundings, &emission),
                };
                let functions = hoisted.map(|Hoisted { script, functions }| {
                    emission.script = script;
                    functions
                });
                fit(emission).map(|(emission, text)| (emission, text, functions.unwrap_or_default()))
            });
            match form {
                Ok((emission, text, functions)) => {
                    let calling = Calling { text: text.clone(), functions };
                    let length = longest_line(&text);
                    let too_long = steep.max_length.filter(|most| length > *most).map(|most| {
                        let shorter = target.shorter(&request, &surroundings);
                        let shorter = shorter.and_then(|(setting, form)| Some((setting, fit(form).ok()?.1)));
                        let shorter = shorter.filter(|(_, form)| longest_line(form) <= most);
                        let shorter = shorter.map(|(setting, form)| match form.contains('\n') {
                            true => setting,
                            false => format!("{setting}: {form}"),
                        });
                        Refusal::TooLong { length, most, shorter }
                    });
                    let judgement = Judgement::emitted(steep, command.span, rule, emission, text).unless(too_long);
                    return Judgement { calling: (layout == FormLayout::Hoist).then_some(calling), ..judgement };
                }
                Err(refusal) => (rule, refusal),
            }
        }
        // What a later reader of gh may answer is not known here.
        _ => return Judgement::skipped(word_of(command), Reason::NotACommand),
    };
    Judgement::refused(command.span, rule, refusal)
}

/// Characters of a text's longest line.
fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or_default()
}

/// Whether the place of a command holds no more than one line.
fn stands_on_one_line(snippet: &Snippet, command: &Command) -> bool {
    !snippet.place.multiline || command.stands != Stands::InCode
}

/// The form's text, laid out for its place.
fn written(snippet: &Snippet, command: &Command, script: &Script) -> String {
    let layout =
        Layout { one_line: stands_on_one_line(snippet, command), indent: command.indent.clone(), width: WIDTH };
    let mut text = print::script(script, &layout);
    // `$((` begins arithmetic.
    let opened = snippet.text.get(..command.span.start).is_some_and(|before| before.ends_with('('));
    if opened && text.starts_with('(') {
        text.insert(0, ' ');
    }
    text
}

/// The text as it can stand in a comment, or in single quotes.
fn standing(text: String, stands: Stands) -> Result<String, Refusal> {
    match stands {
        Stands::InComment if text.contains(['\n', '\r']) || text.contains("<<") => {
            let why = "a comment holds one line, and the form needs more".to_owned();
            Err(Refusal::DoesNotFit { why })
        }
        Stands::InSingleQuotes => Ok(text.replace('\'', r"'\''")),
        Stands::InCode | Stands::InComment => Ok(text),
    }
}

/// The name of the rule that is asked about a command.
fn rule_of(command: &Command) -> String {
    match steep_gh::lower(command) {
        Lowered::Request(request) => request.rule.to_owned(),
        Lowered::Refused { rule, .. } => rule,
        _ => "gh".to_owned(),
    }
}

/// The refusal, with what the target has that comes near.
fn with_near(steep: &Settings, refusal: Refusal, service: Option<Service>) -> Refusal {
    match (refusal, service.and_then(|service| steep.target.get().instead_of(service))) {
        (Refusal::NoEquivalent { feature }, Some(near)) => {
            Refusal::NoEquivalent { feature: format!("{feature}: {near}") }
        }
        (refusal, _) => refusal,
    }
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
    let mut rewritten = Vec::new();
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
            let sources = |word: &Word| -> Vec<String> {
                let parts = word.parts.iter().filter_map(|part| match part {
                    Part::Expansion { source, .. } => Some(source.to_string()),
                    Part::Literal { .. } | Part::Placeholder { .. } => None,
                });
                parts.collect()
            };
            rewritten.extend(sources(&changed).into_iter().zip(sources(word)).filter(|(new, old)| new != old));
            *word = changed;
        }
    }
    command.rewritten = rewritten;
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

    /// Its text where functions stand at the head of the text that it is in.
    pub(crate) fn calling_text(&self) -> Option<&str> {
        self.calling.as_ref().map(|calling| calling.text.as_str()).or(self.text.as_deref())
    }

    /// What a person should know. Why it stays; of a form, and of one that is below what is accepted, what differs.
    pub(crate) fn message(&self) -> String {
        match &self.reason {
            Some(Reason::Refusal(refusal)) if refusal.kind() != RefusalKind::BelowAccepted => refusal.to_string(),
            _ => self.notes.clone(),
        }
    }

    /// Takes the rewrite back.
    pub(crate) fn refuse(&mut self, refusal: Refusal) {
        self.outcome = Outcome::Refused;
        self.inside = None;
        self.reason = Some(Reason::Refusal(refusal));
    }

    /// Does with its form what the caller decides.
    fn heed(&mut self, decision: Decision) {
        match decision {
            Decision::Apply => {}
            Decision::Suggest(why) => self.suggest(Refusal::Policy { why }),
            Decision::Refuse(why) => {
                self.refuse(Refusal::Policy { why });
                self.text = None;
            }
        }
    }

    /// Tells its form, and does not apply it.
    fn suggest(&mut self, refusal: Refusal) {
        self.outcome = Outcome::Suggested;
        self.reason = Some(Reason::Refusal(refusal));
    }

    /// The same; a suggestion, where it would be applied and something speaks against it.
    fn unless(mut self, refusal: Option<Refusal>) -> Self {
        if self.outcome == Outcome::Rewritten
            && let Some(refusal) = refusal
        {
            self.suggest(refusal);
        }
        self
    }

    fn skipped(span: Span, reason: Reason) -> Self {
        let outcome = match &reason {
            Reason::Refusal(_) => Outcome::Refused,
            Reason::NotACommand | Reason::Directive => Outcome::Skipped,
        };
        Judgement {
            span,
            rule: "gh".to_owned(),
            outcome,
            fidelity: None,
            tool: None,
            passed_over: None,
            reason: Some(reason),
            notes: String::new(),
            text: None,
            inside: None,
            unit: None,
            code: None,
            calling: None,
        }
    }

    pub(crate) fn refused(span: Span, rule: String, refusal: Refusal) -> Self {
        Judgement { rule, ..Judgement::skipped(span, Reason::Refusal(refusal)) }
    }

    fn emitted(steep: &Settings, span: Span, rule: String, emission: Emission, text: String) -> Self {
        let losses: Vec<String> = emission.losses.iter().map(|Loss { what, why }| format!("{what}: {why}")).collect();
        let noted = emission.notes.iter().map(|note| note.0.clone());
        let notes = losses.iter().cloned().chain(noted).collect::<Vec<_>>().join("; ");
        let accepted = emission.fidelity >= steep.accept;
        let loss = if losses.is_empty() { "another layout".to_owned() } else { losses.join("; ") };
        Judgement {
            span,
            rule,
            outcome: if accepted { Outcome::Rewritten } else { Outcome::Suggested },
            fidelity: Some(emission.fidelity),
            tool: Some(emission.tool),
            passed_over: emission.passed_over,
            reason: (!accepted).then_some(Reason::Refusal(Refusal::BelowAccepted { loss })),
            notes,
            text: Some(text),
            inside: None,
            unit: None,
            code: None,
            calling: None,
        }
    }
}
