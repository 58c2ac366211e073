use steep_forge::{Limit, Output, Person, Predicate, Query, Refusal, Repository, Sort, State};

use super::{Job, behaviour};
use crate::Emission;
use crate::rest::words;

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

/// A table of pull requests.
pub(super) fn pulls(job: Job<'_>, query: &Query) -> Result<Emission, Refusal> {
    let Filter { state, author } = Filter::of(query)?;
    let fields = columns(job, &job.request.output, &["number", "title", "headRefName", "createdAt"], state)?;
    let command = match author {
        None => {
            let limit = limit(&query.limit, behaviour::limits_pull_lists(job.release))?;
            let command = job.command(&["pulls", "list"])?.flag("state", word(state))?;
            limited(command.flag("fields", fields)?, limit)?
        }
        Some(author) => {
            stays_in_the_repository(job)?;
            // Pull requests are issues to the server, and only the list of issues can be asked for an author.
            let limit = limit(&query.limit, behaviour::limits_lists(job.release))?;
            let command = job.command(&["issues", "list"])?.flag("kind", "pulls")?.flag("state", word(state))?;
            let command = command.flag("author", words::one(author)?)?;
            limited(command.flag("fields", fields)?, limit)?
        }
    };
    Ok(job.finish(job.rest(), command.build()?))
}

/// A table of issues.
pub(super) fn issues(job: Job<'_>, query: &Query) -> Result<Emission, Refusal> {
    stays_in_the_repository(job)?;
    let Filter { state, author } = Filter::of(query)?;
    let fields = columns(job, &job.request.output, &["number", "title", "labels", "updatedAt"], state)?;
    let limit = limit(&query.limit, behaviour::limits_lists(job.release))?;
    let mut command = job.command(&["issues", "list"])?.flag("state", word(state))?;
    if let Some(author) = author {
        command = command.flag("author", words::one(author)?)?;
    }
    let command = limited(command.flag("fields", fields)?, limit)?;
    Ok(job.finish(job.rest(), command.build()?))
}

/// Fails where a list of issues might be that of other repositories.
fn stays_in_the_repository(job: Job<'_>) -> Result<(), Refusal> {
    let is_here = job.request.repository == Repository::Here;
    if is_here && behaviour::lists_the_server_outside_a_clone(job.release, job.tea.login.is_some()) {
        return Err(unknown("the repository of the clone and no other"));
    }
    Ok(())
}

/// What tea's lists can be trusted to filter by.
struct Filter<'q> {
    state: State,
    author: Option<&'q steep_shell::Word>,
}

impl<'q> Filter<'q> {
    fn of(query: &'q Query) -> Result<Self, Refusal> {
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

fn word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Closed | State::Merged => "closed",
        State::All => "all",
    }
}

/// The value of `--fields`.
fn columns(job: Job<'_>, output: &Output, for_a_reader: &[&str], state: State) -> Result<String, Refusal> {
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
pub(super) fn has_columns(job: Job<'_>, known: &[&str]) -> Result<(), Refusal> {
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

/// The value of `--limit`; `None` where the list is as long anyway.
pub(super) fn limit(limit: &Limit, is_heeded: bool) -> Result<Option<u32>, Refusal> {
    match limit {
        Limit::Count(DEFAULT_LIMIT) => Ok(None),
        Limit::Count(count) if is_heeded && *count <= PAGE => Ok(Some(*count)),
        Limit::Count(_) | Limit::Word(_) => Err(unknown("that limit")),
    }
}

/// The command with `--limit`, where there is one.
pub(super) fn limited(command: super::TeaCommand, limit: Option<u32>) -> Result<super::TeaCommand, Refusal> {
    match limit {
        Some(limit) => command.flag("limit", limit.to_string()),
        None => Ok(command),
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{what} in a list of tea's") }
}
