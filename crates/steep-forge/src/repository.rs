use steep_shell::Word;

/// The repository a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repository {
    /// The one of the clone in the working directory.
    Here,
    /// `OWNER/NAME`, as one word; an expansion may stand for either half or for both (`Acme/$repo`, `$REPO`).
    Named(Word),
    /// One of the caller's, by its name without an owner.
    Own(Word),
    /// The operation is about no repository (a search, a user, an API path of its own).
    None,
}

/// One pull request, issue, run or similar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// By its number (a literal number without `#`, an expansion or a placeholder).
    Number(Word),
    /// A pull request by its head branch.
    Branch(Word),
    /// The pull request of the current branch; the latest run; whatever the source means when nothing is named.
    Current,
    /// Nothing is named although the source needs it: the text only mentions the command.
    Unnamed,
}

/// Who sees a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Those who were let in.
    Private,
    /// Everybody who is logged in.
    Internal,
}
