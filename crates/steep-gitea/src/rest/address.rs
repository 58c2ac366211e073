//! What curl must be told about an address that the shell fills in.
//!
//! curl reads more in an address than a program that is given one expects: `[1-3]` and `{a,b}` stand for several addresses,
//! each of which is sent a request, and `/../` for a step up. In text that is written here both are settled when it is
//! written: brackets are percent-encoded, steps up refused. In what the shell fills in they are not known yet, so the call
//! says `-g` and `--path-as-is`. It says neither for what is known to hold no such text: numbers that a step has checked, and
//! what the server answered.
//!
//! What a reader or a template engine fills in (`<number>`, `{{ number }}`) is text of the command before a shell sees it.
//! Whoever fills it in is trusted with more than the address.

use steep_shell::{Arg, Piece, Word};

/// What is known of values that addresses hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Variables whose values are percent-encoded: they hold no brackets, but may be a step up.
    encoded: Vec<String>,
    /// Words that a step has found to be numbers.
    numbers: Vec<Word>,
    /// Words that the companion encodes, and how the shell would.
    filled_in: Vec<(Word, &'static str)>,
}

/// What a call has to say about its addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// `-g`: brackets stand for themselves.
    pub(super) no_globbing: bool,
    /// `--path-as-is`: steps up are sent.
    pub(super) path_as_is: bool,
}

impl Known {
    pub(super) fn is_encoded(&mut self, variable: &Arg) {
        if let [Piece::Variable(name)] = variable.pieces.as_slice() {
            self.encoded.push(name.clone());
        }
    }

    pub(super) fn is_number(&mut self, number: &Arg) {
        self.numbers.extend(number.pieces.iter().filter_map(|piece| match piece {
            Piece::Word(word) => Some(word.clone()),
            Piece::Text(_) | Piece::Variable(_) | Piece::Output(_) | Piece::Break(_) => None,
        }));
    }

    /// Says that the companion encodes this word; `how`: as which jq program would.
    pub(super) fn fills_in(&mut self, word: &Word, how: &'static str) {
        self.filled_in.push((word.clone(), how));
    }

    /// How a word is encoded that the companion encodes.
    pub(super) fn filled_in(&self, word: &Word) -> Option<&'static str> {
        self.filled_in.iter().find(|(known, _)| known == word).map(|(_, how)| *how)
    }

    pub(super) fn needs(&self, address: &Arg) -> Needs {
        const RAW: Needs = Needs { no_globbing: true, path_as_is: true };
        const ENCODED: Needs = Needs { no_globbing: false, path_as_is: true };
        let of_piece = |piece: &Piece| match piece {
            Piece::Word(word) if word.has_expansion() && !self.numbers.contains(word) => RAW,
            Piece::Variable(name) if self.encoded.contains(name) => ENCODED,
            Piece::Output(_) => RAW,
            Piece::Word(_) | Piece::Variable(_) | Piece::Text(_) | Piece::Break(_) => Needs::default(),
        };
        // A whole address comes from the server, with names that others chose.
        let whole = match address.pieces.as_slice() {
            [Piece::Variable(_)] => Needs { no_globbing: true, path_as_is: false },
            _ => Needs::default(),
        };
        address.pieces.iter().map(of_piece).fold(whole, Needs::and)
    }
}

impl Needs {
    pub(super) fn and(self, other: Needs) -> Needs {
        Needs { no_globbing: self.no_globbing || other.no_globbing, path_as_is: self.path_as_is || other.path_as_is }
    }
}
