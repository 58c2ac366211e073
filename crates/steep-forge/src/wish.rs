/// What a source can ask for beside an operation, and forges do in ways of their own or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How the source calls it: `--generate-notes`, `the label … of a file`.
    pub what: String,
    /// What it is.
    pub kind: WishKind,
}

/// The kinds of wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WishKind {
    /// Notes of a release that the forge writes itself.
    GeneratedNotes,
    /// A release that is the latest, whatever the others are.
    Latest,
    /// A release that is not the latest, whatever the others are.
    NotLatest,
    /// An empty text in the place of a release's text.
    EmptiedText,
    /// A label to show in place of a file's name.
    FileLabel,
    /// A secret for the runs of workflows alone.
    SecretForRuns,
    /// A secret or variable of an organisation that only some of its repositories see.
    PartOfOrganization,
}

/// What a target makes of a [`Wish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is what happens anyway; the note says so.
    Noted(&'static str),
    /// It is lost, for this reason.
    Lost(&'static str),
}

/// What commands of a source can be about that no operation says, where a target may have something near to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Ending a login.
    Logout,
    /// Choosing among logins.
    LoginSwitch,
    /// Caches of the runs of workflows.
    RunCache,
    /// Discussions that are no issues.
    Discussions,
    /// Project boards.
    Projects,
    /// Rules about branches and tags.
    Rulesets,
}
