//! The forge, and its program `mill`: `mill change list|show|land` and `mill ticket open|close`. Labels are only in its API.

use steep_forge::operation::{
    IssueClose, IssueCreate, IssueOperation, LabelList, LabelOperation, LabelSort, MergeStyle, PullMerge,
    PullOperation, Text,
};
use steep_forge::{
    Answer, Credential, Emission, Fidelity, Item, Limit, Operation, Output, Predicate, Query, Refusal, Repository,
    Request, Service, SettingError, State, Surroundings, Target, TokenIn, Tool, WebPage, WishKind,
};
use steep_jq::jq;
use steep_rest::paging::Listing;
use steep_rest::{Api, Comparison, Connection, Functions, Paging, Rest, Vocabulary};
use steep_shell::{Arg, Script, Word};

const MILL: Tool = Tool::named("mill");
const CURL: Tool = Tool::named("curl");

static API: Api = Api {
    root: "rest/v2",
    address_variable: "MILL_URL",
    scheme: "Bearer",
    repositories: "projects",
    files: &[],
    comparison: Comparison { below: "compare", between: "..." },
    caller: "self",
    login: "name",
    web_address: "page",
    upload: "file",
    paging: Paging { length: "per_page", number: "nr", most: 20 },
    functions: Functions { request: "mill_get", json: "mill_send", repository: "mill_project", path: "mill_path" },
    companion: Vocabulary { single: &[], names: &[], filled_in: &[] },
};

#[derive(Debug)]
pub(crate) struct Mill(Connection);

impl Mill {
    pub(crate) fn new(host: &str) -> Self {
        let credential =
            Credential { variable: "MILL_TOKEN".to_owned(), held_in: TokenIn::Environment, is_exported: false };
        Mill(Connection::new(&API, host, credential))
    }
}

impl Target for Mill {
    fn name(&self) -> String {
        "mill".to_owned()
    }

    fn host(&self) -> &str {
        &self.0.host
    }

    fn credential(&self) -> &Credential {
        &self.0.credential
    }

    fn client(&self) -> Option<Tool> {
        Some(MILL)
    }

    fn check(&self) -> Result<(), SettingError> {
        Ok(())
    }

    fn emit(&self, request: &Request, surroundings: &Surroundings) -> Result<Emission, Refusal> {
        let waits = || Refusal::NotYet { feature: format!("`{}`", request.rule) };
        // Its tables are for readers.
        if request.output != Output::Reader || surroundings.stdout.is_consumed() {
            return Err(waits());
        }
        let (noun, (verb, words)) = match &request.operation {
            Operation::Pull(pull) => ("change", change(pull, waits)?),
            Operation::Issue(issue) => ("ticket", ticket(issue, waits)?),
            Operation::Label(LabelOperation::List(list)) => {
                let script = labels(Rest::new(&request.repository, &self.0, surroundings), list)?;
                return Ok(Emission::new(CURL, Fidelity::Equivalent, script).judged_by(request, answer));
            }
            Operation::Label(_)
            | Operation::Release(_)
            | Operation::Repository(_)
            | Operation::Run(_)
            | Operation::Workflow(_)
            | Operation::Setting(_)
            | Operation::Key(_)
            | Operation::Search(_)
            | Operation::Organization(_)
            | Operation::Auth(_)
            | Operation::Api(_) => return Err(waits()),
        };
        let mut command: Vec<Arg> = ["mill", noun, verb].map(Arg::text).into();
        match &request.repository {
            Repository::Named(slug) => command.extend([Arg::text("--in"), Arg::from(slug)]),
            Repository::Here => {}
            Repository::Own(_) | Repository::None => return Err(lacks("a repository without its owner")),
        }
        command.extend(words);
        let emission = Emission::new(MILL, Fidelity::Equivalent, Script::call(command));
        Ok(emission.judged_by(request, answer))
    }

    fn instead_of(&self, service: Service) -> Option<&'static str> {
        (service == Service::Discussions).then_some("tickets are all that a mill has")
    }

    fn web_path(&self, page: WebPage<'_>) -> String {
        match page {
            WebPage::Pull { repository, rest } => format!("{repository}/change/{rest}"),
            WebPage::Tree { repository, is_commit: _, rest } => format!("{repository}/at/{rest}"),
            WebPage::Other(path) => path.to_owned(),
        }
    }

    fn notice(&self) -> String {
        "Install `mill`.\n".to_owned()
    }
}

fn answer(wish: WishKind) -> Answer {
    match wish {
        WishKind::Latest => Answer::Noted("the last release is the latest"),
        WishKind::GeneratedNotes
        | WishKind::NotLatest
        | WishKind::EmptiedText
        | WishKind::FileLabel
        | WishKind::SecretForRuns
        | WishKind::PartOfOrganization => Answer::Lost("a mill has none"),
    }
}

