//! Which issues or pull requests: conditions as parameters of the request where Gitea has them, as jq conditions where
//! it has not, and as further requests where the object does not tell.

use steep_forge::{Fidelity, Field, Moment, Note, Order, Person, Predicate, Query, Refusal, Sort, State};
use steep_shell::{Arg, Word};

use super::present::{self, Condition, Conditions, Form};
use crate::Emission;
use crate::projection::Projection;
use crate::rest::body::quote;
use crate::rest::jq;
use crate::rest::paging::{self, Listing};
use crate::rest::{Call, Rest, Vars, words};

/// Which list of Gitea's is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// `repos/…/pulls`
    Pulls,
    /// `repos/…/issues`
    Issues,
    /// `repos/issues/search`
    Search,
}

/// A query as requests.
#[derive(Debug)]
pub(super) struct Selection {
    /// The list.
    pub(super) listing: Listing,
    /// What is checked item by item.
    pub(super) conditions: Conditions,
    /// How many items remain after that; `None`: the listing limits them.
    pub(super) limit: Option<String>,
    /// What the reader should know.
    pub(super) notes: Vec<Note>,
    /// What is found, or its order, is not GitHub's: words are looked for in another way, and nothing is said of an order.
    pub(super) at_most: Fidelity,
}

/// What of `list`, which `call` asks for, is what `query` looks for.
///
/// # Errors
/// For a condition that neither Gitea nor jq can check, and a form that cannot be said.
pub(super) fn list(
    mut rest: Rest<'_>,
    list: List,
    call: Call,
    query: &Query,
    projection: &'static Projection,
    form: &Form,
) -> Result<Emission, Refusal> {
    let Selection { listing, conditions, limit, notes, at_most } = select(&mut rest, list, call, query)?;
    let mut emission = present::list(rest, listing.items(), projection, form, &conditions, limit)?;
    emission.notes.extend(notes);
    Ok(emission.at_most(at_most))
}

/// Says `query` to `call`, a request for `list`.
///
/// # Errors
/// For a condition that neither Gitea nor jq can check.
pub(super) fn select(rest: &mut Rest<'_>, list: List, call: Call, query: &Query) -> Result<Selection, Refusal> {
    let mut build = Build {
        rest,
        list,
        call,
        vars: Vars::default(),
        selects: Vec::new(),
        conditions: Conditions::default(),
        notes: Vec::new(),
        labels: Vec::new(),
        has_text: false,
    };
    let flat = flatten(&query.predicates);
    build.states(&flat)?;
    for predicate in &flat {
        build.add(predicate)?;
    }
    build.labels();
    let order = build.sort(query.sort);
    let has_text = flat.iter().any(|predicate| has_text_in(predicate));
    let by_match = query.sort.is_none() && matches!(list, List::Search);
    let at_most = if has_text || by_match { Fidelity::Equivalent } else { Fidelity::Exact };
    let Build { call, vars, selects, mut conditions, notes, .. } = build;
    conditions.vars = vars.clone();

    let (listed, limit) = if conditions.all.is_empty() {
        (Some(query.limit.clone()), None)
    } else {
        (None, Some(paging::number(&query.limit, &mut conditions.vars)))
    };
    let mut listing = Listing::new(call, listed);
    *listing.vars() = vars;
    for condition in selects {
        listing.select(condition);
    }
    if let Some(order) = order {
        listing.order(order);
    }
    Ok(Selection { listing, conditions, limit, notes, at_most })
}

/// Whether it looks for words.
fn has_text_in(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Text(..) => true,
        Predicate::Not(inner) => has_text_in(inner),
        Predicate::All(all) | Predicate::Any(all) => all.iter().any(has_text_in),
        _ => false,
    }
}

/// The conditions that all have to hold.
pub(super) fn flatten(predicates: &[Predicate]) -> Vec<&Predicate> {
    let mut flat = Vec::new();
    for predicate in predicates {
        match predicate {
            Predicate::All(inner) => flat.extend(flatten(inner)),
            other => flat.push(other),
        }
    }
    flat
}

