//! A search for repositories: what Gitea's own search can check as its parameters, the rest by jq.

use steep_forge::{Emission, Fidelity, Field, Forks, Output, Predicate, Quantity, Query, Refusal, Sort};
use steep_jq::{Expr, Operator, jq};
use steep_rest::paging::Listing;
use steep_rest::{Call, Jq, Rest, Vars, same_name, unless_empty, words};
use steep_shell::{Arg, Word};

use crate::answer;
use crate::answer::query::{flatten, has_text, not_checked, number, time};
use crate::answer::{Conditions, Form};
use crate::projection::SEARCH_REPOSITORIES;
use crate::repository::list::{ROWS, seen_as};

/// Repositories that match.
pub(crate) fn by_rest(rest: Rest<'_>, query: &Query, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &SEARCH_REPOSITORIES, output, true, &ROWS)?;
    let call = rest.get(rest.at("repos/search"));
    let mut build = Build { rest, call, vars: Vars::default(), selects: Vec::new(), has_text: false, has_owner: false };
    let flat = flatten(&query.predicates);
    for predicate in &flat {
        build.add(predicate)?;
    }
    build.sort(query.sort);
    let Build { rest, call, vars, selects, has_text, .. } = build;
    let mut listing = Listing::new(call, Some(query.limit.clone())).wrapped_in("data");
    *listing.vars() = vars;
    for condition in selects {
        listing.select(condition);
    }
    let emission = answer::list(rest, listing.items(), &SEARCH_REPOSITORIES, &form, &Conditions::default(), None)?;
    Ok(if has_text {
        // GitHub compares words by their stems, Gitea parts of them.
        emission.at_most(Fidelity::Equivalent).noting("words are found as parts of others too")
    } else if query.sort.is_none() {
        // GitHub's order is that of how well they match.
        emission.at_most(Fidelity::Equivalent)
    } else {
        emission
    })
}

struct Build<'a> {
    rest: Rest<'a>,
    call: Call,
    vars: Vars,
    selects: Vec<Expr>,
    has_text: bool,
    has_owner: bool,
}

