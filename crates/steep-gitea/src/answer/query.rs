//! Which issues or pull requests: conditions as parameters of the request where Gitea has them, as jq conditions where
//! it has not, and as further requests where the object does not tell.

use steep_forge::{
    Emission, Fidelity, Field, Moment, Note, Order, Person, Predicate, Quantity, Query, Refusal, Sort, State,
};
use steep_gh_json::Projection;
use steep_jq::{Expr, Operator, Step, jq};
use steep_rest::companion::CALLER;
use steep_rest::paging::{Listing, Select, Told};
use steep_rest::{Call, Jq, Rest, Vars, paging, same_name, unless_empty, words};
use steep_shell::{Arg, Word};

use crate::answer;
use crate::answer::{Condition, Conditions, Form};
use crate::projection::time::{in_utc, times_in_utc};
/// Which list of Gitea's is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// `repos/…/pulls`
    Pulls,
    /// `repos/…/issues`
    Issues,
    /// `repos/issues/search`
    Search,
}

/// A query as requests.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The list.
    pub(crate) listing: Listing,
    /// What is checked item by item.
    pub(crate) conditions: Conditions,
    /// How many items remain after that; `None`: the listing limits them.
    pub(crate) limit: Option<Expr>,
    /// What the reader should know.
    pub(crate) notes: Vec<Note>,
    /// What is found, or its order, is not GitHub's: words are looked for in another way, and nothing is said of an order.
    pub(crate) at_most: Fidelity,
}

/// What of `list`, which `call` asks for, is what `query` looks for.
///
/// # Errors
/// For a condition that neither Gitea nor jq can check, and a form that cannot be said.
pub(crate) fn list(
    mut rest: Rest<'_>,
    list: List,
    call: Call,
    query: &Query,
    projection: &'static Projection,
    form: &Form,
) -> Result<Emission, Refusal> {
    let selection = select(&mut rest, list, call, query)?;
    listed(rest, selection, projection, form)
}

/// What is selected, in this form.
///
/// # Errors
/// For a form that cannot be said.
pub(crate) fn listed(
    rest: Rest<'_>,
    selection: Selection,
    projection: &'static Projection,
    form: &Form,
) -> Result<Emission, Refusal> {
    let Selection { listing, conditions, limit, notes, at_most } = selection;
    let mut emission = answer::list(rest, listing.items(), projection, form, &conditions, limit)?;
    emission.notes.extend(notes);
    Ok(emission.at_most(at_most))
}

