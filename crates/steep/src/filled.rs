//! Placeholders that a form brings where its text runs.
//!
//! A document that mentions `gh issue close` is answered with `… issues/<number>`: its reader puts the number in. A script,
//! and a fence of commands to be copied, is not read but run. There nothing may be filled with a placeholder, unless the
//! text has placeholders of its own, so that its reader looks for them.

use std::cell::OnceCell;

use steep_forge::{Emission, Fidelity, Note, Refusal};
use steep_markdown::{PlaceKind, Run, Snippet};
use steep_shell::{Command, Part, Piece, Script, Stands, Word};

/// What stands for the way to merge in a body of JSON.
const STYLE: &str = "<style>";

/// Refuses a form with placeholders that its command does not have, where the text runs.
///
/// # Errors
/// [`Refusal::Missing`], which names the placeholder.
pub(crate) fn check(filling: &Filling, snippet: &Snippet, command: &Command, script: &Script) -> Result<(), Refusal> {
    if command.stands == Stands::InComment || snippet.place.run == Run::Typed || !runs(snippet.place.kind) {
        return Ok(());
    }
    let brought =
        brought(command, script).filter(|_| snippet.place.run == Run::Unattended || !filling.has_own(snippet));
    brought.map_or(Ok(()), |placeholder| {
        let what = placeholder.trim_matches(['<', '>']);
        Err(Refusal::Missing { what: format!("the {what}") })
    })
}

/// Says what a form leaves to its reader: it is not exact then.
pub(crate) fn note(command: &Command, script: &Script, emission: &mut Emission) {
    let Some(placeholder) = brought(command, script) else { return };
    emission.fidelity = emission.fidelity.min(Fidelity::Equivalent);
    if emission.notes.is_empty() {
        emission.notes.push(Note(format!("`{placeholder}` is for the reader to fill in")));
    }
}

fn runs(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Fence | PlaceKind::PlainFence | PlaceKind::Console | PlaceKind::IndentedCode | PlaceKind::HtmlPre
    )
}

/// A placeholder of the form that is none of the command.
fn brought(command: &Command, script: &Script) -> Option<String> {
    let own: Vec<&str> = command.words.iter().flat_map(placeholders).collect();
    let words = script.words();
    // gh's reader takes `{number}` in a path for one, the shell's does not.
    let stands = |placeholder: &str| command.words.iter().any(|word| word.display().contains(placeholder));
    let new = words.into_iter().flat_map(placeholders).find(|it| !own.contains(it) && !stands(it));
    new.map(str::to_owned).or_else(|| (!own.contains(&STYLE) && has_text(script, STYLE)).then(|| STYLE.to_owned()))
}

fn placeholders(word: &Word) -> impl Iterator<Item = &str> {
    word.parts.iter().filter_map(|part| match part {
        Part::Placeholder { source, .. } => Some(source.as_str()),
        Part::Literal { .. } | Part::Expansion { .. } => None,
    })
}

/// Whether a text of our own in the form's arguments holds `text`.
fn has_text(script: &Script, text: &str) -> bool {
    script
        .args()
        .into_iter()
        .flat_map(|arg| &arg.pieces)
        .any(|piece| matches!(piece, Piece::Text(own) if own.contains(text)))
}

/// Whether a snippet has placeholders of its own, found when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Filling {
    has_own: OnceCell<bool>,
}

impl Filling {
    fn has_own(&self, snippet: &Snippet) -> bool {
        *self.has_own.get_or_init(|| {
            let reading = steep_shell::read::script(&snippet.text);
            reading.commands.iter().flat_map(|command| &command.words).any(Word::has_placeholder)
        })
    }
}
