use steep_shell::Word;

use crate::Visibility;

/// A state filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Open ones.
    Open,
    /// Closed ones; for pull requests merged ones too.
    Closed,
    /// Merged pull requests.
    Merged,
    /// All.
    All,
}

/// A person in a filter or a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// The caller (`@me`).
    Me,
    /// A login.
    Login(Word),
    /// A GitHub App's bot account (`app/NAME`): the name.
    App(Word),
    /// A team `ORG/SLUG`.
    Team(Word),
}

/// How many results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most this many.
    Count(u32),
    /// Known at run time or to the reader.
    Word(Word),
}

/// A text field that words are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The description.
    Body,
    /// The comments.
    Comments,
    /// A repository's name.
    Name,
    /// A repository's description.
    Description,
    /// A repository's topics.
    Topics,
}

/// Which repositories a search finds by their being forks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forks {
    /// None.
    Excluded,
    /// All, forks too.
    Included,
    /// Forks only.
    Only,
}

/// What is counted of a repository, an issue or a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Its stars.
    Stars,
    /// Its forks.
    Forks,
    /// Its size in KiB.
    Size,
    /// Its topics.
    Topics,
    /// Its comments.
    Comments,
}

/// A time stamp that a range is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Creation.
    Created,
    /// Last change.
    Updated,
    /// Closing (for pull requests also by merging).
    Closed,
    /// Merging.
    Merged,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `>`
    After,
    /// `>=`
    From,
    /// `<`
    Before,
    /// `<=`
    Until,
    /// Equal; for a date without a time, within that day (UTC).
    On,
}

/// One condition on an issue, a pull request or a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// All hold.
    All(Vec<Predicate>),
    /// One holds.
    Any(Vec<Predicate>),
    /// It does not hold.
    Not(Box<Predicate>),
    /// It has this state.
    State(State),
    /// It was opened by.
    Author(Person),
    /// It is assigned to.
    Assignee(Person),
    /// It mentions.
    Mentions(Person),
    /// It carries the label.
    Label(Word),
    /// It has the milestone (by title).
    Milestone(Word),
    /// Nobody is assigned.
    NoAssignee,
    /// It carries no label.
    NoLabel,
    /// It has no milestone.
    NoMilestone,
    /// It is a draft.
    Draft,
    /// Its head branch.
    Head(Word),
    /// Its base branch.
    Base(Word),
    /// A review by that person is asked for and open.
    ReviewRequested(Person),
    /// That person has reviewed it.
    ReviewedBy(Person),
    /// Its review decision, in GitHub's word: `none`, `required`, `approved`, `changes_requested`.
    Review(String),
    /// Its combined check status: `success`, `failure`, `pending`.
    Status(String),
    /// A word or quoted phrase occurs in one of these fields.
    Text(Word, Vec<Field>),
    /// A time stamp compares so to a date or time (RFC 3339 or a date, or known at run time).
    Time(Moment, Order, Word),
    /// It lies in this repository (`OWNER/NAME`).
    Repository(Word),
    /// Its repository belongs to this user or organisation.
    Owner(Word),
    /// It is archived's repository state; `true` for archived.
    Archived(bool),
    /// A repository that is seen so.
    Visibility(Visibility),
    /// A repository by its being a fork.
    Forks(Forks),
    /// A repository whose primary language it is, without regard to case.
    Language(Word),
    /// A repository with this topic.
    Topic(Word),
    /// A repository under this licence: the lower-case SPDX identifier, without `-only` and `-or-later`.
    License(String),
    /// A repository that is a template.
    Template,
    /// A repository that is a mirror.
    Mirror,
    /// Nobody but who may write can comment on it.
    Locked,
    /// A number of it compares so to digits, or to what is known at run time.
    Count(Quantity, Order, Word),
    /// A condition of GitHub's search that no other predicate says, as its documentation writes it: `reactions:`, `no:project`.
    GitHubOnly(String),
}

/// A sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By creation, newest first unless `ascending`.
    Created {
        /// Oldest first.
        ascending: bool,
    },
    /// By last change, latest first unless `ascending`.
    Updated {
        /// Oldest first.
        ascending: bool,
    },
    /// By number of comments, most first unless `ascending`.
    Comments {
        /// Fewest first.
        ascending: bool,
    },
    /// By number of stars, most first unless `ascending`.
    Stars {
        /// Fewest first.
        ascending: bool,
    },
    /// By number of forks, most first unless `ascending`.
    Forks {
        /// Fewest first.
        ascending: bool,
    },
}

/// Which issues, pull requests or repositories are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// All of these hold. States are in here too: a list of open ones has `Predicate::State(State::Open)`.
    pub predicates: Vec<Predicate>,
    /// In what order; the source's default is creation, newest first.
    pub sort: Option<Sort>,
    /// How many.
    pub limit: Limit,
}
