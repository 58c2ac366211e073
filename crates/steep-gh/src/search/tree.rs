//! Words and qualifiers → predicates: what is joined by AND and OR, and negated.

use std::iter::Peekable;
use std::vec::IntoIter;

use steep_forge::{Field, Predicate, Refusal, Sort, State};

use super::qualifier::{self, Meaning};
use super::token::{Token, Value};
use super::{Search, Subject};

/// Puts the tokens of a query together.
pub(super) fn build(tokens: Vec<Token>, subject: Subject) -> Result<Search, Refusal> {
    let mut builder = Builder {
        nested: 0,
        tokens: tokens.into_iter().peekable(),
        subject,
        sort: None,
        fields: Vec::new(),
        names_state: false,
        notes: Vec::new(),
    };
    let terms = builder.sequence()?;
    if builder.tokens.next().is_some() {
        return Err(ambiguous("a closing parenthesis of the search has no opening one"));
    }
    let mut predicates = union_of_places(terms)?;
    if !builder.fields.is_empty() {
        predicates.iter_mut().for_each(|predicate| look_in(predicate, subject.everywhere(), &builder.fields));
    }
    Ok(Search { predicates, sort: builder.sort, names_state: builder.names_state, notes: builder.notes })
}

/// One condition, with the key of the qualifier it comes from; words and groups have keys of their own.
struct Term {
    key: String,
    negated: bool,
    predicate: Predicate,
}

const WORD: &str = "";
const GROUP: &str = "(";

/// Parentheses and NOTs nested deeper than this are refused; GitHub's own search takes five.
const MOST_NESTED: usize = 32;

struct Builder {
    /// How many parentheses and NOTs are open.
    nested: usize,
    tokens: Peekable<IntoIter<Token>>,
    subject: Subject,
    sort: Option<Sort>,
    fields: Vec<Field>,
    names_state: bool,
    notes: Vec<String>,
}

impl Builder {
    /// Conditions up to a closing parenthesis or the end; all of them hold.
    fn sequence(&mut self) -> Result<Vec<Term>, Refusal> {
        let mut chains: Vec<Vec<Term>> = Vec::new();
        while !matches!(self.tokens.peek(), None | Some(Token::Close)) {
            if self.tokens.next_if_eq(&Token::And).is_some() {
                continue;
            }
            let mut chain: Vec<Term> = self.operand()?.into_iter().collect();
            while self.tokens.next_if_eq(&Token::Or).is_some() {
                let next = self.operand()?;
                match next {
                    Some(term) if !chain.is_empty() => chain.push(term),
                    _ => return Err(ambiguous("OR in the search stands beside what is no condition")),
                }
            }
            if !chain.is_empty() {
                chains.push(chain);
            }
        }
        let alone = chains.len() == 1;
        chains.into_iter().map(|chain| self.any(chain, alone)).collect()
    }

    /// One of these holds. Whether OR binds tighter than what stands beside it, GitHub's search has not always agreed with
    /// itself; between conditions of one kind only one reading makes sense.
    fn any(&mut self, mut chain: Vec<Term>, alone: bool) -> Result<Term, Refusal> {
        if chain.len() < 2 {
            return chain.pop().ok_or_else(|| ambiguous("the search has an empty condition"));
        }
        let key = chain.first().map(|term| term.key.clone()).unwrap_or_default();
        if !alone {
            if chain.iter().any(|term| term.key != key) {
                return Err(ambiguous("OR in the search joins conditions of different kinds"));
            }
            self.notes.push("OR in the search is read as joining only its neighbours".to_owned());
        }
        let predicates = chain.into_iter().map(|term| term.predicate).collect();
        Ok(Term { key: GROUP.to_owned(), negated: false, predicate: Predicate::Any(predicates) })
    }

    /// One condition; `None` for what says something else (`sort:`, `in:`).
    fn operand(&mut self) -> Result<Option<Term>, Refusal> {
        self.nested += 1;
        if self.nested > MOST_NESTED {
            return Err(Refusal::NotYet { feature: format!("searches nested deeper than {MOST_NESTED} levels") });
        }
        let operand = self.nested_operand();
        self.nested -= 1;
        operand
    }