struct Build<'r, 'a> {
    rest: &'r mut Rest<'a>,
    list: List,
    call: Call,
    vars: Vars,
    selects: Vec<String>,
    conditions: Conditions,
    notes: Vec<Note>,
    labels: Vec<Word>,
    has_text: bool,
}

impl Build<'_, '_> {
    fn parameter(&mut self, name: &str, value: impl Into<Arg>) {
        self.call = self.call.clone().query(name, value);
    }

    fn item(&mut self, request: &'static str, holds: String) {
        self.conditions.all.push(Condition { request, holds });
    }

    /// Every state has to hold; the first that the server knows is asked of it.
    fn states(&mut self, predicates: &[&Predicate]) -> Result<(), Refusal> {
        let states: Vec<State> = predicates
            .iter()
            .filter_map(|predicate| match predicate {
                Predicate::State(state) => Some(*state),
                _ => None,
            })
            .collect();
        let merged_by_time =
            predicates.iter().any(|predicate| matches!(predicate, Predicate::Time(Moment::Merged, ..)));
        let asked = match states.as_slice() {
            _ if merged_by_time => "closed",
            [] => "all",
            states if states.contains(&State::Open) => "open",
            states if states.iter().all(|state| *state == State::All) => "all",
            _ => "closed",
        };
        self.parameter("state", asked);
        for state in states {
            let asked_for_it = match state {
                State::Open => asked == "open",
                State::Closed => asked == "closed",
                State::All => true,
                State::Merged => false,
            };
            if !asked_for_it {
                let condition = self.state(state);
                self.selects.push(condition);
            }
        }
        Ok(())
    }

    fn state(&self, state: State) -> String {
        match (state, self.list) {
            (State::Open, _) => ".state == \"open\"".to_owned(),
            (State::Closed, _) => ".state == \"closed\"".to_owned(),
            (State::Merged, List::Pulls) => ".merged".to_owned(),
            (State::Merged, _) => ".pull_request.merged".to_owned(),
            (State::All, _) => "true".to_owned(),
        }
    }

    fn add(&mut self, predicate: &Predicate) -> Result<(), Refusal> {
        match (predicate, self.list) {
            (Predicate::State(_), _) => {}
            (Predicate::Author(person), List::Pulls) => {
                self.login_parameter("poster", person)?;
            }
            (Predicate::Author(Person::Me), List::Search) => self.parameter("created", "true"),
            (Predicate::Author(person), _) => {
                self.login_parameter("created_by", person)?;
            }
            (Predicate::Assignee(Person::Me), List::Search) => self.parameter("assigned", "true"),
            (Predicate::Assignee(person), List::Issues) => {
                self.login_parameter("assigned_by", person)?;
            }
            (Predicate::Mentions(Person::Me), List::Search) => self.parameter("mentioned", "true"),
            (Predicate::Mentions(person), List::Issues) => {
                self.login_parameter("mentioned_by", person)?;
            }
            (Predicate::Label(word), List::Issues | List::Search) => self.labels.push(word.clone()),
            (Predicate::Milestone(word), List::Issues | List::Search) => {
                self.parameter("milestones", words::one(word)?);
                let condition = self.condition(predicate)?;
                self.selects.push(condition);
            }
            (Predicate::Base(word), List::Pulls) => self.parameter("base_branch", words::one(word)?),
            (Predicate::ReviewRequested(Person::Me), List::Search) => self.parameter("review_requested", "true"),
            (Predicate::ReviewedBy(Person::Me), List::Search) => self.parameter("reviewed", "true"),
            (Predicate::ReviewRequested(person), List::Pulls) => {
                let login = self.term("reviewer", person)?;
                // Everybody with a review is listed here; whose review is still open only the reviews tell.
                self.selects.push(format!("any(.requested_reviewers[]?; .login == {login})"));
                self.item("reviews", format!("any(@[]; .state == \"REQUEST_REVIEW\" and .user.login == {login})"));
            }
            (Predicate::ReviewedBy(person), List::Pulls) => {
                let login = self.term("reviewer", person)?;
                self.item("reviews", format!("any(@[]; .state != \"REQUEST_REVIEW\" and .user.login == {login})"));
            }
            (Predicate::Review(word), List::Pulls) => {
                let holds = review(word)?;
                self.item("reviews", holds);
            }
            (Predicate::Status(word), List::Pulls) => {
                let word = match word.as_str() {
                    "success" | "failure" | "pending" => quote(word),
                    other => return Err(unknown("status", other)),
                };
                self.item("status", format!("@.state == {word}"));
            }
            (Predicate::Text(word, fields), List::Issues | List::Search) if !self.has_text && fields.len() == 3 => {
                self.has_text = true;
                self.parameter("q", words::one(word)?);
            }
            (Predicate::Text(word, fields), _) if fields.len() == 3 => {
                let word = Arg::from(words::one(word)?);
                self.found(|call| call.query("q", word))?;
            }
            (Predicate::Mentions(person), List::Pulls) => {
                self.know(person);
                let login = self.rest.login(person)?;
                self.found(|call| call.query("mentioned_by", login))?;
            }
            (Predicate::Owner(word), List::Search) => {
                self.parameter("owner", words::one(word)?);
            }
            _ => {
                let condition = self.condition(predicate)?;
                self.selects.push(condition);
            }
        }
        Ok(())
    }

