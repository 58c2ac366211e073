//! What has to arrive at the server for a request.

use serde_json::{Value, json};
use steep_forge::operation::{
    AuthOperation, IssueChange, IssueCreate, IssueOperation, LabelOperation, MergeStyle, PullCreate, PullFill,
    PullOperation, ReleaseChange, ReleaseCreate, ReleaseNotes, ReleaseOperation, RepositoryOperation, ReviewKind, Text,
};
use steep_forge::{Emission, Item, Limit, Operation, Person, Predicate, Query, Repository, Request, State};
use steep_oracle::process::Finished;
use steep_oracle::recorder::Request as Asked;
use steep_shell::Word;

use crate::tea_requests::site::{BRANCH, INPUT, Known, MILESTONE, OF_BRANCH, OF_FIX, SUBJECT};
use crate::tea_requests::values::value;

/// Why it cannot be told what a request means.
pub(crate) enum Untold {
    /// A value in it is only known at run time.
    Value,
    /// Nobody has said it of such an operation.
    Operation,
}

/// A request below the repository: its method, its path, what its query and its body hold, whatever else they have.
#[derive(Debug)]
struct Wanted {
    method: &'static str,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Value,
}

/// What has to arrive, and what has to be there for it.
#[derive(Debug, Default)]
pub(crate) struct Meant {
    /// The repository's path.
    base: String,
    /// The changes, in their order; there are to be no others.
    changes: Vec<Wanted>,
    /// What is asked for among other things.
    reads: Vec<Wanted>,
    /// Whether the command fails, as gh's does.
    fails: bool,
    /// The token that is sent.
    token: Option<&'static str>,
    /// Whether it adds a login.
    pub(crate) adds_login: bool,
    /// Files that it reads.
    pub(crate) files: Vec<(String, String)>,
    /// What the server has.
    pub(crate) known: Known,
}

impl Meant {
    /// Of a request and the form that was made of it.
    pub(crate) fn by(request: &Request, emission: &Emission) -> Result<Self, Untold> {
        let slug = match &request.repository {
            Repository::Named(slug) => value(slug).filter(|slug| slug.contains('/')).ok_or(Untold::Value)?,
            Repository::Own(_) => return Err(Untold::Value),
            Repository::Here | Repository::None => "acme/widgets".to_owned(),
        };
        let mut meant = Meant { base: format!("/api/v1/repos/{slug}"), ..Meant::default() };
        // It says so: as it stands it does nothing.
        let says = |what: &str| emission.notes.iter().any(|note| note.0.starts_with(what));
        meant.fails = says("nothing is named, so the command fails") || says("what the text leaves out");
        if !meant.fails && !says("nothing is named, so the command changes nothing") {
            meant.operation(&request.operation)?;
        }
        Ok(meant)
    }

