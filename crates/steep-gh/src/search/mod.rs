//! GitHub's search language → [`Predicate`]s.
//!
//! [`token`] cuts a query into words, qualifiers and operators, with whatever the shell or the reader fills in kept in one
//! piece; [`tree`] puts them together; [`qualifier`] says what one qualifier means; [`comparison`] reads ranges of what
//! [`date`] and [`count`] take; [`code`] and [`repository`] read searches of code and of repositories, whose qualifiers are
//! others. A qualifier without a meaning here is refused by name: dropped, it would widen the answer in silence.

pub(crate) mod code;
mod comparison;
mod count;
mod date;
mod qualifier;
mod repository;
mod token;
mod tree;

use steep_forge::{Field, Moment, Predicate, Refusal, Sort, State};
use steep_shell::Word;

/// What is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Pull requests.
    Pulls,
    /// Issues.
    Issues,
    /// Repositories.
    Repositories,
}

impl Subject {
    /// The fields that words are looked for in when the query names none.
    pub(crate) fn everywhere(self) -> &'static [Field] {
        match self {
            Subject::Pulls | Subject::Issues => &[Field::Title, Field::Body, Field::Comments],
            Subject::Repositories => &[Field::Name, Field::Description, Field::Topics],
        }
    }
}

/// A query that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    /// All of these hold.
    pub(crate) predicates: Vec<Predicate>,
    /// `sort:`.
    pub(crate) sort: Option<Sort>,
    /// Whether it says itself which states it wants, so that gh does not ask for open ones.
    pub(crate) names_state: bool,
    /// What the reader should know.
    pub(crate) notes: Vec<String>,
}

impl Search {
    /// The one state that holds for everything found, where the query implies one.
    pub(crate) fn state(&self) -> Option<State> {
        use steep_forge::Moment::{Closed, Merged};
        let state = |wanted: State| self.predicates.contains(&Predicate::State(wanted));
        let time =
            |wanted| self.predicates.iter().any(|found| matches!(found, Predicate::Time(of, ..) if *of == wanted));
        if state(State::Merged) || time(Merged) {
            Some(State::Merged)
        } else if state(State::Closed) || time(Closed) {
            Some(State::Closed)
        } else if state(State::Open) {
            Some(State::Open)
        } else {
            None
        }
    }
}

/// Reads a query.
pub(crate) fn read(query: &Word, subject: Subject) -> Result<Search, Refusal> {
    tree::build(token::tokens(query)?, subject)
}

/// Whether a query holds qualifiers, and not only words.
pub(crate) fn has_qualifier(query: &Word) -> Result<bool, Refusal> {
    Ok(token::tokens(query)?.iter().any(|token| matches!(token, token::Token::Qualifier { .. })))
}

/// Reads a date as a flag's value gives it.
pub(crate) fn time(moment: Moment, value: &Word) -> Result<Predicate, Refusal> {
    let key = match moment {
        Moment::Created => "created",
        Moment::Updated => "updated",
        Moment::Closed => "closed",
        Moment::Merged => "merged",
    };
    date::read(moment, key, &token::Value::from(value))
}

pub(crate) use count::read as count;
pub(crate) use qualifier::{order_without_counterpart, sort};
pub(crate) use repository::{forks, license, visibility};
pub(crate) use token::Value;
pub(crate) use tree::look_in;

#[cfg(test)]
mod tests;
