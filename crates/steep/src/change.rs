//! What is to change in one snippet.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use steep_edit::{Edit, Edits, Span};
use steep_forge::{Refusal, RefusalKind};
use steep_markdown::{PlaceKind, Snippet};
use steep_shell::read::{self, Limits, TooLarge};
use steep_shell::second::{self, Second};

use crate::embedded;
use crate::finding::{Outcome, Reason};
use crate::hoist::{self, Calling, Layout};
use crate::judgement::{self, Judgement, Text};
use crate::prefilter;
use crate::room::Room;
use crate::search::Search;
use crate::settings::Settings;

/// So many bytes of a code span are looked at to see which of its rewrites do not fit.
const MOST_LOOKED_AT: usize = 4 << 20;

/// A snippet, what became of its gh tokens, and the edits that follow from it.
pub(crate) struct Change<'s> {
    pub(crate) snippet: &'s Snippet,
    pub(crate) judgements: Vec<Judgement>,
    /// Ascending and disjoint, in the document's offsets.
    pub(crate) edits: Vec<Edit>,
    /// Functions at the head of the snippet's text, which the forms call; `None` where each has all that it needs.
    pub(crate) head: Option<Edit>,
    /// Whether there may be such functions.
    hoists: bool,
    /// What is written is read back within these.
    limits: Limits,
    /// The snippet's own text for both shell readers, read when it is first needed.
    before: OnceCell<Box<Second<'s>>>,
    search: Search,
}

impl<'s> Change<'s> {
    pub(crate) fn new(steep: &Settings, text: &Text<'_>, room: &Room, snippet: &'s Snippet) -> Self {
        let (asked, usual) = (steep.limits, Limits::default());
        // Who takes only small texts gets back what was made of them, which is longer.
        let limits = Limits { text: asked.text.max(usual.text), nesting: asked.nesting.max(usual.nesting) };
        Self::within(steep, text, room, snippet, limits)
    }

    fn within(steep: &Settings, text: &Text<'_>, room: &Room, snippet: &'s Snippet, limits: Limits) -> Self {
        let mut before = OnceCell::new();
        // How many bytes a form takes in its place is known when it is written there; until then its own length stands for it.
        let tried = room.clone();
        let judgements = judgement::of(steep, text, &tried, snippet, &before);
        if steep.limits != limits {
            before = OnceCell::new();
        }
        let hoists = steep.layout == Layout::Hoist;
        let (edits, search) = (Vec::new(), Search::default());
        let mut change = Change { snippet, judgements, edits, head: None, hoists, limits, before, search };
        change.settle();
        let (old, new) =
            change.written().fold((0, 0), |(old, new), it| (old + it.span.len(), new + it.replacement.len()));
        if new > 0 && room.take(old, new).is_err() {
            change.withdraw_all(&room.why());
        }
        room.close_with(&tried);
        change
    }

    /// All that is written: the functions at the head, and the edits.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Edit> {
        self.head.iter().chain(&self.edits)
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

    /// The spans in the document of what the caller keeps, with what else stays because of it.
    pub(crate) fn kept(&self) -> Vec<Span> {
        let is = |it: &Judgement, kind| matches!(&it.reason, Some(Reason::Refusal(refusal)) if refusal.kind() == kind);
        let units: BTreeSet<usize> =
            self.judgements.iter().filter(|it| is(it, RefusalKind::Policy)).filter_map(|it| it.unit).collect();
        let goes_with = |it: &&Judgement| {
            let of_statement =
                is(it, RefusalKind::PartOfStatement) && it.unit.is_some_and(|unit| units.contains(&unit));
            of_statement || is(it, RefusalKind::Policy)
        };
        self.judgements.iter().filter(goes_with).filter_map(|it| judgement::host(self.snippet, it.span)).collect()
    }

