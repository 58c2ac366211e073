//! One request of every shape that matters, by name.

use steep_forge::operation::{
    AuthOperation, Checkout, CreatedCopy, IssueChange, IssueClose, IssueCreate, IssueOperation, MergeStyle, PullChange,
    PullCreate, PullFill, PullMerge, PullOperation, RepositoryClone, RepositoryCreate, RepositoryOperation, Rerun,
    Review, ReviewKind, RunOperation, Text,
};
use steep_forge::{Item, Limit, Operation, Output, Person, Predicate, Query, Request, State};

use super::{about_widgets, here, login, number, placeholder, variable, word};

/// A pull request with nothing given.
pub fn pull_create() -> PullCreate {
    PullCreate {
        title: None,
        body: None,
        fill: None,
        base: None,
        head: None,
        draft: false,
        labels: Vec::new(),
        assignees: Vec::new(),
        reviewers: Vec::new(),
        milestone: None,
        maintainer_edit: true,
    }
}

/// A merge of the current branch's pull request, without a style.
pub fn pull_merge() -> PullMerge {
    PullMerge {
        pull: Item::Current,
        style: None,
        delete_branch: false,
        auto: false,
        disable_auto: false,
        admin: false,
        subject: None,
        body: None,
        match_head: None,
    }
}

/// An issue with nothing given.
pub fn issue_create() -> IssueCreate {
    IssueCreate { title: None, body: None, labels: Vec::new(), assignees: Vec::new(), milestone: None, elided: false }
}

/// A change of issue 12.
pub fn issue_change() -> IssueChange {
    IssueChange { issues: vec![number("12")], ..IssueChange::default() }
}

/// A change of pull request 12.
pub fn pull_change() -> PullChange {
    PullChange {
        pull: number("12"),
        base: None,
        change: IssueChange::default(),
        add_reviewers: Vec::new(),
        remove_reviewers: Vec::new(),
    }
}

/// A checkout of pull request 12.
pub fn checkout() -> Checkout {
    Checkout {
        pull: number("12"),
        branch: None,
        detach: false,
        force: false,
        recurse_submodules: false,
        worktree: None,
    }
}

/// A clone of acme/widgets.
pub fn clone() -> RepositoryClone {
    RepositoryClone {
        repository: Some(word("acme/widgets")),
        directory: None,
        git_arguments: Vec::new(),
        upstream_remote: None,
    }
}

/// A new repository of the caller's.
pub fn repository_create() -> RepositoryCreate {
    RepositoryCreate {
        name: Some(word("gadgets")),
        private: false,
        description: None,
        homepage: None,
        readme: false,
        licence: None,
        gitignore: None,
        without_issues: false,
        without_wiki: false,
        template: None,
        copy: CreatedCopy::None,
    }
}

/// Open ones, as many as gh lists by itself.
pub fn open() -> Query {
    Query { predicates: vec![Predicate::State(State::Open)], sort: None, limit: Limit::Count(30) }
}

/// JSON with these fields that nobody filters.
pub fn json(fields: &[&str]) -> Output {
    Output::Json { fields: fields.iter().map(|&field| field.to_owned()).collect(), filter: None }
}

fn text(text: &str) -> Option<Text> {
    Some(Text::Word(word(text)))
}

/// A request of every shape, once about a named repository and once about that of the clone.
pub fn all() -> Vec<Request> {
    let operations = operations();
    let named = operations
        .iter()
        .map(|(operation, output)| Request { output: output.clone(), ..about_widgets(operation.clone()) });
    let cloned =
        operations.iter().map(|(operation, output)| Request { output: output.clone(), ..here(operation.clone()) });
    named.chain(cloned).collect()
}

