//! Who looks for words in what a command says of its errors.

use steep_forge::{Emission, Fidelity, Surroundings};
use steep_shell::{Command, Stdout};

/// Names the program that looks for words where a command's errors go too (`2>&1 | grep`, `out=$(… 2>&1)`): a form says them in
/// the words of curl, jq and tea.
pub(crate) fn note(command: &Command, surroundings: &Surroundings, emission: &mut Emission) {
    let gets_errors =
        command.redirects.iter().any(|redirect| redirect.descriptor == 2 && redirect.source.ends_with("&1"));
    if !gets_errors {
        return;
    }
    let later = || match command.stdout {
        Stdout::Substitution | Stdout::Discarded => surroundings.matched_where(|_| true),
        _ => None,
    };
    if let Some(program) = command.stdout.matcher().or_else(later) {
        let note = format!("`{program}` gets error messages too, which are worded otherwise than gh's");
        *emission = emission.clone().at_most(Fidelity::Equivalent).noting(note);
    }
}
