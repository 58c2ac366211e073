use steep_shell::Word;

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

/// One condition on an issue or pull request.
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
}

/// Which issues or pull requests are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// All of these hold. States are in here too: a list of open ones has `Predicate::State(State::Open)`.
    pub predicates: Vec<Predicate>,
    /// In what order; the source's default is creation, newest first.
    pub sort: Option<Sort>,
    /// How many.
    pub limit: Limit,
}
