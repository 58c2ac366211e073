//! Rewrites a text: finds its snippets, settles on the changes of each and of all together, and reports them.

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_markdown::Snippet;

use crate::change::Change;
use crate::finding::{Finding, Outcome};
use crate::judgement::Judgement;
use crate::settle;
use crate::transpiler::Transpiler;

/// What was found in a text and what is to change in it.
pub(crate) struct Rewriting {
    pub(crate) findings: Vec<Finding>,
    pub(crate) edits: Edits,
}

pub(crate) fn markdown(steep: &Transpiler, source: &str) -> Rewriting {
    let snippets = steep_markdown::snippets(source);
    let mut changes = changes(steep, &snippets);
    settle::keep_structure(source, &mut changes);
    settle::keep_still(source, &mut changes, |result| {
        let snippets = steep_markdown::snippets(result);
        let mut changes = self::changes(steep, &snippets);
        settle::keep_structure(result, &mut changes);
        settle::edits(&changes)
    });
    report(source, &changes)
}

pub(crate) fn shell(steep: &Transpiler, source: &str) -> Rewriting {
    let snippets = [Snippet::script(source)];
    let mut changes = changes(steep, &snippets);
    settle::keep_still(source, &mut changes, |result| settle::edits(&self::changes(steep, &[Snippet::script(result)])));
    report(source, &changes)
}

/// The changes of each snippet that has a gh token, one by one.
fn changes<'s>(steep: &Transpiler, snippets: &'s [Snippet]) -> Vec<Change<'s>> {
    let snippets = snippets.iter().filter(|snippet| snippet.text.contains("gh"));
    snippets.map(|snippet| Change::new(steep, snippet)).filter(|change| !change.judgements.is_empty()).collect()
}

fn report(source: &str, changes: &[Change<'_>]) -> Rewriting {
    let lines = LineIndex::new(source);
    let mut findings = Vec::new();
    for change in changes {
        let first = findings.len();
        findings.extend(change.judgements.iter().filter_map(|judgement| {
            let span = host(change.snippet, judgement.span)?;
            let inside = judgement.inside.and_then(|inside| change.snippet.host(inside));
            Some(finding(source, &lines, judgement, span, inside))
        }));
        say_what_is_written(source, findings.get_mut(first..).unwrap_or_default(), &change.edits);
    }
    Rewriting { findings, edits: settle::edits(changes) }
}

/// Where the token stands in the document. One that ends inside an escape is reported by its first word.
fn host(snippet: &Snippet, span: Span) -> Option<Span> {
    snippet.host(span).or_else(|| snippet.host(Span::new(span.start, span.start + "gh".len())))
}

fn finding(source: &str, lines: &LineIndex, judgement: &Judgement, span: Span, inside: Option<Span>) -> Finding {
    Finding {
        span,
        position: lines.position(source, span.start),
        command: span.text(source).to_owned(),
        rule: judgement.rule.clone(),
        outcome: judgement.outcome,
        fidelity: judgement.fidelity,
        tool: judgement.tool,
        reason: judgement.reason.clone(),
        message: judgement.message.clone(),
        replacement: judgement.text.clone(),
        inside,
    }
}

/// Makes each applied finding's replacement what is really written over its span, with the escapes and line endings of
/// the place. Where the place itself had to change (a code span's delimiters), the first finding's span grows to hold all
/// of it and the others are inside. The edits ascend.
fn say_what_is_written(source: &str, findings: &mut [Finding], edits: &[Edit]) {
    let is_applied = |finding: &Finding| finding.outcome == Outcome::Rewritten && finding.inside.is_none();
    let mut applied: Vec<Span> = findings.iter().filter(|it| is_applied(it)).map(|it| it.span).collect();
    applied.sort_unstable();
    let is_covered = |edit: &Edit| {
        let before = applied.partition_point(|span| span.start <= edit.span.start);
        before.checked_sub(1).and_then(|nth| applied.get(nth)).is_some_and(|span| span.contains(edit.span))
    };
    let covered = edits.iter().all(is_covered);
    let whole = edits.iter().map(|edit| edit.span).chain(applied.iter().copied()).reduce(Span::cover);
    let mut grown = None;
    for finding in findings.iter_mut().filter(|it| is_applied(it)) {
        match (covered, whole, grown) {
            (true, _, _) | (_, None, _) => finding.replacement = Some(written(source, edits, finding.span)),
            (false, Some(whole), None) => {
                grown = Some(whole);
                finding.span = whole;
                finding.replacement = Some(written(source, edits, whole));
            }
            (false, Some(_), Some(whole)) => finding.inside = Some(whole),
        }
    }
}

/// What stands over `span` after the edits that it holds.
fn written(source: &str, edits: &[Edit], span: Span) -> String {
    let first = edits.partition_point(|edit| edit.span.start < span.start);
    let mut within = Edits::new();
    for edit in edits.iter().skip(first).take_while(|edit| edit.span.start <= span.end) {
        if span.contains(edit.span) {
            let at = Span::new(edit.span.start - span.start, edit.span.end - span.start);
            let _disjoint = within.add(Edit::new(at, edit.replacement.clone()));
        }
    }
    within.apply(span.text(source)).into_owned()
}
