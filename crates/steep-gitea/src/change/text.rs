use steep_forge::Refusal;
use steep_forge::operation::Text;
use steep_rest::{Json, words};
use steep_shell::Word;

/// A text to send as a JSON string.
///
/// # Errors
/// Where a word may become several words or a path.
pub(crate) fn text(text: &Text) -> Result<Json, Refusal> {
    match text {
        Text::Word(word) => one(word),
        Text::File(path) => Ok(Json::File(path.into())),
        Text::Stdin => Ok(Json::Stdin),
    }
}

/// A word to send as a JSON string.
///
/// # Errors
/// Where the word may become several words or a path.
pub(crate) fn one(word: &Word) -> Result<Json, Refusal> {
    Ok(Json::text(words::one(word)?))
}
