//! Functions that stand once at the head of a text, for the forms in it to call.
//!
//! The target says which functions a form calls. Here it is decided where a form may call them: in a text that one shell reads
//! as a whole, and in no part of it that another process runs. Each form keeps its self-contained text, so that it is what is
//! written where the functions are not.

use std::collections::BTreeMap;

use steep_markdown::{PlaceKind, Run, Snippet};
use steep_shell::print::{self, Layout as Printed};
use steep_shell::read::{self, Limits};
use steep_shell::{Command, Function, Stands};

/// What forms stand for themselves, and what they share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Each form has all that it needs.
    #[default]
    SelfContained,
    /// In a script or a fence, functions that several forms need stand once at its head. Elsewhere, and where it would be longer
    /// so, each form has all that it needs.
    Hoist,
}

/// The comment above the functions.
const COMMENT: &str = "# The commands below call these functions.";

/// Lines of functions are broken beyond this many characters.
const WIDTH: usize = 100;

/// The text of a form that calls functions.
#[derive(Clone, Debug)]
pub(crate) struct Calling {
    pub(crate) text: String,
    pub(crate) functions: Vec<Function>,
}

impl Calling {
    /// The same with the functions that the forms inside it call; `None` where there is none.
    pub(crate) fn with<'c>(mut self, inner: impl Iterator<Item = &'c Calling>) -> Option<Self> {
        self.functions.extend(inner.flat_map(|calling| calling.functions.iter().cloned()));
        (!self.functions.is_empty()).then_some(self)
    }
}

/// Whether what stands for the command may call functions that stand at the head of its text.
pub(crate) fn may_call(snippet: &Snippet, command: &Command) -> bool {
    let place = &snippet.place;
    let is_whole_text = place.kind == PlaceKind::Fence && place.multiline && place.run != Run::Typed;
    is_whole_text && command.stands == Stands::InCode && command.wrappers.is_empty() && command.code.is_none()
}

/// Where the functions stand that these forms call, and their text; `None` where there is no such place, or two of them have one
/// name.
pub(crate) fn head<'c>(
    snippet: &Snippet,
    forms: impl Iterator<Item = &'c Calling>,
    limits: &Limits,
) -> Option<(usize, String)> {
    let mut functions: BTreeMap<&str, &Function> = BTreeMap::new();
    for function in forms.flat_map(|form| &form.functions) {
        if functions.insert(&function.name, function).is_some_and(|other| other != function) {
            return None;
        }
    }
    let names: Vec<&str> = functions.keys().copied().collect();
    let at = read::head(&snippet.text, &names, limits)?;
    let layout = Printed::lines("", WIDTH);
    let functions = functions.values().map(|function| print::function(function, &layout) + "\n");
    Some((at, format!("{COMMENT}\n{}\n", functions.collect::<String>())))
}
