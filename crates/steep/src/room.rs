//! How long a rewritten document becomes.

use std::cell::Cell;

use steep_forge::Refusal;

/// The room that is left for forms in a document. Forms are many times as long as commands, and each is held several times until
/// it is written, so without a bound a document of nothing but commands takes very much memory. The bound is one of the document
/// as a whole, and the same for what comes out, so a second run has no room for what the first had none for.
#[derive(Clone)]
pub(crate) struct Room {
    /// Bytes of the longest document.
    most: usize,
    /// `None` from the first command on that had no room: no form need be made of the ones behind it.
    left: Cell<Option<usize>>,
}

impl Room {
    /// In a document of `length` bytes that may become `most` bytes long; one that is longer already, up to the next power of two.
    pub(crate) fn new(most: usize, length: usize) -> Self {
        let most = most.max(length.checked_next_power_of_two().unwrap_or(length));
        Room { most, left: Cell::new(most.checked_sub(length)) }
    }

    /// The refusal of every command where no room is left.
    pub(crate) fn is_left(&self) -> Result<(), Refusal> {
        match self.left.get() {
            Some(_) => Ok(()),
            None => Err(Refusal::DoesNotFit { why: self.why() }),
        }
    }

    /// Puts `new` bytes in the place of `old` ones; the refusal where the document would become too long.
    pub(crate) fn take(&self, old: usize, new: usize) -> Result<(), Refusal> {
        let left = self.left.get().and_then(|left| left.saturating_add(old).checked_sub(new));
        self.left.set(left);
        self.is_left()
    }

    /// Nothing is left from now on where nothing is in `tried`.
    pub(crate) fn close_with(&self, tried: &Room) {
        if tried.left.get().is_none() {
            self.left.set(None);
        }
    }

    /// Why a form has no room.
    pub(crate) fn why(&self) -> String {
        format!("with it, the result would be a document of more than {} bytes", self.most)
    }
}
