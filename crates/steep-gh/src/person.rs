//! Names of people: `@me`, logins, bots of GitHub Apps, teams.

use steep_forge::{Person, Refusal, Repository};
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

/// Reads the names of those who are asked for a review in that repository.
///
/// # Errors
/// For a team of another owner than the repository's: it cannot be asked there.
pub(super) fn reviewers(words: &[Word], repository: &Repository) -> Result<Vec<Person>, Refusal> {
    let people = read_all(words)?;
    let Repository::Named(name) = repository else { return Ok(people) };
    let owner = |word: &Word| word.split_once('/').and_then(|(owner, _)| owner.as_literal());
    for person in &people {
        if let Person::Team(team) = person
            && let (Some(of), Some(owner)) = (owner(team), owner(name))
            && !of.eq_ignore_ascii_case(&owner)
        {
            let feature = format!("a team of `{of}` as a reviewer in a repository of `{owner}`");
            return Err(Refusal::NoEquivalent { feature });
        }
    }
    Ok(people)
}

/// Reads the names of a list flag.
pub(super) fn read_all(words: &[Word]) -> Result<Vec<Person>, Refusal> {
    words.iter().map(read).collect()
}
