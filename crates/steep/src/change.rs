//! What is to change in one snippet.

use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, Span};
use steep_forge::Refusal;
use steep_markdown::{PlaceKind, Snippet};
use steep_shell::{opinion, read};

use crate::finding::Outcome;
use crate::judgement::{self, Judgement};
use crate::search::Search;
use crate::transpiler::Transpiler;

/// A snippet, what became of its gh tokens, and the edits that follow from it.
pub(crate) struct Change<'s> {
    pub(crate) snippet: &'s Snippet,
    pub(crate) judgements: Vec<Judgement>,
    /// Ascending and disjoint, in the document's offsets.
    pub(crate) edits: Vec<Edit>,
}

impl<'s> Change<'s> {
    pub(crate) fn new(steep: &Transpiler, snippet: &'s Snippet) -> Self {
        let mut change = Change { snippet, judgements: judgement::of(steep, snippet), edits: Vec::new() };
        change.settle();
        change
    }

    /// Indices of the judgements whose edits are made, by where they begin.
    pub(crate) fn applied(&self) -> Vec<usize> {
        let mut applied: Vec<usize> =
            self.judgements.iter().enumerate().filter(|(_, it)| it.is_applied()).map(|(nth, _)| nth).collect();
        applied.sort_by_key(|nth| self.judgements.get(*nth).map(|it| it.span));
        applied
    }

    /// Takes back the rewrite with that index and those inside it, and settles on the edits anew.
    pub(crate) fn withdraw(&mut self, nth: usize, why: &str) {
        self.refuse_one(nth, why);
        self.settle();
    }

    /// Takes back every rewrite.
    pub(crate) fn withdraw_all(&mut self, why: &str) {
        let all = self.applied().into_iter().filter_map(|nth| Some((self.judgements.get(nth)?.span, why.to_owned())));
        self.refuse(&all.collect());
        self.edits.clear();
    }

    /// The edits with only these judgements applied; the error says why they cannot be made.
    pub(crate) fn edits_of(&self, applied: &[usize]) -> Result<Vec<Edit>, String> {
        let wanted = self.wanted(applied);
        match breaks_shell(self.snippet, &wanted) {
            Some(why) => Err(why),
            None => self.snippet.edit_all(&wanted).map_err(|misfit| misfit.to_string()),
        }
    }

    fn wanted(&self, applied: &[usize]) -> Vec<(Span, &str)> {
        let judgements = applied.iter().filter_map(|nth| self.judgements.get(*nth));
        judgements.filter_map(|it| Some((it.span, it.text.as_deref()?))).collect()
    }

    /// A rewrite that its place cannot hold, or with which the script no longer reads as one, becomes a refusal; the edits
    /// are those of the rest.
    fn settle(&mut self) {
        let wanted = self.wanted(&self.applied());
        let alone = wanted.into_iter().filter_map(|(span, text)| Some((span, self.snippet.edit(span, text).err()?)));
        let misfits: BTreeMap<Span, String> = alone.map(|(span, misfit)| (span, misfit.to_string())).collect();
        if !misfits.is_empty() {
            self.refuse(&misfits);
        }
        let mut search = Search::default();
        loop {
            let applied = self.applied();
            let why = match self.edits_of(&applied) {
                Ok(edits) => {
                    self.edits = edits;
                    return;
                }
                Err(why) => why,
            };
            let works = |count: usize| self.edits_of(applied.get(..count).unwrap_or_default()).is_ok();
            match search.first_breaker(applied.len(), works).and_then(|nth| applied.get(nth)) {
                Some(nth) => self.refuse_one(*nth, &why),
                None => return self.withdraw_all(&why),
            }
        }
    }

    fn refuse_one(&mut self, nth: usize, why: &str) {
        let span = self.judgements.get(nth).map(|judgement| judgement.span);
        self.refuse(&span.into_iter().map(|span| (span, why.to_owned())).collect());
    }

    /// Refuses the rewrites of these spans, and those inside them.
    fn refuse(&mut self, whys: &BTreeMap<Span, String>) {
        for judgement in self.judgements.iter_mut().filter(|judgement| judgement.outcome == Outcome::Rewritten) {
            if let Some(why) = whys.get(&judgement.inside.unwrap_or(judgement.span)) {
                judgement.refuse(Refusal::DoesNotFit { why: why.clone() });
            }
        }
    }
}

/// Why the rewrites must not be made: a script no longer reads as one, or a form in running text does not read by itself.
/// Two grammars are asked, ours and one that is not (see [`opinion`]).
fn breaks_shell(snippet: &Snippet, wanted: &[(Span, &str)]) -> Option<String> {
    if wanted.is_empty() {
        return None;
    }
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
