//! Names of people: `@me`, logins, bots of GitHub Apps, teams.

use steep_forge::{Person, Refusal};
use steep_shell::Word;

/// Reads one name.
pub(crate) fn read(word: &Word) -> Result<Person, Refusal> {
    match word.as_literal().as_deref() {
        Some("@me") => return Ok(Person::Me),
        Some(text) if text.eq_ignore_ascii_case("@copilot") => {
            return Err(Refusal::NoEquivalent { feature: "GitHub Copilot (`@copilot`)".to_owned() });
        }
        _ => {}
    }
    if let Some(name) = word.strip_prefix("app/") {
        return Ok(Person::App(name));
    }
    if word.split_once('/').is_some() {
        return Ok(Person::Team(word.clone()));
    }
    Ok(Person::Login(word.clone()))
}

/// Reads the names of a list flag.
pub(super) fn read_all(words: &[Word]) -> Result<Vec<Person>, Refusal> {
    words.iter().map(read).collect()
}