    fn operation(&mut self, operation: &Operation) -> Result<(), Untold> {
        match operation {
            Operation::Pull(PullOperation::List(query)) => self.list("pulls", query)?,
            Operation::Issue(IssueOperation::List(query)) => self.list("issues", query)?,
            Operation::Pull(PullOperation::View { pull: item, comments }) => self.view("pulls", item, *comments)?,
            Operation::Issue(IssueOperation::View { issue: item, comments }) => self.view("issues", item, *comments)?,
            Operation::Label(LabelOperation::List(_)) => self.read("/labels".to_owned(), Vec::new()),
            Operation::Release(ReleaseOperation::List(_)) => self.read("/releases".to_owned(), Vec::new()),
            Operation::Repository(RepositoryOperation::Clone(clone)) => {
                let slug = clone.repository.as_ref().and_then(value).filter(|slug| !slug.contains(':'));
                self.base = format!("/api/v1/repos/{}", slug.filter(|slug| slug.contains('/')).ok_or(Untold::Value)?);
                self.read(String::new(), Vec::new());
                // There is nothing to clone.
                self.fails = true;
            }
            Operation::Repository(RepositoryOperation::Create(create)) => {
                self.base = "/api/v1/user".to_owned();
                let mut body = json!({"private": create.private, "auto_init": create.readme});
                set(&mut body, "name", create.name.as_ref())?;
                set(&mut body, "description", create.description.as_ref())?;
                self.change("POST", "/repos".to_owned(), body);
            }
            Operation::Auth(AuthOperation::Login { token_from_stdin }) => {
                self.base = "/api/v1/user".to_owned();
                self.read(String::new(), Vec::new());
                self.token = Some(if *token_from_stdin { INPUT } else { "from-variable" });
                self.adds_login = true;
            }
            Operation::Pull(PullOperation::Create(create)) => self.pull_create(create)?,
            Operation::Pull(PullOperation::Merge(merge)) => {
                let mut body = json!({});
                if let Some(style) = &merge.style {
                    body["Do"] = json!(match style {
                        MergeStyle::Merge => "merge",
                        MergeStyle::Squash => "squash",
                        MergeStyle::Rebase => "rebase",
                    });
                }
                set(&mut body, "MergeTitleField", merge.subject.as_ref())?;
                text(&mut body, "MergeMessageField", merge.body.as_ref())?;
                self.change("POST", format!("/pulls/{}/merge", number(&merge.pull)?), body);
            }
            Operation::Pull(PullOperation::Review(review)) => {
                let approves = review.kind == Some(ReviewKind::Approve);
                // gh refuses a request for changes that says nothing, and so does tea.
                self.fails = !approves && review.body.is_none();
                if !self.fails {
                    let mut body = json!({"event": if approves { "APPROVED" } else { "REQUEST_CHANGES" }});
                    text(&mut body, "body", review.body.as_ref())?;
                    self.change("POST", format!("/pulls/{}/reviews", number(&review.pull)?), body);
                }
            }
            Operation::Pull(PullOperation::Comment { pull: item, body: Some(Text::Word(text)) })
            | Operation::Issue(IssueOperation::Comment { issue: item, body: Some(Text::Word(text)) }) => {
                self.comment(item, Some(text))?
            }
            Operation::Issue(IssueOperation::Create(create)) => self.issue_create(create)?,
            Operation::Issue(IssueOperation::Close(close)) => {
                self.comment(&close.issue, close.comment.as_ref())?;
                self.turn("issues", &close.issue, "closed")?;
            }
            Operation::Issue(IssueOperation::Reopen(reopen)) => {
                self.comment(&reopen.item, reopen.comment.as_ref())?;
                self.turn("issues", &reopen.item, "open")?;
            }
            Operation::Pull(PullOperation::Reopen(reopen)) => self.turn("pulls", &reopen.item, "open")?,
            Operation::Pull(PullOperation::Close(close)) => self.turn("pulls", &close.pull, "closed")?,
            Operation::Issue(IssueOperation::Edit(change)) => {
                change.issues.iter().try_for_each(|issue| self.edit(issue, change))?;
            }
            Operation::Pull(PullOperation::Edit(change)) => {
                let reviewers = logins(&change.add_reviewers)?;
                if change.change != IssueChange::default() {
                    self.edit(&change.pull, &change.change)?;
                }
                if !reviewers.is_empty() {
                    let path = format!("/pulls/{}/requested_reviewers", number(&change.pull)?);
                    self.change("POST", path, json!({"reviewers": reviewers}));
                }
            }
            Operation::Release(ReleaseOperation::Create(create)) => self.release_create(create)?,
            Operation::Release(ReleaseOperation::Edit(change)) => self.release_edit(change)?,
            Operation::Release(ReleaseOperation::Delete(delete)) => {
                let tag = known(delete.tag.as_ref())?;
                self.change("DELETE", "/releases/5".to_owned(), json!({}));
                if delete.with_tag {
                    self.change("DELETE", format!("/tags/{tag}"), json!({}));
                }
                self.known.tag = Some(tag);
            }
            Operation::Release(ReleaseOperation::FileDelete(delete)) => {
                self.known = Known { tag: Some(known(delete.tag.as_ref())?), file: Some(known(delete.file.as_ref())?) };
                self.change("DELETE", "/releases/5/assets/6".to_owned(), json!({}));
            }
            _ => return Err(Untold::Operation),
        }
        Ok(())
    }

    fn change(&mut self, method: &'static str, path: String, body: Value) {
        self.changes.push(Wanted { method, path, query: Vec::new(), body });
    }