    /// Takes back every rewrite.
    pub(crate) fn withdraw_all(&mut self, why: &str) {
        let all = self.applied().into_iter().filter_map(|nth| Some((self.judgements.get(nth)?.span, why.to_owned())));
        self.refuse(&all.collect());
        self.edits.clear();
        self.head = None;
    }

    /// Writes each form with all that it needs from now on.
    pub(crate) fn keep_self_contained(&mut self) {
        self.hoists = false;
        self.settle();
    }

    /// The form of a rewritten command where the head has the functions that it calls; `None` where it is self-contained.
    pub(crate) fn calling<'j>(&self, judgement: &'j Judgement) -> Option<&'j Calling> {
        let host = judgement.inside.and_then(|span| self.judgements.iter().find(|it| it.span == span));
        let is_said = self.head.is_some() && judgement.outcome == Outcome::Rewritten;
        let calling = judgement.calling.as_ref().filter(|_| is_said);
        calling.filter(|_| judgement.inside.is_none() || host.is_some_and(|host| host.calling.is_some()))
    }

    /// What is written, with a command that does nothing for each form of a script that nothing is left to rewrite in: what a second
    /// run makes of the rest does not depend on it, and reading all forms again takes most of the work and memory of a long
    /// script. Only a form with lines of its own is left out so.
    pub(crate) fn abridged(&self) -> Vec<Edit> {
        let whole = || self.written().cloned().collect();
        if !self.snippet.is_script() {
            return whole();
        }
        let applied = self.applied();
        let forms = applied.iter().filter_map(|nth| self.judgements.get(*nth)).filter_map(|it| {
            let text = self.calling(it).map(|calling| &calling.text).or(it.text.as_ref())?;
            let is_left_out = it.code.is_none() && self.has_own_lines(it.span, text);
            Some((it.span, if is_left_out { ":" } else { text }))
        });
        match self.snippet.edit_all(&forms.collect::<Vec<_>>()) {
            Ok(forms) => self.head.iter().cloned().chain(forms).collect(),
            Err(_) => whole(),
        }
    }

    /// Whether `form` takes the place of whole lines, which no operator joins to others and no here-document follows.
    fn has_own_lines(&self, span: Span, form: &str) -> bool {
        let text = &self.snippet.text;
        let (before, after) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
        let is_joined = before.trim_end().ends_with(['|', '&', '\\']);
        let has_document = span.text(text).contains("<<") || form.contains("<<");
        let is_alone = (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
        is_alone && !is_joined && !has_document && !prefilter::may_hold_request(form.as_bytes())
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
        // Where all of them fit together, none is looked at alone; and only so many are, since a look at one may cost as much
        // as its whole snippet. The search below finds those that are left.
        let fits = self.snippet.edit_all(&wanted).is_ok();
        let looks = (MOST_LOOKED_AT / self.snippet.text.len().max(1)).max(1);
        let looks = if self.snippet.place.kind == PlaceKind::CodeSpan { looks } else { usize::MAX };
        let alone = wanted.into_iter().take(if fits { 0 } else { looks });
        let alone = alone.filter_map(|(span, text)| Some((span, self.snippet.edit(span, text).err()?)));
        let misfits: BTreeMap<Span, String> = alone.map(|(span, misfit)| (span, misfit.to_string())).collect();
        if !misfits.is_empty() {
            self.refuse(&misfits);
        }
        self.keep_within_limits();
        let mut search = std::mem::take(&mut self.search);
        loop {
            let applied = self.applied();
            let why = match self.edits_of(&applied) {
                Ok(mut edits) => {
                    edits.iter_mut().for_each(|edit| edit.replacement.shrink_to_fit());
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
        self.hoist();
        // It is seldom asked again, takes most of the memory, and a document may have very many snippets.
        self.before = OnceCell::new();
    }

    /// Puts functions at the head of the text and has the forms call them, where two or more of them do, it is shorter so, and the
    /// text reads as it does with self-contained forms.
    fn hoist(&mut self) {
        self.head = None;
        if !self.hoists {
            return;
        }
        let applied: Vec<&Judgement> = self.applied().iter().filter_map(|nth| self.judgements.get(*nth)).collect();
        let calling = || applied.iter().filter_map(|it| it.calling.as_ref());
        if calling().count() < 2 {
            return;
        }
        let Some((at, functions)) = hoist::head(self.snippet, calling(), &self.limits) else { return };
        let forms: Vec<(Span, &str)> = applied.iter().filter_map(|it| Some((it.span, it.calling_text()?))).collect();
        let self_contained: usize = applied.iter().filter_map(|it| it.text.as_ref()).map(String::len).sum();
        let head = (Span::empty(at), functions.as_str());
        let all: Vec<(Span, &str)> = std::iter::once(head).chain(forms.iter().copied()).collect();
        let length: usize = all.iter().map(|(_, text)| text.len()).sum();
        if length >= self_contained || self.breaks_shell(&all).is_some() {
            return;
        }
        let edits = (self.snippet.edit_all(&[head]), self.snippet.edit_all(&forms));
        if let (Ok(head), Ok(edits)) = edits
            && let [head] = head.as_slice()
        {
            (self.head, self.edits) = (Some(head.clone()), edits);
        }
    }

    /// Refuses the rewrites with which the script would become longer than what is read back, from the first one on that
    /// has no room. In running text each form is read by itself.
    fn keep_within_limits(&mut self) {
        if self.snippet.place.kind.is_running_text() {
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
        judgement::keep_units(&mut self.judgements);
    }

    /// Why the rewrites must not be made: a script no longer reads as one, or something beside the rewritten commands reads
    /// otherwise, or a form in running text does not read by itself. Two readers are asked, ours and one that is not (see
    /// [`second`]).
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
        if self.snippet.place.kind.is_running_text() {
            // A here-document's body is not part of the form.
            let broken = wanted.iter().any(|(_, text)| !text.contains("<<") && !self.reads_alone(text));
            return broken.then(|| second::Change::Errors.to_string());
        }
        // What another shell runs is looked at by itself, and here as one word.
        let edits = match embedded::check(self.snippet, &self.judgements, edits, &self.limits) {
            Ok(edits) => edits,
            Err(change) => return Some(change.to_string()),
        };
        let before = self.before.get_or_init(|| Box::new(Second::new(&self.snippet.text, &self.limits)));
        embedded::change(before, &self.snippet.text, &edits, &self.limits).map(|change| change.to_string())
    }

    fn reads_alone(&self, text: &str) -> bool {
        read::script_within(text, &self.limits).errors.is_empty() && second::errors(text, &self.limits) == Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;

    #[test]
    fn what_has_no_room_is_refused_from_there_on_and_the_rest_is_written() {
        let steep = Settings::of(Target::gitea("https://git.example.org"));
        let script = "gh repo clone acme/widgets\n".repeat(4);
        let snippet = Snippet::script(&script);
        let boundless = || Room::new(usize::MAX, 0);
        let all = Change::new(&steep, &Text::new(&script), &boundless(), &snippet);
        let longer = |change: &Change<'_>| {
            let grown = change.edits.iter().map(|edit| edit.replacement.len() - edit.span.len());
            script.len() + grown.sum::<usize>()
        };
        assert_eq!(all.applied().len(), 4);
        for (text, room) in [(longer(&all), 4), (longer(&all) - 1, 3), (script.len(), 0)] {
            let limits = Limits { text, ..Limits::default() };
            let change = Change::within(&steep, &Text::new(&script), &boundless(), &snippet, limits);
            assert_eq!(change.applied(), Vec::from_iter(0..room), "{text}");
            assert!(longer(&change) <= text);
            let why = format!("with it, the result would be shell text of more than {text} bytes");
            let refused = change.judgements.iter().skip(room).all(|it| it.message().ends_with(&why));
            assert!(refused, "{text}: {:?}", change.judgements.iter().map(Judgement::message).collect::<Vec<_>>());
        }
    }
}
