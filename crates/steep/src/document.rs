//! Rewrites a text: finds its snippets, settles on the changes of each and of all together, and reports them.

use std::borrow::Cow;

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_forge::Refusal;
use steep_markdown::{Flavour, Snippet};
use steep_shell::read::Limits;

use crate::change::Change;
use crate::finding::{DIRECTIVE_RULE, Finding, Head, Outcome};
use crate::hoist::Layout;
use crate::judgement::{self, Judgement, Text};
use crate::prefilter;
use crate::room::Room;
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
    let mut changes = changes(steep, &text, source.len(), &snippets);
    settle::keep_structure(source, flavour, &mut changes);
    let unasked = unasked(steep);
    settle::keep_still(source, &mut changes, |result, length| {
        let snippets = snippets_with(result, flavour, prefilter::may_hold_request);
        let mut changes = self::changes(&unasked, &Text::new(result), length, &snippets);
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
    let mut changes = changes(steep, &text, source.len(), &snippets);
    let unasked = unasked(steep);
    settle::keep_still(source, &mut changes, |result, length| {
        settle::edits(&self::changes(&unasked, &Text::new(result), length, &[snippet(result)]))
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

/// The changes of each snippet that has a gh token, one by one, in a document of `length` bytes.
fn changes<'s>(steep: &Settings, text: &Text<'_>, length: usize, snippets: &'s [Snippet]) -> Vec<Change<'s>> {
    let room = Room::new(steep.limits.text.max(Limits::default().text), length);
    let changes = snippets.iter().map(|snippet| Change::new(steep, text, &room, snippet));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Target;

    fn settings() -> Settings {
        Settings::of(Target::gitea("https://git.example.org"))
    }

    #[test]
    fn a_document_is_rewritten_as_far_as_there_is_room() {
        let steep = settings();
        let source = "Run `gh repo clone acme/widgets`.\n\n".repeat(4);
        let snippets = snippets_with(&source, Flavour::Markdown, prefilter::may_hold_gh);
        let written = |length: usize| {
            let changes = changes(&steep, &Text::new(&source), length, &snippets);
            let judgements = || changes.iter().flat_map(|change| &change.judgements);
            let refused = judgements().filter(|it| it.outcome == Outcome::Refused);
            assert!(refused.clone().all(|it| it.text.is_none() && it.message().contains("a document of more than")));
            (settle::edits(&changes).apply(&source).len() - source.len(), refused.count())
        };
        let most = Limits::default().text;
        let (grown, refused) = written(0);
        assert_eq!(refused, 0);
        for (room, refused) in [(grown, 0), (grown - 1, 1), (grown / 2, 2), (1, 4), (0, 4)] {
            assert_eq!(written(most - room), (grown * (4 - refused) / 4, refused), "{room}");
        }
        assert_eq!(written(most + 1), (grown, 0));
        assert_eq!(written(2 * most), (0, 4));
    }

    #[test]
    fn a_second_run_reads_no_form_that_has_lines_of_its_own() {
        for (source, abridged) in [
            ("gh pr close 3\ngh codespace list\n", ":\ngh codespace list\n"),
            ("if true; then\n  gh pr close 3\nfi\n", "if true; then\n  gh pr close 3\nfi\n"),
        ] {
            let snippets = [Snippet::script(source)];
            let changes = changes(&settings(), &Text::new(source), source.len(), &snippets);
            let left = settle::abridged(&changes).apply(source).into_owned();
            assert_eq!(left == abridged, abridged != source, "{left}");
        }
    }

    #[test]
    fn room_is_counted_with_the_escapes_of_the_place() {
        let steep = settings();
        let source = format!("| a |\n|---|\n{}", "| `gh pr view 3 --json title --jq .title` |\n".repeat(3));
        let written = |source: &str, length: usize| {
            let snippets = snippets_with(source, Flavour::Markdown, prefilter::may_hold_gh);
            settle::edits(&changes(&steep, &Text::new(source), length, &snippets)).apply(source).into_owned()
        };
        let most = Limits::default().text;
        let all = written(&source, source.len());
        assert!(all.contains(r"\|") && !all.contains("gh pr"), "{all}");
        for room in [all.len() - source.len() - 1, (all.len() - source.len()) / 2] {
            let some = written(&source, most - room);
            assert!(some.len() - source.len() <= room && some.contains("gh pr") && some != source, "{some}");
            // What had no room has none in a second run.
            assert_eq!(written(&some, most - room + some.len() - source.len()), some);
        }
    }

    /// Statements of scripts: some have a form, some have none, some have one in a part.
    fn statement() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "gh pr close 3\n",
            "gh pr list | head\n",
            "gh pr list |\n  gh codespace list\n",
            "gh issue comment 3 --body-file - <<'EOF'\ngh pr list\nEOF\n",
            "gh issue comment 3 --body 'see gh pr list'\n",
            "n=$(gh pr view 3 --json number --jq .number)\n",
            "n=$(gh codespace list)\n",
            "gh pr close \"$n\"\n",
            "echo \"$n\"\n",
            "for i in 1 2; do\n  gh pr view $i\ndone\n",
            "if gh codespace list; then\n  gh pr close 3\nfi\n",
            "f() {\n  gh pr close \"$1\"\n}\nf 3\n",
            "gh codespace list &&\n  gh pr close 3\n",
            "gh pr close 3 # gh codespace list\n",
            "# gh pr close 3\n",
            "gh codespace list\n",
            "gh pr list \\\n  --state open\n",
            "sh -c 'gh pr close 3'\n",
            "set -e\n",
            "gh pr close 3\n[ $? -eq 0 ] && gh codespace list\n",
        ])
    }

    proptest! {
        /// What a second run makes of a script does not depend on the forms that [`Change::abridged`] leaves out.
        #[test]
        fn an_abridged_script_is_rewritten_where_the_whole_one_is(pieces in prop::collection::vec(statement(), 1..8)) {
            let (steep, source) = (settings(), pieces.concat());
            let snippets = [Snippet::script(&source)];
            let first = changes(&steep, &Text::new(&source), source.len(), &snippets);
            let again = |edits: &Edits| -> Vec<String> {
                let result = edits.apply(&source);
                let snippets = [Snippet::script(&result)];
                let text = Text::new(&result);
                let changes = changes(&steep, &text, result.len(), &snippets);
                let told = changes.iter().flat_map(|change| &change.judgements).filter(|it| it.outcome != Outcome::Skipped);
                told.map(|it| format!("{} {:?} {}", it.span.text(&result), it.outcome, it.message())).collect()
            };
            prop_assert_eq!(again(&settle::abridged(&first)), again(&settle::edits(&first)));
        }
    }
}