    /// Labels go to the server as one list, and each is checked again: the server drops names that are not the
    /// repository's own, and with the last of them the filter.
    fn labels(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        let mut names = Arg::default();
        for label in &labels {
            let one = words::one(label).unwrap_or_else(|_| label.clone());
            if !label.display().contains(',') {
                if !names.pieces.is_empty() {
                    names = names.then(",");
                }
                names = names.join(one);
            }
            let name = self.vars.word("label", label);
            self.selects.push(format!("any(.labels[]; .name == {name})"));
        }
        if !names.pieces.is_empty() {
            self.parameter("labels", names);
        }
    }

    /// The order, as a parameter or as a jq expression over the list.
    fn sort(&mut self, sort: Option<Sort>) -> Option<String> {
        // Lists come newest first, and stay so where the key is the same.
        let (by, expression) = match sort? {
            Sort::Created { ascending: false } => return None,
            Sort::Created { ascending: true } => ("oldest", "sort_by(.created_at, .id)"),
            Sort::Updated { ascending: true } => ("leastupdate", "sort_by(.updated_at)"),
            Sort::Updated { ascending: false } => ("recentupdate", "sort_by(.updated_at) | reverse"),
            Sort::Comments { ascending: true } => ("leastcomment", "sort_by(.comments)"),
            Sort::Comments { ascending: false } => ("mostcomment", "sort_by(-.comments)"),
            Sort::Stars { .. } | Sort::Forks { .. } => return None,
        };
        if self.list == List::Pulls {
            self.parameter("sort", by);
            return None;
        }
        Some(expression.to_owned())
    }

    /// Only those that the server finds among issues and pull requests with `parameter`: a filter that the list that is
    /// asked does not have, or has but once.
    fn found(&mut self, parameter: impl FnOnce(Call) -> Call) -> Result<(), Refusal> {
        let (address, kind, key) = match self.list {
            List::Pulls => (self.rest.repo("issues")?, "pulls", ".number"),
            List::Issues => (self.rest.repo("issues")?, "issues", ".number"),
            List::Search => (self.rest.at("repos/issues/search"), "", ".id"),
        };
        let call = self.rest.get(address).query("state", "all");
        let call = if kind.is_empty() { call } else { call.query("type", kind) };
        let (source, jq) = Listing::new(parameter(call), None).items().list(key, true);
        let found = self.rest.set_another("found", source.pipe(jq.compact(true).script()));
        let found = self.vars.json("found", found);
        self.selects.push(format!("{key} | IN({found}[])"));
        Ok(())
    }

    fn login_parameter(&mut self, name: &str, person: &Person) -> Result<(), Refusal> {
        self.know(person);
        let login = self.rest.login(person)?;
        self.call = match person {
            // Gitea's logins are made of letters, digits, dots and dashes.
            Person::Me => self.call.clone().query_number(name, login),
            _ => self.call.clone().query(name, login),
        };
        Ok(())
    }

