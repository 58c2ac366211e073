use std::borrow::Cow;

use crate::Span;

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go away (0-based offsets in the original text).
    pub span: Span,
    /// What stands in their place.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Edit { span, replacement: replacement.into() }
    }
}

/// Two edits want the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot add an edit at {added:?}: it overlaps the one at {present:?}")]
pub struct Overlap {
    /// The span that was to be added.
    pub added: Span,
    /// The span already there.
    pub present: Span,
}

/// Edits of one text, sorted and disjoint by construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    /// No edits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one edit.
    ///
    /// # Errors
    /// [`Overlap`] when it shares bytes with one already there, or inserts at the same offset as another insertion.
    pub fn add(&mut self, edit: Edit) -> Result<(), Overlap> {
        let at = self.edits.partition_point(|e| (e.span.start, e.span.end) < (edit.span.start, edit.span.end));
        let before = at.checked_sub(1).and_then(|i| self.edits.get(i));
        let clash = |other: &Edit| other.span.intersects(edit.span) || other.span == edit.span;
        for other in [before, self.edits.get(at)].into_iter().flatten() {
            if clash(other) {
                return Err(Overlap { added: edit.span, present: other.span });
            }
        }
        self.edits.insert(at, edit);
        Ok(())
    }

    /// Takes the edit of exactly `span` away again; `None` where there is none.
    pub fn remove(&mut self, span: Span) -> Option<Edit> {
        let at = self.edits.iter().position(|e| e.span == span)?;
        Some(self.edits.remove(at))
    }

    /// The edits in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.edits.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// The text with every edit applied; borrowed when there is nothing to do. An edit whose span does not lie on
    /// character boundaries of `text` is left out.
    #[must_use]
    pub fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.edits.is_empty() {
            return Cow::Borrowed(text);
        }
        let grown: usize = self.edits.iter().map(|edit| edit.replacement.len()).sum();
        let replaced: usize = self.edits.iter().map(|edit| edit.span.len()).sum();
        let mut out = String::with_capacity((text.len() + grown).saturating_sub(replaced));
        let mut at = 0;
        for edit in &self.edits {
            let (Some(kept), Some(_)) = (text.get(at..edit.span.start), text.get(edit.span.start..edit.span.end))
            else {
                continue;
            };
            out.push_str(kept);
            out.push_str(&edit.replacement);
            at = edit.span.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_whatever_the_order_of_adding() {
        let mut edits = Edits::new();
        edits.add(Edit::new(Span::new(6, 11), "there")).unwrap();
        edits.add(Edit::new(Span::new(0, 5), "hi")).unwrap();
        assert_eq!(edits.apply("hello world"), "hi there");
    }

    #[test]
    fn no_edit_borrows() {
        assert!(matches!(Edits::new().apply("x"), Cow::Borrowed("x")));
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let mut edits = Edits::new();
        edits.add(Edit::new(Span::new(2, 6), "a")).unwrap();
        assert!(edits.add(Edit::new(Span::new(5, 7), "b")).is_err());
        assert!(edits.add(Edit::new(Span::new(0, 3), "b")).is_err());
        assert!(edits.add(Edit::new(Span::new(3, 3), "b")).is_err());
        assert!(edits.add(Edit::new(Span::new(6, 7), "b")).is_ok());
        assert_eq!(edits.len(), 2);
    }
}