    fn nested_operand(&mut self) -> Result<Option<Term>, Refusal> {
        match self.tokens.next() {
            Some(Token::Not) => Ok(self.operand()?.map(|term| Term {
                key: term.key,
                negated: true,
                predicate: Predicate::Not(Box::new(term.predicate)),
            })),
            Some(Token::Open) => {
                let mut terms = self.sequence()?;
                if self.tokens.next() != Some(Token::Close) {
                    return Err(ambiguous("an opening parenthesis of the search has no closing one"));
                }
                let predicate = match terms.pop() {
                    Some(only) if terms.is_empty() => only.predicate,
                    Some(last) => {
                        terms.push(last);
                        Predicate::All(terms.into_iter().map(|term| term.predicate).collect())
                    }
                    None => return Ok(None),
                };
                Ok(Some(Term { key: GROUP.to_owned(), negated: false, predicate }))
            }
            Some(Token::Text { negated, value }) => text(negated, &value, self.subject).map(Some),
            Some(Token::Qualifier { negated, key, value }) => self.qualifier(negated, key, &value),
            Some(Token::Or | Token::And | Token::Close) | None => {
                Err(ambiguous("an operator of the search has nothing to join"))
            }
        }
    }

    fn qualifier(&mut self, negated: bool, key: String, value: &Value) -> Result<Option<Term>, Refusal> {
        self.names_state |= !negated && qualifier::names_state(&key, value);
        match qualifier::read(&key, value, self.subject)? {
            Meaning::Condition(predicate) => {
                let predicate = if negated { Predicate::Not(Box::new(predicate)) } else { predicate };
                Ok(Some(Term { key, negated, predicate }))
            }
            _ if negated => Err(qualifier::not_yet(&format!("-{key}"), value)),
            Meaning::Sort(sort) => {
                self.sort = Some(sort);
                Ok(None)
            }
            Meaning::In(fields) => {
                self.fields.extend(fields);
                Ok(None)
            }
            Meaning::Always => Ok(None),
        }
    }
}

fn text(negated: bool, value: &Value, subject: Subject) -> Result<Term, Refusal> {
    if let Some(source) = value.run_time() {
        return Err(Refusal::RuntimeValue { what: format!("`{source}`, a part of the search,") });
    }
    let word = Predicate::Text(value.word(), subject.everywhere().to_vec());
    let predicate = if negated { Predicate::Not(Box::new(word)) } else { word };
    Ok(Term { key: WORD.to_owned(), negated, predicate })
}

/// Repositories and owners add up; of anything else that has one value, two would contradict each other.
fn union_of_places(terms: Vec<Term>) -> Result<Vec<Predicate>, Refusal> {
    const ONE_VALUE: &[&str] = &[
        "author",
        "assignee",
        "milestone",
        "base",
        "head",
        "review",
        "status",
        "created",
        "updated",
        "closed",
        "merged",
    ];
    let mut predicates = Vec::new();
    let mut places = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for term in terms {
        if !term.negated && ONE_VALUE.contains(&term.key.as_str()) {
            if seen.contains(&term.key) {
                return Err(ambiguous(&format!("the search says `{}:` twice", term.key)));
            }
            seen.push(term.key.clone());
        }
        match term.predicate {
            Predicate::Repository(_) | Predicate::Owner(_) => places.push(term.predicate),
            predicate => predicates.push(predicate),
        }
    }
    let states = [State::Open, State::Closed].map(|state| predicates.contains(&Predicate::State(state)));
    if states == [true, true] {
        return Err(ambiguous("the search asks for open and closed ones at once"));
    }
    match places.pop() {
        Some(only) if places.is_empty() => predicates.push(only),
        Some(last) => {
            places.push(last);
            predicates.push(Predicate::Any(places));
        }
        None => {}
    }
    Ok(predicates)
}

/// Narrows every word that is looked for `everywhere` to `fields`.
pub(crate) fn look_in(predicate: &mut Predicate, everywhere: &[Field], fields: &[Field]) {
    match predicate {
        Predicate::Text(_, places) if places == everywhere => *places = fields.to_vec(),
        Predicate::Not(inner) => look_in(inner, everywhere, fields),
        Predicate::All(inner) | Predicate::Any(inner) => {
            inner.iter_mut().for_each(|inner| look_in(inner, everywhere, fields));
        }
        _ => {}
    }
}

fn ambiguous(why: &str) -> Refusal {
    Refusal::Ambiguous { why: why.to_owned() }
}