    /// The login as a jq term.
    fn term(&mut self, name: &str, person: &Person) -> Result<String, Refusal> {
        self.know(person);
        Ok(match person {
            Person::Login(word) | Person::App(word) => {
                words::one(word)?;
                self.vars.word(name, word)
            }
            other => {
                let login = self.rest.login(other)?;
                self.vars.text("me", login)
            }
        })
    }

    fn know(&mut self, person: &Person) {
        if let Person::App(word) = person {
            let note = format!("the GitHub App `{0}` is taken to be the user `{0}`", word.display());
            self.notes.push(Note(note));
        }
    }

    /// A condition as jq over the object.
    fn condition(&mut self, predicate: &Predicate) -> Result<String, Refusal> {
        let pulls = self.list == List::Pulls;
        Ok(match predicate {
            Predicate::All(inner) => self.several(inner, "and")?,
            Predicate::Any(inner) => self.several(inner, "or")?,
            Predicate::Not(inner) => format!("{} | not", self.condition(inner)?),
            Predicate::State(state) => self.state(*state),
            Predicate::Author(person) => format!(".user.login == {}", self.term("author", person)?),
            Predicate::Assignee(person) => {
                format!("any(.assignees[]?; .login == {})", self.term("assignee", person)?)
            }
            Predicate::Label(word) => format!("any(.labels[]; .name == {})", self.word("label", word)?),
            Predicate::Milestone(word) => format!(".milestone.title == {}", self.word("milestone", word)?),
            Predicate::NoAssignee => "(.assignees | length) == 0".to_owned(),
            Predicate::NoLabel => "(.labels | length) == 0".to_owned(),
            Predicate::NoMilestone => ".milestone == null".to_owned(),
            Predicate::Draft if pulls => ".draft".to_owned(),
            Predicate::Draft => ".pull_request.draft".to_owned(),
            Predicate::Head(word) if pulls => format!(".head.label == {}", self.word("head", word)?),
            Predicate::Base(word) if pulls => format!(".base.ref == {}", self.word("base", word)?),
            Predicate::Text(word, fields) => self.text(word, fields)?,
            Predicate::Time(moment, order, word) => self.time(*moment, *order, word)?,
            Predicate::Repository(word) if self.list == List::Search => {
                jq::same_name(&mut self.vars, ".repository.full_name", "repository", word)?
            }
            Predicate::Owner(word) if self.list == List::Search => {
                jq::same_name(&mut self.vars, ".repository.owner", "owner", word)?
            }
            Predicate::Mentions(_) => return Err(not_checked("mentions:")),
            Predicate::Head(_) => return Err(not_checked("head:")),
            Predicate::Base(_) => return Err(not_checked("base:")),
            Predicate::ReviewRequested(_) => return Err(not_checked("review-requested:")),
            Predicate::ReviewedBy(_) => return Err(not_checked("reviewed-by:")),
            Predicate::Review(_) => return Err(not_checked("review:")),
            Predicate::Status(_) => return Err(not_checked("status:")),
            Predicate::Repository(_) => return Err(not_checked("repo:")),
            Predicate::Owner(_) => return Err(not_checked("user:")),
            Predicate::Archived(_) => return Err(not_checked("archived:")),
            Predicate::Visibility(_)
            | Predicate::Forks(_)
            | Predicate::Language(_)
            | Predicate::Topic(_)
            | Predicate::License(_)
            | Predicate::Template
            | Predicate::Mirror
            | Predicate::Count(..) => return Err(not_checked("of repositories")),
        })
    }

    fn several(&mut self, predicates: &[Predicate], operator: &str) -> Result<String, Refusal> {
        let all: Result<Vec<String>, Refusal> = predicates.iter().map(|one| self.condition(one)).collect();
        Ok(jq::all(&all?, operator))
    }

    fn word(&mut self, name: &str, word: &Word) -> Result<String, Refusal> {
        words::one(word)?;
        Ok(self.vars.word(name, word))
    }

    /// Words are looked for without regard to case; a plain word only as a whole word, as GitHub does.
    fn text(&mut self, word: &Word, fields: &[Field]) -> Result<String, Refusal> {
        if fields.contains(&Field::Comments) {
            return Err(not_checked("a text in comments of pull requests"));
        }
        let place = match fields {
            [Field::Title] => ".title",
            [Field::Body] => ".body",
            _ => "(.title, .body)",
        };
        let plain = word
            .as_literal()
            .filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
        let test = match plain {
            Some(text) => format!("test(\"\\\\b{text}\\\\b\"; \"i\")"),
            None => has_text(&mut self.vars, "text", word)?,
        };
        Ok(match fields {
            [_] => format!("{place} | {test}"),
            _ => format!("any({place}; {test})"),
        })
    }

