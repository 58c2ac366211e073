//! What the lists of tea share: which columns and filters they can be trusted with.

use steep_forge::{Limit, Output, Person, Predicate, Query, Refusal, Repository, Sort, State};

use crate::tea::{Job, TeaCommand, Use};

/// The most items of a page, which no version looks beyond.
const PAGE: u32 = 50;

/// How many items a list has where no limit is given.
const DEFAULT_LIMIT: u32 = 30;

/// gh's fields and the columns with the same content, for a reader.
const COLUMNS: &[(&str, &str)] = &[
    ("number", "index"),
    ("title", "title"),
    ("state", "state"),
    ("author", "author-id"),
    ("url", "url"),
    ("createdAt", "created"),
    ("updatedAt", "updated"),
    ("labels", "labels"),
    ("assignees", "assignees"),
    ("milestone", "milestone"),
    ("headRefName", "head"),
    ("baseRefName", "base"),
];

/// Fails where a list of issues might be that of other repositories.
pub(crate) fn stays_in_the_repository(job: Job<'_>) -> Result<(), Refusal> {
    let verb = &["issues", "list"];
    // Where it asks for a login first, it fails.
    let goes_on = job.tea.login.is_some() || job.can(verb, Use::Without("login"));
    if job.request.repository == Repository::Here && goes_on && !job.can(verb, Use::Without("repo")) {
        return Err(unknown("the repository of the clone and no other"));
    }
    Ok(())
}

/// What tea's lists can be trusted to filter by.
pub(crate) struct Filter<'q> {
    pub(crate) state: State,
    pub(crate) author: Option<&'q steep_shell::Word>,
}

impl<'q> Filter<'q> {
    pub(crate) fn of(query: &'q Query) -> Result<Self, Refusal> {
        if !matches!(query.sort, None | Some(Sort::Created { ascending: false })) {
            return Err(unknown("an order"));
        }
        let mut filter = Filter { state: State::All, author: None };
        for predicate in &query.predicates {
            match predicate {
                Predicate::State(state @ (State::Open | State::Closed | State::All)) => filter.state = *state,
                Predicate::Author(Person::Login(login)) if filter.author.is_none() => filter.author = Some(login),
                _ => return Err(unknown("such a filter")),
            }
        }
        Ok(filter)
    }
}

/// The value of `--state`.
pub(crate) fn word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Closed | State::Merged => "closed",
        State::All => "all",
    }
}

/// The value of `--fields`.
pub(crate) fn columns(job: Job<'_>, output: &Output, for_a_reader: &[&str], state: State) -> Result<String, Refusal> {
    let mut wanted: Vec<&str> = match output {
        Output::Json { fields, filter: None } if job.may_be_table() => fields.iter().map(String::as_str).collect(),
        Output::Json { .. } | Output::Raw { .. } | Output::Browser => return Err(unknown("JSON of that shape")),
        Output::Reader => for_a_reader.to_vec(),
    };
    if *output == Output::Reader && state != State::Open {
        wanted.push("state");
    }
    let column = |field: &&str| COLUMNS.iter().find(|(name, _)| name == field).map(|(_, column)| *column);
    let columns: Option<Vec<&str>> = wanted.iter().map(column).collect();
    Ok(columns.ok_or_else(|| unknown("a column for every field"))?.join(","))
}

/// Fails where the table, which always has the same columns, does not show everything that is asked for.
pub(crate) fn has_columns(job: Job<'_>, known: &[&str]) -> Result<(), Refusal> {
    match &job.request.output {
        Output::Reader => Ok(()),
        Output::Json { fields, filter: None }
            if job.may_be_table() && fields.iter().all(|field| known.contains(&field.as_str())) =>
        {
            Ok(())
        }
        Output::Json { .. } | Output::Raw { .. } | Output::Browser => Err(unknown("JSON of that shape")),
    }
}

/// The value of `--limit` of the list `verb`; `None` where the list is as long anyway.
pub(crate) fn limit(job: Job<'_>, verb: &[&str], limit: &Limit) -> Result<Option<u32>, Refusal> {
    match limit {
        Limit::Count(DEFAULT_LIMIT) => Ok(None),
        Limit::Count(count) if *count <= PAGE && job.can(verb, Use::With("limit")) => Ok(Some(*count)),
        Limit::Count(_) | Limit::Word(_) => Err(unknown("that limit")),
    }
}

/// The command with `--limit`, where there is one.
pub(crate) fn limited(command: TeaCommand, limit: Option<u32>) -> Result<TeaCommand, Refusal> {
    match limit {
        Some(limit) => command.flag("limit", limit.to_string()),
        None => Ok(command),
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{what} in a list of tea's") }
}