    fn read(&mut self, path: String, query: Vec<(&'static str, String)>) {
        self.reads.push(Wanted { method: "GET", path, query, body: json!({}) });
    }

    fn list(&mut self, what: &'static str, query: &Query) -> Result<(), Untold> {
        let mut state = "all";
        let mut author = None;
        for predicate in &query.predicates {
            match predicate {
                Predicate::State(State::Open) => state = "open",
                Predicate::State(State::Closed) => state = "closed",
                Predicate::State(State::All) => {}
                Predicate::Author(Person::Login(login)) => author = Some(value(login).ok_or(Untold::Value)?),
                _ => return Err(Untold::Operation),
            }
        }
        let mut pairs = vec![("state", state.to_owned())];
        // Pull requests of an author are asked for as issues.
        let path = if what == "issues" || author.is_some() {
            pairs.push(("type", what.to_owned()));
            pairs.extend(author.map(|author| ("created_by", author)));
            "/issues"
        } else {
            "/pulls"
        };
        if let Limit::Count(count) = query.limit
            && count != 30
        {
            pairs.push(("limit", count.to_string()));
        }
        self.read(path.to_owned(), pairs);
        Ok(())
    }

    fn view(&mut self, what: &str, item: &Item, comments: bool) -> Result<(), Untold> {
        let number = number(item)?;
        self.read(format!("/{what}/{number}"), Vec::new());
        if comments {
            self.read(format!("/issues/{number}/comments"), Vec::new());
        }
        Ok(())
    }

    fn comment(&mut self, item: &Item, text: Option<&Word>) -> Result<(), Untold> {
        if let Some(text) = text {
            let body = json!({"body": value(text).ok_or(Untold::Value)?});
            self.change("POST", format!("/issues/{}/comments", number(item)?), body);
        }
        Ok(())
    }

    fn turn(&mut self, what: &str, item: &Item, state: &str) -> Result<(), Untold> {
        self.change("PATCH", format!("/{what}/{}", number(item)?), json!({"state": state}));
        Ok(())
    }

    fn edit(&mut self, item: &Item, change: &IssueChange) -> Result<(), Untold> {
        let mut body = json!({});
        set(&mut body, "title", change.title.as_ref())?;
        text(&mut body, "body", change.body.as_ref())?;
        if change.milestone.is_some() {
            body["milestone"] = json!(MILESTONE);
        }
        self.change("PATCH", format!("/issues/{}", number(item)?), body);
        Ok(())
    }

    fn issue_create(&mut self, create: &IssueCreate) -> Result<(), Untold> {
        let mut body = json!({});
        set(&mut body, "title", create.title.as_ref())?;
        text(&mut body, "body", create.body.as_ref())?;
        items(&mut body, &create.assignees, create.milestone.as_ref())?;
        self.change("POST", "/issues".to_owned(), body);
        Ok(())
    }

    fn pull_create(&mut self, create: &PullCreate) -> Result<(), Untold> {
        let title = match (&create.title, create.fill) {
            (Some(title), _) => value(title).ok_or(Untold::Value)?,
            (None, Some(PullFill::Verbose)) => BRANCH.to_owned(),
            (None, _) => SUBJECT.to_owned(),
        };
        let mut body = json!({"title": if create.draft { format!("WIP: {title}") } else { title }});
        set(&mut body, "base", create.base.as_ref())?;
        body["head"] = json!(BRANCH);
        set(&mut body, "head", create.head.as_ref())?;
        text(&mut body, "body", create.body.as_ref())?;
        items(&mut body, &create.assignees, create.milestone.as_ref())?;
        self.change("POST", "/pulls".to_owned(), body);
        Ok(())
    }

    fn release_create(&mut self, create: &ReleaseCreate) -> Result<(), Untold> {
        let tag = known(create.tag.as_ref())?;
        let mut body = json!({"tag_name": tag, "name": tag, "draft": create.draft, "prerelease": create.prerelease});
        set(&mut body, "name", create.title.as_ref())?;
        set(&mut body, "target_commitish", create.target.as_ref())?;
        match &create.notes {
            Some(ReleaseNotes::Text(Text::File(file))) => {
                let content = "Notes, \"quoted\" $(and) more.\n";
                body["body"] = json!(content);
                self.files.push((value(file).ok_or(Untold::Value)?, content.to_owned()));
            }
            Some(ReleaseNotes::Text(notes)) => text(&mut body, "body", Some(notes))?,
            Some(ReleaseNotes::OfTag) => return Err(Untold::Operation),
            None => {}
        }
        self.change("POST", "/releases".to_owned(), body);
        for file in &create.files {
            let path = value(file).ok_or(Untold::Value)?;
            if path.starts_with('/') || path.starts_with("..") {
                return Err(Untold::Value);
            }
            self.change("POST", "/releases/5/assets".to_owned(), json!({}));
            self.files.push((path, "content".to_owned()));
        }
        Ok(())
    }

    fn release_edit(&mut self, change: &ReleaseChange) -> Result<(), Untold> {
        self.known.tag = Some(known(change.tag.as_ref())?);
        let mut body = json!({});
        set(&mut body, "tag_name", change.new_tag.as_ref())?;
        set(&mut body, "target_commitish", change.target.as_ref())?;
        set(&mut body, "name", change.title.as_ref())?;
        text(&mut body, "body", change.notes.as_ref())?;
        for (name, value) in [("draft", change.draft), ("prerelease", change.prerelease)] {
            if let Some(value) = value {
                body[name] = json!(value);
            }
        }
        self.change("PATCH", "/releases/5".to_owned(), body);
        Ok(())
    }

    /// Whether what was asked is that.
    pub(crate) fn agrees(&self, asked: &[Asked], done: &Finished) -> Result<(), String> {
        let mut changes = asked.iter().filter(|one| one.method != "GET");
        for wanted in &self.changes {
            let Some(found) = changes.next() else { return Err(format!("there is no {wanted:?}")) };
            if (found.method.as_str(), found.path())
                != (wanted.method, format!("{}{}", self.base, wanted.path).as_str())
            {
                return Err(format!("{} {} is not {wanted:?}", found.method, found.target));
            }
            let sent: Value = serde_json::from_str(&found.body).unwrap_or_default();
            for (name, value) in wanted.body.as_object().into_iter().flatten() {
                if sent.get(name) != Some(value) {
                    return Err(format!("{name} is {:?} and not {value}", sent.get(name)));
                }
            }
        }
        if let Some(more) = changes.next() {
            return Err(format!("{} {} is not meant", more.method, more.target));
        }
        for wanted in &self.reads {
            let has = |one: &&Asked| {
                one.method == wanted.method
                    && one.path() == format!("{}{}", self.base, wanted.path)
                    && wanted.query.iter().all(|(name, value)| one.query().iter().any(|(n, v)| n == name && v == value))
            };
            if !asked.iter().any(|one| has(&one)) {
                return Err(format!("there is no {wanted:?}"));
            }
        }
        if (done.status != 0) != self.fails {
            return Err(format!("it ends with {}", done.status));
        }
        if let Some(token) = self.token {
            let authorization = asked.iter().find_map(|one| one.header("authorization"));
            if authorization != Some(format!("token {token}").as_str()) {
                return Err(format!("the token is {authorization:?}"));
            }
        }
        Ok(())
    }
}

fn known(word: Option<&Word>) -> Result<String, Untold> {
    word.and_then(value).ok_or(Untold::Value)
}

fn set(body: &mut Value, name: &str, word: Option<&Word>) -> Result<(), Untold> {
    if let Some(word) = word {
        body[name] = json!(value(word).ok_or(Untold::Value)?);
    }
    Ok(())
}

fn text(body: &mut Value, name: &str, text: Option<&Text>) -> Result<(), Untold> {
    match text {
        Some(Text::Word(word)) => set(body, name, Some(word)),
        // tea would have to be given them by the shell.
        Some(Text::File(_) | Text::Stdin) => Err(Untold::Operation),
        None => Ok(()),
    }
}

fn items(body: &mut Value, assignees: &[Person], milestone: Option<&Word>) -> Result<(), Untold> {
    if !assignees.is_empty() {
        body["assignees"] = json!(logins(assignees)?);
    }
    if milestone.is_some() {
        body["milestone"] = json!(MILESTONE);
    }
    Ok(())
}

fn logins(people: &[Person]) -> Result<Vec<String>, Untold> {
    let login = |person: &Person| match person {
        Person::Login(word) => value(word).ok_or(Untold::Value),
        _ => Err(Untold::Operation),
    };
    people.iter().map(login).collect()
}

/// The number that the item has on the server.
fn number(item: &Item) -> Result<String, Untold> {
    match item {
        Item::Number(word) => value(word).ok_or(Untold::Value),
        Item::Branch(branch) => match value(branch).as_deref() {
            Some("fix") => Ok(OF_FIX.to_string()),
            Some(BRANCH) => Ok(OF_BRANCH.to_string()),
            _ => Err(Untold::Value),
        },
        Item::Current => Ok(OF_BRANCH.to_string()),
        Item::Unnamed => Err(Untold::Operation),
    }
}
