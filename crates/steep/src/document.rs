//! Rewrites a text: finds its snippets, settles on the changes of each and of all together, and reports them.

use std::borrow::Cow;

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_forge::Refusal;
use steep_markdown::{Flavour, Snippet};

use crate::change::Change;
use crate::finding::{DIRECTIVE_RULE, Finding, Head, Outcome};
use crate::hoist::Layout;
use crate::judgement::{self, Judgement, Text};
use crate::prefilter;
use crate::scan::{self, What};
use crate::settings::Settings;
use crate::settle;
use crate::slip;

/// What was found in a text and what is to change in it.
#[derive(Default)]
pub(crate) struct Rewriting {
    pub(crate) findings: Vec<Finding>,
    pub(crate) edits: Edits,
}

pub(crate) fn markdown(steep: &Settings, source: &str, flavour: Flavour) -> Rewriting {
    let snippets = snippets_with(source, flavour, prefilter::may_hold_gh);
    let text = Text::new(source);
    let mut changes = changes(steep, &text, &snippets);
    settle::keep_structure(source, flavour, &mut changes);
    let unasked = unasked(steep);
    settle::keep_still(source, &mut changes, |result| {
        let snippets = snippets_with(result, flavour, prefilter::may_hold_request);
        let mut changes = self::changes(&unasked, &Text::new(result), &snippets);
        settle::keep_structure(result, flavour, &mut changes);
        settle::edits(&changes)
    });
    report(&text, &changes)
}

/// The settings of a second run, in which the caller is not asked. Which commands are rewritten does not depend on the layout.
fn unasked(steep: &Settings) -> Cow<'_, Settings> {
    match (&steep.policy, steep.layout) {
        (None, Layout::SelfContained) => Cow::Borrowed(steep),
        _ => Cow::Owned(Settings { policy: None, layout: Layout::SelfContained, ..steep.clone() }),
    }
}

pub(crate) fn shell(steep: &Settings, source: &str) -> Rewriting {
    script(steep, source, Snippet::script)
}

pub(crate) fn command(steep: &Settings, source: &str) -> Rewriting {
    script(steep, source, Snippet::command)
}

fn script(steep: &Settings, source: &str, snippet: fn(&str) -> Snippet) -> Rewriting {
    let snippets = [snippet(source)];
    let text = Text::new(source);
    let mut changes = changes(steep, &text, &snippets);
    let unasked = unasked(steep);
    settle::keep_still(source, &mut changes, |result| {
        settle::edits(&self::changes(&unasked, &Text::new(result), &[snippet(result)]))
    });
    report(&text, &changes)
}

/// The commands and permissions of a text that is not read.
pub(crate) fn other(source: &str, language: &str) -> Vec<Finding> {
    let text = Text::new(source);
    let found = scan::all(source, language, None).into_iter().filter_map(|found| {
        let (rule, refusal) = match found.what {
            What::Command(rule) => (rule, Refusal::OtherLanguage { language: language.to_owned() }),
            What::Permission(permission) => ("gh".to_owned(), permission.refusal()),
            What::Word => return None,
        };
        let judgement = Judgement::refused(found.span, rule, refusal);
        Some(text.finding(&judgement, found.span, None))
    });
    found.collect()
}

/// The snippets whose text may hold something by `may_hold`, which is asked before anything else is read of them. Most of a
/// document's hold no gh token.
fn snippets_with(source: &str, flavour: Flavour, may_hold: fn(&[u8]) -> bool) -> Vec<Snippet> {
    let mut snippets = flavour.snippets(source);
    snippets.retain(|snippet| may_hold(snippet.text.as_bytes()));
    snippets.shrink_to_fit();
    snippets
}

/// The changes of each snippet that has a gh token, one by one.
fn changes<'s>(steep: &Settings, text: &Text<'_>, snippets: &'s [Snippet]) -> Vec<Change<'s>> {
    let changes = snippets.iter().map(|snippet| Change::new(steep, text, snippet));
    let mut changes: Vec<Change<'s>> = changes.filter(|change| !change.judgements.is_empty()).collect();
    changes.shrink_to_fit();
    changes
}

fn report(text: &Text<'_>, changes: &[Change<'_>]) -> Rewriting {
    let Text { source, lines } = text;
    let mut findings = Vec::new();
    for change in changes {
        let first = findings.len();
        findings.extend(change.judgements.iter().filter_map(|judgement| {
            let span = judgement::host(change.snippet, judgement.span)?;
            let inside = judgement.inside.and_then(|inside| change.snippet.host(inside));
            let mut finding = text.finding(judgement, span, inside);
            if let Some((head, calling)) = change.head.as_ref().zip(change.calling(judgement)) {
                finding.replacement = Some(calling.text.clone());
                let (at, new) = (head.span.start, head.replacement.clone());
                finding.head = Some(Head { at, position: lines.position(source, at), text: new });
            }
            Some(finding)
        }));
        say_what_is_written(source, lines, findings.get_mut(first..).unwrap_or_default(), &change.edits);
    }
    findings.extend(slip::all(source).into_iter().map(|slip| {
        let refusal = Refusal::UnknownDirective { meant: slip.meant.to_owned() };
        let judgement = Judgement::refused(slip.span, DIRECTIVE_RULE.to_owned(), refusal);
        text.finding(&judgement, slip.span, None)
    }));
    Rewriting { findings, edits: settle::edits(changes) }
}

/// Makes each applied finding's replacement what is really written over its span, with the escapes and line endings of
/// the place. Where the place itself had to change (a code span's delimiters), the first finding's span grows to hold all
/// of it and the others are inside. The edits ascend.
fn say_what_is_written(source: &str, lines: &LineIndex, findings: &mut [Finding], edits: &[Edit]) {
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
                finding.command = whole.text(source).to_owned();
                finding.position = lines.position(source, whole.start);
                finding.end = lines.end(source, whole);
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