    fn time(&mut self, moment: Moment, order: Order, word: &Word) -> Result<String, Refusal> {
        let field = match (moment, self.list) {
            (Moment::Created, _) => ".created_at",
            (Moment::Updated, _) => ".updated_at",
            (Moment::Closed, _) => ".closed_at",
            (Moment::Merged, List::Pulls) => ".merged_at",
            (Moment::Merged, _) => ".pull_request.merged_at",
        };
        let comparison = time(&mut self.vars, field, order, word)?;
        let may_be_missing = matches!(moment, Moment::Closed | Moment::Merged);
        Ok(if may_be_missing && matches!(order, Order::Before | Order::Until) {
            format!("{field} and {comparison}")
        } else {
            comparison
        })
    }
}

/// Compares the time in `field`. Times are compared as texts: Gitea writes them as RFC 3339, in UTC unless the server is
/// set otherwise. Of a time, as much is compared as the value has: the day for a date.
pub(super) fn time(vars: &mut Vars, field: &str, order: Order, word: &Word) -> Result<String, Refusal> {
    let operator = operator(order);
    let (value, part) = match word.as_literal() {
        Some(text) if is_date(&text) => (quote(&text), "[:10]".to_owned()),
        Some(text) if text.ends_with('Z') && text.len() == 20 => (quote(&text), String::new()),
        Some(text) => {
            return Err(Refusal::NoEquivalent { feature: format!("the time `{text}`") });
        }
        None => {
            words::one(word)?;
            let value = vars.word("time", word);
            let part = format!("[:({value} | length)]");
            (value, part)
        }
    };
    Ok(format!("{field}{part} {operator} {value}"))
}

/// jq's operator.
pub(super) fn operator(order: Order) -> &'static str {
    match order {
        Order::After => ">",
        Order::From => ">=",
        Order::Before => "<",
        Order::Until => "<=",
        Order::On => "==",
    }
}

/// Whether a text has that of `word` in it, without regard to case; `name`: what a variable for it is called.
pub(super) fn has_text(vars: &mut Vars, name: &str, word: &Word) -> Result<String, Refusal> {
    if let Some(text) = word.as_literal() {
        return Ok(format!("test({}; \"i\")", quote(&as_regex(&text))));
    }
    words::one(word)?;
    // With jq 1.6 an empty text out of `ascii_downcase` lacks its end, so that `contains` looks into whatever lies behind it;
    // adding to it gives it one.
    Ok(format!("ascii_downcase + \"\" | contains({} | ascii_downcase + \"\")", vars.word(name, word)))
}

/// The regular expression that matches `text`.
fn as_regex(text: &str) -> String {
    text.chars().fold(String::new(), |mut regex, char| {
        if r"\.+*?()|[]{}^$".contains(char) {
            regex.push('\\');
        }
        regex.push(char);
        regex
    })
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(nth, byte)| if matches!(nth, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// A review decision as a condition on the reviews.
fn review(word: &str) -> Result<String, Refusal> {
    let latest = "[@[] | select((.state == \"APPROVED\" or .state == \"REQUEST_CHANGES\") and (.dismissed | not))] | \
                  group_by(.user.login) | map(max_by(.id).state)";
    Ok(match word {
        "approved" => format!("{latest} | index(\"APPROVED\") and (index(\"REQUEST_CHANGES\") | not)"),
        "changes_requested" => format!("{latest} | index(\"REQUEST_CHANGES\")"),
        "none" => format!("{latest} | length == 0"),
        "required" => format!("{latest} | index(\"APPROVED\") | not"),
        other => return Err(unknown("review", other)),
    })
}

pub(super) fn not_checked(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("the search condition `{what}`") }
}

fn unknown(qualifier: &str, value: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("the search condition `{qualifier}:{value}`") }
}
