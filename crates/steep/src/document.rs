//! Finds every gh token of a text, decides its outcome and collects the edits.

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_forge::{Fidelity, Loss, Refusal};
use steep_gh::Lowered;
use steep_gitea::{Emission, Surroundings, Tool};
use steep_markdown::{Place, PlaceKind, Snippet};
use steep_shell::print::{self, Layout};
use steep_shell::read::{self, Dialect, Reading};
use steep_shell::{Command, Word, opinion};

use crate::finding::{Finding, Outcome, Reason};
use crate::fitting;
use crate::transpiler::Transpiler;

/// Lines of emitted text in a place that holds several are broken beyond this many characters.
const WIDTH: usize = 100;

/// What was found in a document and what is to change in it.
pub(crate) struct Rewriting {
    pub(crate) findings: Vec<Finding>,
    pub(crate) edits: Edits,
}

/// A gh token of a snippet.
enum Token {
    /// The program of a command.
    Command(Box<Command>),
    /// The bare word, which is no command, for this reason.
    Word(Span, Reason),
}

/// What became of a token, in the snippet's own offsets.
struct Judgement {
    span: Span,
    rule: String,
    outcome: Outcome,
    fidelity: Option<Fidelity>,
    tool: Option<Tool>,
    reason: Option<Reason>,
    message: String,
    text: Option<String>,
    inside: Option<Span>,
}

pub(crate) fn markdown(steep: &Transpiler, source: &str) -> Rewriting {
    let snippets = steep_markdown::snippets(source);
    let mut rewriting = rewrite(steep, source, &snippets);
    if rewriting.edits.is_empty() {
        return rewriting;
    }
    if !steep_markdown::same_structure(source, &rewriting.edits.apply(source)) {
        withdraw_structure_breakers(source, &mut rewriting);
    }
    rewriting
}

pub(crate) fn shell(steep: &Transpiler, source: &str) -> Rewriting {
    rewrite(steep, source, &[Snippet::script(source)])
}

fn rewrite(steep: &Transpiler, source: &str, snippets: &[Snippet]) -> Rewriting {
    let lines = LineIndex::new(source);
    let mut rewriting = Rewriting { findings: Vec::new(), edits: Edits::new() };
    for snippet in snippets.iter().filter(|snippet| snippet.text.contains("gh")) {
        let mut judgements = judge_snippet(steep, snippet);
        let edits = applied(snippet, &mut judgements);
        let first = rewriting.findings.len();
        for judgement in judgements {
            let Some(span) = snippet.host(judgement.span) else { continue };
            rewriting.findings.push(Finding {
                span,
                position: lines.position(source, span.start),
                command: span.text(source).to_owned(),
                rule: judgement.rule,
                outcome: judgement.outcome,
                fidelity: judgement.fidelity,
                tool: judgement.tool,
                reason: judgement.reason,
                message: judgement.message,
                replacement: judgement.text,
                inside: judgement.inside.and_then(|inside| snippet.host(inside)),
            });
        }
        report_written(source, rewriting.findings.get_mut(first..).unwrap_or_default(), &edits);
        for edit in edits {
            // Snippets share no bytes, so their edits cannot overlap.
            let _disjoint = rewriting.edits.add(edit);
        }
    }
    rewriting
}

/// Makes each finding's replacement what is really written over its span, with the escapes and line endings of the
/// place. Where the place itself had to change (a code span's delimiters), the first finding's span grows to hold all
/// of it and the others are inside.
fn report_written(source: &str, findings: &mut [Finding], edits: &[Edit]) {
    let written = |span: Span| {
        let mut within = Edits::new();
        for edit in edits.iter().filter(|edit| span.contains(edit.span)) {
            let at = Span::new(edit.span.start - span.start, edit.span.end - span.start);
            let _disjoint = within.add(Edit::new(at, edit.replacement.clone()));
        }
        within.apply(span.text(source)).into_owned()
    };
    let applied: Vec<Span> = findings.iter().filter(|it| is_applied(it)).map(|it| it.span).collect();
    let covered = edits.iter().all(|edit| applied.iter().any(|span| span.contains(edit.span)));
    let whole = edits.iter().map(|edit| edit.span).chain(applied).reduce(Span::cover);
    let mut grown = None;
    for finding in findings.iter_mut().filter(|it| is_applied(it)) {
        match (covered, whole, grown) {
            (true, _, _) | (_, None, _) => finding.replacement = Some(written(finding.span)),
            (false, Some(whole), None) => {
                grown = Some(whole);
                finding.span = whole;
                finding.replacement = Some(written(whole));
            }
            (false, Some(_), Some(whole)) => finding.inside = Some(whole),
        }
    }
}

fn is_applied(finding: &Finding) -> bool {
    finding.outcome == Outcome::Rewritten && finding.inside.is_none()
}

