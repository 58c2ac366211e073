//! What is to change in one snippet.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, Span};
use steep_forge::Refusal;
use steep_markdown::{PlaceKind, Snippet};
use steep_shell::opinion;
use steep_shell::read::{self, Limits, TooLarge};

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
    /// What is written is read back within these.
    limits: Limits,
    errors: Errors,
    search: Search,
}

/// How many places of the snippet's own text each grammar cannot read, counted when it is first asked.
#[derive(Debug, Default)]
struct Errors {
    ours: OnceCell<usize>,
    second: OnceCell<Option<usize>>,
}

impl<'s> Change<'s> {
    pub(crate) fn new(steep: &Transpiler, snippet: &'s Snippet) -> Self {
        let (asked, usual) = (steep.limits, Limits::default());
        // Who takes only small texts gets back what was made of them, which is longer.
        let limits = Limits { text: asked.text.max(usual.text), nesting: asked.nesting.max(usual.nesting) };
        Self::within(steep, snippet, limits)
    }

    fn within(steep: &Transpiler, snippet: &'s Snippet, limits: Limits) -> Self {
        let (errors, search) = (Errors::default(), Search::default());
        let mut change =
            Change { snippet, judgements: judgement::of(steep, snippet), edits: Vec::new(), limits, errors, search };
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

    /// Takes back the rewrites with these indices and those inside them, and settles on the edits anew.
    pub(crate) fn withdraw(&mut self, indices: &[usize], why: &str) {
        let spans = indices.iter().filter_map(|nth| Some((self.judgements.get(*nth)?.span, why.to_owned())));
        self.refuse(&spans.collect());
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
        match self.breaks_shell(&wanted) {
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
        self.keep_within_limits();
        let mut search = std::mem::take(&mut self.search);
        loop {
            let applied = self.applied();
            let why = match self.edits_of(&applied) {
                Ok(edits) => {
                    self.edits = edits;
                    break;
                }
                Err(why) => why,
            };
            let works = |count: usize| self.edits_of(applied.get(..count).unwrap_or_default()).is_ok();
            match search.first_breaker(applied.len(), works).and_then(|nth| applied.get(nth)) {
                Some(nth) => self.refuse_one(*nth, &why),
                None => {
                    self.withdraw_all(&why);
                    break;
                }
            }
        }
        self.search = search;
    }

    /// Refuses the rewrites with which the script would become longer than what is read back, from the first one on that
    /// has no room. In running text each form is read by itself.
    fn keep_within_limits(&mut self) {
        if self.snippet.place.kind == PlaceKind::Prose {
            return;
        }
        let mut length = self.snippet.text.len();
        let mut beyond = BTreeMap::new();
        for (span, text) in self.wanted(&self.applied()) {
            let longer = length.saturating_sub(span.len()).saturating_add(text.len());
            if longer > self.limits.text {
                let too_large = TooLarge::Text(self.limits.text);
                beyond.insert(span, format!("with it, the result would be {too_large}"));
            } else {
                length = longer;
            }
        }
        if !beyond.is_empty() {
            self.refuse(&beyond);
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

    /// Why the rewrites must not be made: a script no longer reads as one, or a form in running text does not read by
    /// itself. Two grammars are asked, ours and one that is not (see [`opinion`]).
    fn breaks_shell(&self, wanted: &[(Span, &str)]) -> Option<String> {
        if wanted.is_empty() {
            return None;
        }
        let mut edits = Edits::new();
        for (span, text) in wanted {
            if edits.add(Edit::new(*span, *text)).is_err() {
                return Some("two rewrites overlap".to_owned());
            }
        }
        let broken = if self.snippet.place.kind == PlaceKind::Prose {
            // A here-document's body is not part of the form.
            wanted.iter().any(|(_, text)| !text.contains("<<") && !self.reads_alone(text))
        } else {
            self.reads_worse(&edits.apply(&self.snippet.text))
        };
        broken.then(|| "the text would no longer read as shell".to_owned())
    }

    fn reads_alone(&self, text: &str) -> bool {
        read::script_within(text, &self.limits).errors.is_empty()
            && opinion::syntax_errors(text).is_none_or(|it| it == 0)
    }

    /// Whether one of the grammars finds more in `after` that it cannot read than in the snippet's text.
    fn reads_worse(&self, after: &str) -> bool {
        let before = &self.snippet.text;
        let found = read::script_within(after, &self.limits).errors.len();
        let ours = || read::script_within(before, &self.limits).errors.len();
        if found > 0 && found > *self.errors.ours.get_or_init(ours) {
            return true;
        }
        match opinion::syntax_errors(after) {
            None | Some(0) => false,
            Some(found) => {
                self.errors.second.get_or_init(|| opinion::syntax_errors(before)).is_some_and(|before| found > before)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;

    #[test]
    fn what_has_no_room_is_refused_from_there_on_and_the_rest_is_written() {
        let target = Target::gitea("https://git.example.org");
        let steep = Transpiler::builder().target(target).build().unwrap();
        let script = "gh repo clone acme/widgets; ".repeat(4);
        let snippet = Snippet::script(&script);
        let all = Change::new(&steep, &snippet);
        let longer = |change: &Change<'_>| {
            let grown = change.edits.iter().map(|edit| edit.replacement.len() - edit.span.len());
            script.len() + grown.sum::<usize>()
        };
        assert_eq!(all.applied().len(), 4);
        for (text, room) in [(longer(&all), 4), (longer(&all) - 1, 3), (script.len(), 0)] {
            let limits = Limits { text, ..Limits::default() };
            let change = Change::within(&steep, &snippet, limits);
            assert_eq!(change.applied(), Vec::from_iter(0..room), "{text}");
            assert!(longer(&change) <= text);
            let why = format!("with it, the result would be shell text of more than {text} bytes");
            let refused = change.judgements.iter().skip(room).all(|it| it.message.ends_with(&why));
            assert!(refused, "{text}: {:?}", change.judgements.iter().map(|it| &it.message).collect::<Vec<_>>());
        }
    }
}