impl Build<'_> {
    fn parameter(&mut self, name: &str, value: impl Into<Arg>) {
        self.call = self.call.clone().query(name, value);
    }

    /// A condition that has to hold.
    fn add(&mut self, predicate: &Predicate) -> Result<(), Refusal> {
        match predicate {
            Predicate::Forks(Forks::Included) => return Ok(()),
            Predicate::Forks(Forks::Only) => {
                self.parameter("mode", "fork");
                return Ok(());
            }
            Predicate::Archived(archived) => {
                self.parameter("archived", if *archived { "true" } else { "false" });
                return Ok(());
            }
            Predicate::Owner(word) if !self.has_owner => {
                // The search knows owners by their ids.
                self.has_owner = true;
                let login = self.rest.segment("login", word)?;
                let owner = self.rest.at(Arg::text("users/").join(login));
                let id = self.rest.get(owner).script().pipe(Jq::over(jq(".id"), true).script());
                let id = self.rest.set("owner", id);
                self.call = self.call.clone().query_number("uid", id);
                self.parameter("exclusive", "true");
                return Ok(());
            }
            Predicate::Text(word, fields) if !self.has_text => {
                self.has_text = true;
                // Gitea looks in names, topics and, if told to, descriptions.
                self.parameter("q", words::one(word)?);
                self.parameter("includeDesc", "true");
                if fields.len() == 3 && is_taken_as_it_is(word) {
                    return Ok(());
                }
            }
            _ => {}
        }
        let holds = self.condition(predicate)?;
        let condition = match predicate {
            Predicate::Language(word) => unless_empty(&mut self.vars, "language", word, holds)?,
            Predicate::Topic(word) => unless_empty(&mut self.vars, "topic", word, holds)?,
            _ => holds,
        };
        self.selects.push(condition);
        Ok(())
    }

    fn sort(&mut self, sort: Option<Sort>) {
        let (by, ascending) = match sort {
            Some(Sort::Created { ascending }) => ("created", ascending),
            Some(Sort::Updated { ascending }) => ("updated", ascending),
            Some(Sort::Stars { ascending }) => ("stars", ascending),
            Some(Sort::Forks { ascending }) => ("forks", ascending),
            Some(Sort::Comments { .. }) | None => return,
        };
        self.parameter("sort", by);
        self.parameter("order", if ascending { "asc" } else { "desc" });
    }

    /// A condition as jq over the repository.
    fn condition(&mut self, predicate: &Predicate) -> Result<Expr, Refusal> {
        let vars = &mut self.vars;
        Ok(match predicate {
            Predicate::All(inner) => self.several(inner, Operator::And)?,
            Predicate::Any(inner) => self.several(inner, Operator::Or)?,
            Predicate::Not(inner) => self.condition(inner)?.negated(),
            Predicate::Repository(word) => same_name(vars, ".full_name", "repository", word)?,
            Predicate::Owner(word) => same_name(vars, ".owner.login", "owner", word)?,
            Predicate::Language(word) => same_name(vars, ".language", "language", word)?,
            Predicate::Topic(word) => jq("any(.topics[]?; $_same)").with("same", same_name(vars, ".", "topic", word)?),
            Predicate::License(name) => {
                // Gitea's names are those of SPDX.
                let names = ["", "-only", "-or-later"].map(|end| Expr::text(format!("{name}{end}")));
                let names = Expr::joined(names, Operator::Comma).unwrap_or_else(|| Expr::call("empty"));
                jq("any(.licenses[]?; ascii_downcase | IN($_names))").with("names", names)
            }
            Predicate::Archived(true) => jq(".archived"),
            Predicate::Archived(false) => jq(".archived | not"),
            Predicate::Template => jq(".template"),
            Predicate::Mirror => jq(".mirror"),
            Predicate::Visibility(visibility) => seen_as(*visibility),
            Predicate::Forks(Forks::Excluded) => jq(".fork | not"),
            Predicate::Forks(Forks::Included) => Expr::boolean(true),
            Predicate::Forks(Forks::Only) => jq(".fork"),
            Predicate::Text(word, fields) => text(vars, word, fields)?,
            Predicate::Time(steep_forge::Moment::Created, order, word) => time(vars, ".created_at", *order, word)?,
            Predicate::Time(_, order, word) => time(vars, ".updated_at", *order, word)?,
            Predicate::Count(quantity, order, word) => {
                let field = match quantity {
                    Quantity::Stars => ".stars_count",
                    Quantity::Forks => ".forks_count",
                    Quantity::Size => ".size",
                    Quantity::Topics => "(.topics | length)",
                    Quantity::Comments => return Err(not_checked("comments: of repositories")),
                };
                number(vars, field, *order, word)?
            }
            Predicate::GitHubOnly(qualifier) => return Err(not_checked(qualifier)),
            _ => return Err(not_checked("of issues and pull requests")),
        })
    }

    fn several(&mut self, predicates: &[Predicate], operator: Operator) -> Result<Expr, Refusal> {
        let all: Result<Vec<Expr>, Refusal> = predicates.iter().map(|one| self.condition(one)).collect();
        Ok(Expr::conditions(all?, operator))
    }
}

/// Whether Gitea's search takes the word as it is: a comma separates words there, a slash an owner from a name, and the
/// database has wildcards.
fn is_taken_as_it_is(word: &Word) -> bool {
    word.as_literal()
        .is_some_and(|text| text.chars().all(|char| char.is_ascii() && !matches!(char, ',' | '/' | '_' | '%' | '\\')))
}

/// A word in one of the fields, without regard to case.
fn text(vars: &mut Vars, word: &Word, fields: &[Field]) -> Result<Expr, Refusal> {
    let mut places = Vec::new();
    for field in fields {
        places.push(jq(match field {
            Field::Name => ".name",
            Field::Description => ".description",
            Field::Topics => ".topics[]?",
            Field::Title | Field::Body | Field::Comments => return Err(not_checked("in:")),
        }));
    }
    let places = Expr::joined(places, Operator::Comma).unwrap_or_else(|| Expr::call("empty"));
    Ok(jq("any($_places; $_test)").with("places", places).with("test", has_text(vars, "text", word)?))
}