/// The edits of one snippet. A rewrite that its place cannot hold becomes a refusal; when the snippet's text no longer
/// reads as shell, all of its rewrites do.
fn applied(snippet: &Snippet, judgements: &mut [Judgement]) -> Vec<Edit> {
    loop {
        let wanted: Vec<(Span, String)> = judgements
            .iter()
            .filter(|judgement| judgement.outcome == Outcome::Rewritten && judgement.inside.is_none())
            .filter_map(|judgement| Some((judgement.span, judgement.text.clone()?)))
            .collect();
        let wanted: Vec<(Span, &str)> = wanted.iter().map(|(span, text)| (*span, text.as_str())).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let why = match (breaks_shell(snippet, &wanted), snippet.edit_all(&wanted)) {
            (Some(why), _) => why,
            (None, Ok(edits)) => return edits,
            (None, Err(misfit)) => misfit.to_string(),
        };
        let alone: Vec<Span> = wanted
            .iter()
            .filter(|(span, text)| {
                snippet.edit(*span, text).is_err() || breaks_shell(snippet, &[(*span, text)]).is_some()
            })
            .map(|(span, _)| *span)
            .collect();
        for judgement in judgements.iter_mut().filter(|judgement| judgement.outcome == Outcome::Rewritten) {
            let outermost = judgement.inside.unwrap_or(judgement.span);
            if alone.is_empty() || alone.contains(&outermost) {
                judgement.inside = None;
                refuse(judgement, Refusal::DoesNotFit { why: why.clone() });
            }
        }
    }
}

fn refuse(judgement: &mut Judgement, refusal: Refusal) {
    judgement.outcome = Outcome::Refused;
    judgement.message = refusal.to_string();
    judgement.reason = Some(Reason::Refusal(refusal));
}

/// Why the rewrites must not be made: a script no longer reads as one, or a form in running text does not read by itself.
/// Two grammars are asked, ours and one that is not (see [`opinion`]).
fn breaks_shell(snippet: &Snippet, wanted: &[(Span, &str)]) -> Option<String> {
    let mut edits = Edits::new();
    for (span, text) in wanted {
        if edits.add(Edit::new(*span, *text)).is_err() {
            return Some("two rewrites overlap".to_owned());
        }
    }
    let broken = if snippet.place.kind == PlaceKind::Prose {
        // A here-document's body is not part of the form.
        wanted.iter().any(|(_, text)| !text.contains("<<") && is_worse("", text))
    } else {
        is_worse(&snippet.text, &edits.apply(&snippet.text))
    };
    broken.then(|| "the text would no longer read as shell".to_owned())
}

fn is_worse(before: &str, after: &str) -> bool {
    let ours = read::script(after).errors.len() > read::script(before).errors.len();
    ours || match (opinion::syntax_errors(before), opinion::syntax_errors(after)) {
        (Some(before), Some(after)) => after > before,
        _ => false,
    }
}

/// Takes back the edits without which the document keeps its block structure.
fn withdraw_structure_breakers(source: &str, rewriting: &mut Rewriting) {
    let spans: Vec<Span> = rewriting.edits.iter().map(|edit| edit.span).collect();
    let mut kept = Edits::new();
    for span in spans {
        let Some(edit) = rewriting.edits.remove(span) else { continue };
        let mut alone = Edits::new();
        let fits = alone.add(edit.clone()).is_ok() && steep_markdown::same_structure(source, &alone.apply(source));
        if fits && kept.add(edit).is_ok() {
            continue;
        }
        withdraw(rewriting, span);
    }
    if !steep_markdown::same_structure(source, &kept.apply(source)) {
        for edit in kept.iter() {
            withdraw(rewriting, edit.span);
        }
        kept = Edits::new();
    }
    rewriting.edits = kept;
}

fn withdraw(rewriting: &mut Rewriting, span: Span) {
    let refusal =
        Refusal::DoesNotFit { why: "it would change the structure of the document; please report this".into() };
    for finding in rewriting.findings.iter_mut().filter(|finding| span.contains(finding.span)) {
        if finding.outcome == Outcome::Rewritten {
            finding.outcome = Outcome::Refused;
            finding.message = refusal.to_string();
            finding.reason = Some(Reason::Refusal(refusal.clone()));
        }
    }
}

fn judge_snippet(steep: &Transpiler, snippet: &Snippet) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::new();
    for token in tokens(snippet) {
        match token {
            Token::Word(span, reason) => judgements.push(Judgement::skipped(span, reason)),
            Token::Command(command) if snippet.place.skip || command.ignored => {
                judgements.push(Judgement::skipped(command.span, Reason::Directive));
            }
            Token::Command(command) => {
                let inner: Vec<(Span, String)> = judgements
                    .iter()
                    .filter(|judgement| {
                        judgement.outcome == Outcome::Rewritten && command.span.contains(judgement.span)
                    })
                    .filter_map(|judgement| Some((judgement.span, judgement.text.clone()?)))
                    .collect();
                let judgement = judge(steep, snippet, &command, &inner);
                if judgement.outcome == Outcome::Rewritten {
                    for earlier in &mut judgements {
                        if command.span.contains(earlier.span) {
                            earlier.inside = Some(command.span);
                        }
                    }
                }
                judgements.push(judgement);
            }
        }
    }
    judgements
}

