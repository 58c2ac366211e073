//! Who looks for words in what a command says of its errors.

use steep_forge::{Emission, Fidelity};
use steep_shell::Command;

/// Names the program that looks for words where a command's errors go too (`2>&1 | grep`): a form says them in the words of
/// curl, jq and tea.
pub(crate) fn note(command: &Command, emission: &mut Emission) {
    let gets_errors =
        command.redirects.iter().any(|redirect| redirect.descriptor == 2 && redirect.source.ends_with("&1"));
    if let Some(program) = command.stdout.matcher().filter(|_| gets_errors) {
        let note = format!("`{program}` gets error messages too, which are worded otherwise than gh's");
        *emission = emission.clone().at_most(Fidelity::Equivalent).noting(note);
    }
}