/// Says `query` to `call`, a request for `list`.
///
/// # Errors
/// For a condition that neither Gitea nor jq can check.
pub(crate) fn select(rest: &mut Rest<'_>, list: List, call: Call, query: &Query) -> Result<Selection, Refusal> {
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
    build.labels()?;
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
    for select in selects {
        listing.select_told(select);
    }
    if let Some((order, name)) = order {
        listing.order(order, Some(name));
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
pub(crate) fn flatten(predicates: &[Predicate]) -> Vec<&Predicate> {
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
    selects: Vec<Select>,
    conditions: Conditions,
    notes: Vec<Note>,
    labels: Vec<Word>,
    has_text: bool,
}

impl Build<'_, '_> {
    fn parameter(&mut self, name: &str, value: impl Into<Arg>) {
        self.call = self.call.clone().query(name, value);
    }

    fn item(&mut self, request: &'static str, holds: Expr) {
        self.conditions.all.push(Condition { request, holds, told: false });
    }

    fn select(&mut self, holds: Expr, told: Told) {
        self.selects.push(Select { holds, told });
    }

    /// The field of the companion's that says `word`, unless it takes the word apart.
    fn field(name: &'static str, word: &Word) -> Result<Told, Refusal> {
        let value = words::one(word)?;
        Ok(if word.display().contains(',') { Told::Condition } else { Told::Field(name, value.into()) })
    }

    /// The field of the companion's that names a person.
    fn field_of(name: &'static str, person: &Person) -> Result<Told, Refusal> {
        match person {
            Person::Me => Ok(Told::Field(name, CALLER.into())),
            Person::Login(word) | Person::App(word) => Self::field(name, word),
            Person::Team(_) => Ok(Told::Condition),
        }
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
                let is_in = state == State::Merged && asked == "closed";
                let told = if is_in { Told::Field("state", "merged".into()) } else { Told::Condition };
                self.select(self.state(state), told);
            }
        }
        Ok(())
    }

    fn state(&self, state: State) -> Expr {
        jq(match (state, self.list) {
            (State::Open, _) => ".state == \"open\"",
            (State::Closed, _) => ".state == \"closed\"",
            (State::Merged, List::Pulls) => ".merged",
            (State::Merged, _) => ".pull_request.merged",
            (State::All, _) => "true",
        })
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
            (Predicate::Label(word), _) => self.labels.push(word.clone()),
            (Predicate::Milestone(word), _) => {
                let condition = self.holds(predicate)?;
                // The companion takes commas apart, which a variable may hold.
                let told = if word.as_literal().is_some() { Self::field("milestones", word)? } else { Told::Condition };
                if self.list != List::Pulls && (told != Told::Condition || !self.rest.has_companion()) {
                    self.parameter("milestones", words::one(word)?);
                }
                self.select(condition, told);
            }
            (Predicate::Assignee(person), List::Pulls) => {
                let condition = self.holds(predicate)?;
                self.select(condition, Self::field_of("assignee", person)?);
            }
            (Predicate::Head(word), List::Pulls) => {
                let condition = self.holds(predicate)?;
                self.select(condition, Self::field("head", word)?);
            }
            (Predicate::Time(moment, order, word), _) => {
                let condition = self.holds(predicate)?;
                self.select(condition, Self::time_field(*moment, *order, word)?);
            }
            (Predicate::Base(word), List::Pulls) => self.parameter("base_branch", words::one(word)?),
            (Predicate::ReviewRequested(Person::Me), List::Search) => self.parameter("review_requested", "true"),
            (Predicate::ReviewedBy(Person::Me), List::Search) => self.parameter("reviewed", "true"),
            (Predicate::ReviewRequested(person), List::Pulls) => {
                // Everybody with a review is listed here; whose review is still open only the reviews tell.
                let is_listed = self.is_person(".login", "reviewer", person)?;
                let is_asked = self.is_person(".user.login", "reviewer", person)?;
                let told = Self::field_of("review_requested", person)?;
                let asked = jq("any(.[]; .state == \"REQUEST_REVIEW\" and $_one)").with("one", is_asked);
                let is_told = told != Told::Condition;
                let asked = self.unless_nobody(person, asked)?;
                self.conditions.all.push(Condition { request: "reviews", holds: asked, told: is_told });
                let listed = jq("any(.requested_reviewers[]?; $_one)").with("one", is_listed);
                let listed = self.unless_nobody(person, listed)?;
                self.select(listed, told);
            }
            (Predicate::ReviewedBy(person), List::Pulls) => {
                let reviewer = self.is_person(".user.login", "reviewer", person)?;
                let given = jq("any(.[]; .state != \"REQUEST_REVIEW\" and $_one)");
                let given = self.unless_nobody(person, given.with("one", reviewer))?;
                self.item("reviews", given);
            }
            (Predicate::Review(word), List::Pulls) => {
                let holds = review(word)?;
                self.item("reviews", holds);
            }
            (Predicate::Status(word), List::Pulls) => {
                if !["success", "failure", "pending"].contains(&word.as_str()) {
                    return Err(unknown("status", word));
                }
                self.item("status", jq(".state").equals(Expr::text(word.clone())));
            }
            (Predicate::Text(word, _), _) if is_commit(word) => {
                return Err(not_checked(&format!("the commit {}", word.display())));
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
                let condition = self.holds(predicate)?;
                self.select(condition, Told::Condition);
            }
        }
        Ok(())
    }

    /// The field of the companion's that compares a time.
    fn time_field(moment: Moment, order: Order, word: &Word) -> Result<Told, Refusal> {
        let name = match moment {
            Moment::Created => "created",
            Moment::Updated => "updated",
            Moment::Closed => "closed",
            Moment::Merged => "merged",
        };
        let sign = match order {
            Order::After => ">",
            Order::From => ">=",
            Order::Before => "<",
            Order::Until => "<=",
            Order::On => "=",
        };
        Ok(Told::Field(name, Arg::text(sign).join(words::one(word)?)))
    }

    /// Labels go to the server as one list, and each is checked again: the server drops names that are not the
    /// repository's own, and with the last of them the filter.
    ///
    /// # Errors
    /// For a label that may become several words.
    fn labels(&mut self) -> Result<(), Refusal> {
        let labels = std::mem::take(&mut self.labels);
        let mut names = Arg::default();
        for label in labels.iter().filter(|label| !label.display().contains(',')) {
            if !names.pieces.is_empty() {
                names = names.then(",");
            }
            names = names.join(words::one(label)?);
        }
        let mut field = Some(names.clone());
        for label in &labels {
            let has = self.has_label(label)?;
            let told = match (label.display().contains(','), field.take()) {
                (true, left) => {
                    field = left;
                    Told::Condition
                }
                (false, Some(names)) => Told::Field("labels", names),
                (false, None) => Told::Already,
            };
            self.select(has, told);
        }
        // The list of pull requests wants their ids.
        if !names.pieces.is_empty() && self.list != List::Pulls {
            self.parameter("labels", names);
        }
        Ok(())
    }

    /// Whether an item has the label. What the shell fills in may be several with commas between them: then it has all of them.
    fn has_label(&mut self, label: &Word) -> Result<Expr, Refusal> {
        if label.has_expansion() {
            let wanted = self.vars.word("label", label)?;
            // An empty name between commas is none.
            let all = "(.labels | map(.name | ascii_downcase)) as $has | \
                       all($_wanted | ascii_downcase | split(\",\")[]; IN(\"\", $has[]))";
            return Ok(jq(all).with("wanted", wanted));
        }
        let same = same_name(&mut self.vars, ".name", "label", label)?;
        Ok(jq("any(.labels[]; $_same)").with("same", same))
    }

    /// The order, as a parameter or as a jq expression over the list.
    fn sort(&mut self, sort: Option<Sort>) -> Option<(Expr, &'static str)> {
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
        // The order of a reader's list may be wrong where the server's clocks were set between two of them.
        let expression = if self.rest.is_consumed() { times_in_utc(jq(expression)) } else { jq(expression) };
        Some((expression, by))
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
        let (source, stage) = Listing::new(parameter(call), None).items().list(jq(key), true);
        let found = self.rest.set_another("found", source.pipe(stage.compact(true).script()));
        let found = self.vars.json("found", found);
        self.select(jq("$_key | IN($_found[])").with("key", jq(key)).with("found", found), Told::Condition);
        Ok(())
    }

    fn login_parameter(&mut self, name: &str, person: &Person) -> Result<(), Refusal> {
        self.know(person);
        if self.rest.has_companion() && *person == Person::Me {
            self.parameter(name, CALLER);
            return Ok(());
        }
        let login = self.rest.login(person)?;
        self.call = match person {
            // Gitea's logins are made of letters, digits, dots and dashes.
            Person::Me => self.call.clone().query_number(name, login),
            _ => self.call.clone().query(name, login),
        };
        Ok(())
    }

    /// Whether `field` is that person's login, as a jq condition.
    fn is_person(&mut self, field: &'static str, name: &str, person: &Person) -> Result<Expr, Refusal> {
        self.know(person);
        match person {
            Person::Login(word) | Person::App(word) => same_name(&mut self.vars, field, name, word),
            other => {
                let login = match other {
                    // Where the companion is told of it, nothing has to be looked up.
                    Person::Me if self.rest.has_companion() => {
                        let user = self.rest.get(self.rest.at("user")).script();
                        Arg::output(user.pipe(Jq::over(jq(".login"), true).raw().script()))
                    }
                    other => self.rest.login(other)?,
                };
                Ok(jq(field).equals(self.vars.text("me", login)))
            }
        }
    }

    fn know(&mut self, person: &Person) {
        if let Person::App(word) = person {
            let note = format!("the GitHub App `{0}` is taken to be the user `{0}`", word.display());
            self.notes.push(Note(note));
        }
    }

    /// A condition on reviewers, which asks for nothing where the name is empty.
    fn unless_nobody(&mut self, person: &Person, holds: Expr) -> Result<Expr, Refusal> {
        match person {
            Person::Login(word) => unless_empty(&mut self.vars, "reviewer", word, holds),
            _ => Ok(holds),
        }
    }

    /// A condition as jq over the object, which asks for nothing where the value that it is about is empty.
    fn holds(&mut self, predicate: &Predicate) -> Result<Expr, Refusal> {
        let holds = self.condition(predicate)?;
        match asked_for(predicate) {
            Some((name, word)) => unless_empty(&mut self.vars, name, word, holds),
            None => Ok(holds),
        }
    }

    /// A condition as jq over the object.
    fn condition(&mut self, predicate: &Predicate) -> Result<Expr, Refusal> {
        let pulls = self.list == List::Pulls;
        Ok(match predicate {
            Predicate::All(inner) => self.several(inner, Operator::And)?,
            Predicate::Any(inner) => self.several(inner, Operator::Or)?,
            Predicate::Not(inner) => self.condition(inner)?.negated(),
            Predicate::State(state) => self.state(*state),
            Predicate::Author(person) => self.is_person(".user.login", "author", person)?,
            Predicate::Assignee(person) => {
                jq("any(.assignees[]?; $_one)").with("one", self.is_person(".login", "assignee", person)?)
            }
            Predicate::Label(word) => self.has_label(word)?,
            Predicate::Milestone(word) => same_name(&mut self.vars, "(.milestone.title // \"\")", "milestone", word)?,
            Predicate::NoAssignee => jq("(.assignees | length) == 0"),
            Predicate::NoLabel => jq("(.labels | length) == 0"),
            Predicate::NoMilestone => jq(".milestone == null"),
            Predicate::Locked => jq(".is_locked"),
            Predicate::Count(Quantity::Comments, order, word) => number(&mut self.vars, ".comments", *order, word)?,
            Predicate::Draft if pulls => jq(".draft"),
            Predicate::Draft => jq(".pull_request.draft"),
            Predicate::Head(word) if pulls => jq(".head.label").equals(self.vars.word("head", word)?),
            Predicate::Base(word) if pulls => jq(".base.ref").equals(self.vars.word("base", word)?),
            Predicate::Text(word, fields) => self.text(word, fields)?,
            Predicate::Time(moment, order, word) => self.time(*moment, *order, word)?,
            Predicate::Repository(word) if self.list == List::Search => {
                same_name(&mut self.vars, ".repository.full_name", "repository", word)?
            }
            Predicate::Owner(word) if self.list == List::Search => {
                same_name(&mut self.vars, ".repository.owner", "owner", word)?
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
            Predicate::GitHubOnly(qualifier) => return Err(not_checked(qualifier)),
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

    fn several(&mut self, predicates: &[Predicate], operator: Operator) -> Result<Expr, Refusal> {
        let all: Result<Vec<Expr>, Refusal> = predicates.iter().map(|one| self.condition(one)).collect();
        Ok(Expr::conditions(all?, operator))
    }

    /// Words are looked for without regard to case; a plain word only as a whole word, as GitHub does.
    fn text(&mut self, word: &Word, fields: &[Field]) -> Result<Expr, Refusal> {
        if fields.contains(&Field::Comments) {
            return Err(not_checked("a text in comments of pull requests"));
        }
        let plain = word
            .as_literal()
            .filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
        let test = match plain {
            Some(text) => jq("test($_regex; \"i\")").with("regex", Expr::text(format!(r"\b{text}\b"))),
            None => has_text(&mut self.vars, "text", word)?,
        };
        Ok(match fields {
            [Field::Title] => jq(".title").then(test),
            [Field::Body] => jq(".body").then(test),
            [_] => jq(".title, .body").then(test),
            _ => jq("any(.title, .body; $_test)").with("test", test),
        })
    }

    fn time(&mut self, moment: Moment, order: Order, word: &Word) -> Result<Expr, Refusal> {
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
            jq(field).binary(Operator::And, comparison)
        } else {
            comparison
        })
    }
}

/// Compares the time at the path `field`. Times are compared as texts, in UTC. Of a time, as much is compared as the value has: the
/// day for a date.
pub(crate) fn time(vars: &mut Vars, field: &'static str, order: Order, word: &Word) -> Result<Expr, Refusal> {
    let field = in_utc(field);
    let part = |to: Expr| field.clone().then(Expr::Identity.step(Step::Slice(None, Some(to))));
    let (value, field) = match word.as_literal() {
        Some(text) if is_date(&text) => (Expr::text(text), part(Expr::number(10))),
        Some(text) if text.ends_with('Z') && text.len() == 20 => (Expr::text(text), field),
        Some(text) => {
            return Err(Refusal::NoEquivalent { feature: format!("the time `{text}`") });
        }
        None => {
            let value = vars.word("time", word)?;
            let length = value.clone().then(Expr::call("length"));
            (value, part(length))
        }
    };
    Ok(field.binary(operator(order), value))
}

/// Compares the number at the path `field` to digits, or to what is known at run time.
pub(crate) fn number(vars: &mut Vars, field: &'static str, order: Order, word: &Word) -> Result<Expr, Refusal> {
    let number = match word.as_literal() {
        Some(digits) => Expr::Number(digits),
        None => vars.json("number", words::one(word)?),
    };
    Ok(jq(field).binary(operator(order), number))
}

/// jq's operator.
pub(crate) fn operator(order: Order) -> Operator {
    match order {
        Order::After => Operator::Greater,
        Order::From => Operator::AtLeast,
        Order::Before => Operator::Less,
        Order::Until => Operator::AtMost,
        Order::On => Operator::Equal,
    }
}

/// Whether a text has that of `word` in it, without regard to case; `name`: what a variable for it is called.
pub(crate) fn has_text(vars: &mut Vars, name: &str, word: &Word) -> Result<Expr, Refusal> {
    if let Some(text) = word.as_literal() {
        return Ok(jq("test($_regex; \"i\")").with("regex", Expr::text(as_regex(&text))));
    }
    // With jq 1.6 an empty text out of `ascii_downcase` lacks its end, so that `contains` looks into whatever lies behind it;
    // adding to it gives it one.
    Ok(jq("ascii_downcase + \"\" | contains($_word | ascii_downcase + \"\")").with("word", vars.word(name, word)?))
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

/// Whether GitHub takes a word for the name of a commit, and finds the pull requests that it belongs to.
fn is_commit(word: &Word) -> bool {
    word.as_literal().is_some_and(|text| {
        (7..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_hexdigit())
            && text.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// The value that a condition asks for, and what a variable for it is called. Labels are taken apart, and of an empty text none is
/// left.
fn asked_for(predicate: &Predicate) -> Option<(&'static str, &Word)> {
    match predicate {
        Predicate::Author(Person::Login(word)) => Some(("author", word)),
        Predicate::Assignee(Person::Login(word)) => Some(("assignee", word)),
        Predicate::Milestone(word) => Some(("milestone", word)),
        Predicate::Head(word) => Some(("head", word)),
        Predicate::Base(word) => Some(("base", word)),
        Predicate::Not(inner) => match &**inner {
            Predicate::Label(word) => Some(("label", word)),
            other => asked_for(other),
        },
        _ => None,
    }
}

/// A review decision as a condition on the reviews.
fn review(word: &str) -> Result<Expr, Refusal> {
    let latest =
        jq("[.[] | select((.state == \"APPROVED\" or .state == \"REQUEST_CHANGES\") and (.dismissed | not))] | \
                     group_by(.user.login) | map(max_by(.id).state)");
    Ok(latest.then(jq(match word {
        "approved" => "index(\"APPROVED\") and (index(\"REQUEST_CHANGES\") | not)",
        "changes_requested" => "index(\"REQUEST_CHANGES\")",
        "none" => "length == 0",
        "required" => "index(\"APPROVED\") | not",
        other => return Err(unknown("review", other)),
    })))
}

pub(crate) fn not_checked(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("the search condition `{what}`") }
}

fn unknown(qualifier: &str, value: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("the search condition `{qualifier}:{value}`") }
}