/// The gh tokens of a snippet, inner commands before the ones they stand in.
fn tokens(snippet: &Snippet) -> Vec<Token> {
    let text = &snippet.text;
    let mut tokens = Vec::new();
    if snippet.place.kind == PlaceKind::Prose {
        prose_tokens(snippet, &mut tokens);
    } else {
        let reading = read::script(text);
        script_tokens(text, &reading, snippet.place.kind, &mut tokens);
    }
    tokens
}

fn prose_tokens(snippet: &Snippet, tokens: &mut Vec<Token>) {
    let (text, opaque) = (snippet.text.as_str(), &snippet.opaque);
    let mut end = 0;
    for start in read::prose_starts(text) {
        if start < end || opaque.iter().any(|span| span.contains_offset(start)) {
            continue;
        }
        let word = Span::new(start, start + "gh".len());
        if let Some(rule) = permission(text, start) {
            tokens.push(Token::Word(word, Reason::Refusal(Refusal::WidensPermission { what: rule })));
            continue;
        }
        // The end of the emphasis or link around a command ends it too.
        let within = text.get(..snippet.limit(start)).unwrap_or(text);
        match read::prose(within, start, &mut |words, next| steep_gh::take(words, next)) {
            Some(command) => {
                end = command.span.end;
                tokens.push(Token::Command(Box::new(command)));
            }
            None => tokens.push(Token::Word(word, Reason::NotACommand)),
        }
    }
}

/// The permission rule, such as `Bash(gh pr view:*)`, that the word at `start` begins.
fn permission(text: &str, start: usize) -> Option<String> {
    let before = text.get(..start)?;
    let name = before.strip_suffix('(')?;
    let tool = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().filter(|tool| !tool.is_empty())?;
    let rest = text.get(start..)?;
    let inner = rest.get(..rest.find(')')?)?;
    inner.ends_with('*').then(|| format!("{tool}({inner})"))
}

fn script_tokens(text: &str, reading: &Reading, kind: PlaceKind, tokens: &mut Vec<Token>) {
    let mut taken: Vec<Span> = Vec::new();
    for command in &reading.commands {
        if command.program().as_deref() != Some("gh") {
            continue;
        }
        taken.push(command.span);
        if reading.is_unclear(command) {
            let why = "the shell text around it does not parse".to_owned();
            tokens.push(Token::Word(command.span, Reason::Refusal(Refusal::Ambiguous { why })));
        } else {
            tokens.push(Token::Command(Box::new(command.clone())));
        }
    }
    for start in read::prose_starts(text) {
        let word = Span::new(start, start + "gh".len());
        if taken.iter().any(|span| span.contains(word)) {
            continue;
        }
        let comment = reading.comments.iter().any(|span| span.contains(word));
        let around = reading.commands.iter().find(|command| command.span.contains(word));
        let running = comment || (around.is_none_or(|command| !has_word(command, word)) && mixes_text(kind));
        if running || (mixes_text(kind) && around.is_some_and(|command| !is_known_program(command))) {
            match read::prose(text, start, &mut |words, next| steep_gh::take(words, next)) {
                Some(command) if !taken.iter().any(|span| span.intersects(command.span)) => {
                    taken.push(command.span);
                    tokens.push(Token::Command(Box::new(command)));
                    continue;
                }
                _ => {}
            }
        }
        let reason = match around.filter(|command| has_word(command, word)) {
            Some(command) if runs_programs(command) => Reason::Refusal(Refusal::Ambiguous {
                why: format!("gh is run through `{}`", command.program().unwrap_or_default()),
            }),
            _ => Reason::NotACommand,
        };
        tokens.push(Token::Word(word, reason));
    }
}

/// Whether one of the command's words is exactly the one at `span`.
fn has_word(command: &Command, span: Span) -> bool {
    command.words.iter().any(|word| word.span == span)
}

/// Whether such a place holds running text as often as scripts.
fn mixes_text(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::Fence | PlaceKind::Console)
}

/// Programs that run the command given to them as arguments.
const RUNNERS: [&str; 14] = [
    "xargs", "sudo", "env", "time", "timeout", "nohup", "exec", "command", "watch", "nice", "eval", "parallel",
    "retry", "ssh",
];

fn runs_programs(command: &Command) -> bool {
    // `command -v gh` only asks where it is.
    let asks = command.words.get(1).and_then(Word::as_literal).is_some_and(|word| matches!(word.as_str(), "-v" | "-V"));
    !asks && command.program().is_some_and(|program| RUNNERS.contains(&program.as_str()))
}

/// Whether the command's first word looks like a program and not like the first word of a sentence.
fn is_known_program(command: &Command) -> bool {
    command.program().is_some_and(|program| !program.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
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
                let script = fitting::fit(emission.script.clone(), &command, &target.token_variable)?;
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
    let before = snippet.text.get(..span.start).unwrap_or("").rsplit('\n').next().unwrap_or("");
    let after = snippet.text.get(span.end..).unwrap_or("").split('\n').next().unwrap_or("");
    before.trim().is_empty() && after.trim().is_empty()
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

impl Judgement {
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