/// The names of a project's labels.
fn labels(mut rest: Rest<'_>, list: &LabelList) -> Result<Script, Refusal> {
    let LabelList { search: None, sort: LabelSort::Created, descending: false, limit } = list else {
        return Err(lacks("a list of labels with conditions"));
    };
    let url = rest.repo("labels")?;
    let items = Listing::new(rest.get(url), Some(limit.clone())).items();
    let (source, stage) = items.stream(jq(".name"), rest.status_is_used());
    Ok(rest.finish(source.pipe(stage.raw().script())))
}

/// The verb of `mill change`, and the words behind it. Each operation has its arm: a new one does not compile without.
fn change(operation: &PullOperation, waits: impl Fn() -> Refusal) -> Result<(&'static str, Vec<Arg>), Refusal> {
    Ok(match operation {
        PullOperation::List(query) => ("list", list(query)?),
        PullOperation::View { pull, comments: false } => ("show", vec![number(pull)?]),
        PullOperation::Merge(merge) => ("land", land(merge)?),
        PullOperation::View { comments: true, .. }
        | PullOperation::Status
        | PullOperation::Create(_)
        | PullOperation::Checks { .. }
        | PullOperation::Review(_)
        | PullOperation::Diff(_)
        | PullOperation::Checkout(_)
        | PullOperation::Edit(_)
        | PullOperation::Close(_)
        | PullOperation::Reopen(_)
        | PullOperation::Ready { .. }
        | PullOperation::Update { .. }
        | PullOperation::Comment { .. }
        | PullOperation::LastComment { .. } => return Err(waits()),
    })
}

/// The verb of `mill ticket`, and the words behind it.
fn ticket(operation: &IssueOperation, waits: impl Fn() -> Refusal) -> Result<(&'static str, Vec<Arg>), Refusal> {
    Ok(match operation {
        IssueOperation::Create(create) => ("open", open(create)?),
        IssueOperation::Close(close) => ("close", shut(close)?),
        IssueOperation::List(_)
        | IssueOperation::Status
        | IssueOperation::View { .. }
        | IssueOperation::Edit(_)
        | IssueOperation::Reopen(_)
        | IssueOperation::Delete(_)
        | IssueOperation::Lock { .. }
        | IssueOperation::Pin { .. }
        | IssueOperation::Comment { .. }
        | IssueOperation::AttachmentList { .. }
        | IssueOperation::AttachmentView { .. }
        | IssueOperation::AttachmentDownload(_)
        | IssueOperation::AttachmentCreate(_)
        | IssueOperation::AttachmentRename { .. }
        | IssueOperation::AttachmentDelete { .. }
        | IssueOperation::LastComment { .. } => return Err(waits()),
    })
}

fn list(query: &Query) -> Result<Vec<Arg>, Refusal> {
    let Query { predicates, sort, limit } = query;
    if *predicates != [Predicate::State(State::Open)] || sort.is_some() {
        return Err(lacks("a list with conditions"));
    }
    let most = match limit {
        Limit::Count(count) => Arg::text(count.to_string()),
        Limit::Word(word) => Arg::from(word),
    };
    Ok(vec![Arg::text("--most"), most])
}

fn land(merge: &PullMerge) -> Result<Vec<Arg>, Refusal> {
    let PullMerge { pull, style, delete_branch, auto, disable_auto, admin, subject, body, match_head } = merge;
    let beyond = [
        (*delete_branch, "deleting the branch"),
        (*auto || *disable_auto, "a planned merge"),
        (*admin, "a merge in spite of requirements"),
        (subject.is_some() || body.is_some(), "a message of the merge"),
        (match_head.is_some(), "a merge of one commit only"),
    ];
    if let Some((_, feature)) = beyond.iter().find(|(is_asked, _)| *is_asked) {
        return Err(lacks(feature));
    }
    let style = match style {
        Some(MergeStyle::Merge) => "--merge",
        Some(MergeStyle::Squash) => "--squash",
        Some(MergeStyle::Rebase) | None => return Err(lacks("a merge without a style that it knows")),
    };
    Ok(vec![Arg::text(style), number(pull)?])
}

fn open(create: &IssueCreate) -> Result<Vec<Arg>, Refusal> {
    let IssueCreate {
        title: Some(title),
        body: Some(Text::Word(body)),
        labels,
        assignees,
        milestone: None,
        elided: false,
    } = create
    else {
        return Err(lacks("a ticket that is asked for"));
    };
    if !labels.is_empty() || !assignees.is_empty() {
        return Err(lacks("labels and assignees"));
    }
    Ok(vec![word(title), word(body)])
}

fn shut(close: &IssueClose) -> Result<Vec<Arg>, Refusal> {
    let IssueClose { issue, comment: None, reason: None } = close else {
        return Err(lacks("a reason or comment"));
    };
    Ok(vec![number(issue)?])
}

fn number(item: &Item) -> Result<Arg, Refusal> {
    match item {
        Item::Number(number) => Ok(word(number)),
        Item::Branch(_) | Item::Current | Item::Unnamed => Err(lacks("what has no number")),
    }
}

fn word(word: &Word) -> Arg {
    Arg::from(word)
}

fn lacks(feature: &str) -> Refusal {
    Refusal::NoEquivalent { feature: feature.to_owned() }
}
