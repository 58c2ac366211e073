//! Searches of code: words and the places to look in.

use steep_forge::Refusal;
use steep_forge::operation::CodeSearch;
use steep_shell::Word;

use super::token::{self, Token};

/// Reads one argument of `gh search code` into `search`.
pub(crate) fn read(query: &Word, search: &mut CodeSearch) -> Result<(), Refusal> {
    let tokens = token::tokens(query)?;
    // An argument of words only is one phrase; what the shell fills in can then only be words.
    if !tokens.iter().any(|token| matches!(token, Token::Qualifier { .. })) {
        search.words.push(query.clone());
        return Ok(());
    }
    for token in tokens {
        match token {
            Token::Text { negated: false, value } => search.words.push(value.word()),
            Token::Qualifier { negated: false, key, value } => match key.as_str() {
                "repo" => search.repositories.push(value.word()),
                "org" | "user" => search.owners.push(value.word()),
                "extension" => search.extensions.push(value.word()),
                "filename" => search.names.push(value.word()),
                _ => return Err(super::qualifier::not_yet(&key, &value)),
            },
            Token::Text { .. } | Token::Qualifier { .. } | Token::Not => {
                return Err(Refusal::NotYet { feature: "a negated word in a search of code".to_owned() });
            }
            Token::And => {}
            Token::Or | Token::Open | Token::Close => {
                return Err(Refusal::NotYet { feature: "alternatives in a search of code".to_owned() });
            }
        }
    }
    Ok(())
}