fn operations() -> Vec<(Operation, Output)> {
    let mut all: Vec<Operation> = Vec::new();
    let base = || Some(word("staging"));

    for fill in [None, Some(PullFill::Commits), Some(PullFill::FirstCommit), Some(PullFill::Verbose)] {
        for base in [None, base()] {
            all.push(Operation::Pull(PullOperation::Create(PullCreate { fill, base, ..pull_create() })));
        }
    }
    let complete = PullCreate { title: Some(variable("title")), body: text("-1"), base: base(), ..pull_create() };
    all.extend(
        [
            PullCreate { draft: true, ..complete.clone() },
            PullCreate { head: Some(word("casey:patch-1")), ..complete.clone() },
            PullCreate { labels: vec![word("bug")], ..complete.clone() },
            PullCreate { assignees: vec![Person::Me, login("bob")], ..complete.clone() },
            PullCreate {
                assignees: vec![login("bob"), login("carol")],
                milestone: Some(word("v1")),
                ..complete.clone()
            },
            PullCreate { reviewers: vec![login("bob"), Person::Team(word("acme/qa"))], ..complete.clone() },
            PullCreate { body: Some(Text::File(word("notes.md"))), ..complete.clone() },
            PullCreate { maintainer_edit: false, ..complete.clone() },
            complete,
        ]
        .map(|it| Operation::Pull(PullOperation::Create(it))),
    );

    for pull in
        [number("12"), Item::Number(placeholder("<N>")), Item::Current, Item::Unnamed, Item::Branch(word("fix"))]
    {
        let style = Some(MergeStyle::Squash);
        let merge = PullMerge { pull: pull.clone(), style, ..pull_merge() };
        all.extend(
            [
                PullMerge { style: None, ..merge.clone() },
                PullMerge { style: Some(MergeStyle::Rebase), ..merge.clone() },
                PullMerge { delete_branch: true, ..merge.clone() },
                PullMerge { auto: true, ..merge.clone() },
                PullMerge { disable_auto: true, style: None, ..merge.clone() },
                PullMerge { subject: Some(word("-s")), body: Some(Text::Word(variable("text"))), ..merge.clone() },
                PullMerge { match_head: Some(variable("sha")), ..merge.clone() },
                merge,
            ]
            .map(|it| Operation::Pull(PullOperation::Merge(it))),
        );
        for kind in [Some(ReviewKind::Approve), Some(ReviewKind::RequestChanges), Some(ReviewKind::Comment), None] {
            for body in [None, text("- please"), Some(Text::Word(variable("text"))), Some(Text::Stdin)] {
                all.push(Operation::Pull(PullOperation::Review(Review { pull: pull.clone(), kind, body })));
            }
        }
        for body in [None, text("- hi"), Some(Text::Word(variable("text"))), Some(Text::File(word("f")))] {
            all.push(Operation::Pull(PullOperation::Comment { pull: pull.clone(), body: body.clone() }));
            if !matches!(pull, Item::Branch(_)) {
                all.push(Operation::Issue(IssueOperation::Comment { issue: pull.clone(), body }));
            }
        }
        all.push(Operation::Pull(PullOperation::Edit(PullChange {
            pull: pull.clone(),
            base: base(),
            ..pull_change()
        })));
        let retitled = IssueChange { title: Some(word("New")), body: text("Text"), ..IssueChange::default() };
        all.push(Operation::Pull(PullOperation::Edit(PullChange {
            pull: pull.clone(),
            change: retitled,
            ..pull_change()
        })));
        all.push(Operation::Pull(PullOperation::Edit(PullChange {
            pull: pull.clone(),
            add_reviewers: vec![login("bob")],
            ..pull_change()
        })));
        all.push(Operation::Pull(PullOperation::Checkout(Checkout { pull: pull.clone(), ..checkout() })));
        all.push(Operation::Pull(PullOperation::View { pull: pull.clone(), comments: false }));
        all.push(Operation::Pull(PullOperation::View { pull, comments: true }));
    }

    let titled = IssueCreate { title: Some(word("T")), body: Some(Text::Word(variable("text"))), ..issue_create() };
    all.extend(
        [
            issue_create(),
            IssueCreate { body: None, ..titled.clone() },
            IssueCreate { labels: vec![word("bug"), word("good first issue")], ..titled.clone() },
            IssueCreate { assignees: vec![login("bob")], milestone: Some(word("v1")), ..titled.clone() },
            IssueCreate { assignees: vec![Person::Me], ..titled.clone() },
            IssueCreate { elided: true, body: None, ..titled.clone() },
            IssueCreate { elided: true, labels: vec![word("bug")], ..titled.clone() },
            titled,
        ]
        .map(|it| Operation::Issue(IssueOperation::Create(it))),
    );
    for issues in [vec![number("12")], vec![number("12"), number("13")], vec![Item::Unnamed]] {
        let change = IssueChange { issues, ..IssueChange::default() };
        all.extend(
            [
                IssueChange { title: Some(word("New")), body: text("Text"), ..change.clone() },
                IssueChange { milestone: Some(word("v1")), ..change.clone() },
                IssueChange { remove_milestone: true, ..change.clone() },
                IssueChange { add_labels: vec![word("bug")], ..change.clone() },
                IssueChange { add_labels: vec![word("bug")], remove_labels: vec![word("wip")], ..change.clone() },
                IssueChange { add_assignees: vec![Person::Me], remove_assignees: vec![login("bob")], ..change },
            ]
            .map(|it| Operation::Issue(IssueOperation::Edit(it))),
        );
    }
    for issue in [number("12"), Item::Unnamed] {
        for comment in [None, Some(variable("text"))] {
            for reason in [None, Some(word("completed")), Some(word("not planned"))] {
                all.push(Operation::Issue(IssueOperation::Close(IssueClose {
                    issue: issue.clone(),
                    comment: comment.clone(),
                    reason,
                })));
            }
        }
        all.push(Operation::Issue(IssueOperation::View { issue: issue.clone(), comments: false }));
        all.push(Operation::Issue(IssueOperation::View { issue, comments: true }));
    }
    all.extend([
        Operation::Repository(RepositoryOperation::Clone(clone())),
        Operation::Repository(RepositoryOperation::Clone(RepositoryClone {
            directory: Some(word("/tmp/widgets")),
            ..clone()
        })),
        Operation::Repository(RepositoryOperation::Clone(RepositoryClone {
            git_arguments: vec![word("--depth"), word("1")],
            ..clone()
        })),
        Operation::Repository(RepositoryOperation::Clone(RepositoryClone {
            git_arguments: vec![word("--bare")],
            ..clone()
        })),
        Operation::Repository(RepositoryOperation::Create(repository_create())),
        Operation::Repository(RepositoryOperation::Create(RepositoryCreate {
            private: true,
            readme: true,
            ..repository_create()
        })),
        Operation::Repository(RepositoryOperation::Create(RepositoryCreate {
            description: Some(variable("text")),
            ..repository_create()
        })),
        Operation::Run(RunOperation::Rerun(Rerun { run: number("5"), failed: true, job: None, debug: false })),
        Operation::Auth(AuthOperation::Login { token_from_stdin: true }),
        Operation::Auth(AuthOperation::Login { token_from_stdin: false }),
    ]);

    let mut all: Vec<(Operation, Output)> = all.into_iter().map(|operation| (operation, Output::Reader)).collect();
    let queries = [
        open(),
        Query { limit: Limit::Count(5), ..open() },
        Query { limit: Limit::Count(200), ..open() },
        Query { predicates: vec![Predicate::State(State::All)], ..open() },
        Query { predicates: vec![Predicate::State(State::Merged)], ..open() },
        Query { predicates: vec![Predicate::State(State::Open), Predicate::Author(login("bob"))], ..open() },
        Query { predicates: vec![Predicate::State(State::Open), Predicate::Label(word("bug"))], ..open() },
        Query { predicates: vec![Predicate::State(State::Open), Predicate::Assignee(Person::Me)], ..open() },
    ];
    for query in queries {
        for output in [Output::Reader, json(&["number", "title", "author"]), json(&["number", "body"])] {
            all.push((Operation::Pull(PullOperation::List(query.clone())), output.clone()));
            all.push((Operation::Issue(IssueOperation::List(query.clone())), output));
        }
    }
    all
}
