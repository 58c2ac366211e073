use steep_shell::Word;

/// One field of a call's query or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiField {
    /// The key, with its brackets (`a[b][]`).
    pub key: Word,
    /// The value; `None` for `key[]` alone, an empty list.
    pub value: Option<Word>,
    /// Whether literal numbers, booleans and null are read as such, and `@file` as the file's content (GitHub's `-F`).
    pub typed: bool,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiBody {
    /// Nothing but the fields.
    Fields,
    /// A file, or standard input for `-`.
    File(Word),
}

/// A raw API call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCall {
    /// The path and query as written, without a leading slash; `{owner}`, `{repo}`, `{branch}` and the old `:owner` forms stand as
    /// they are.
    pub endpoint: Word,
    /// The method in upper case; `None`: GET, or POST where there are fields or a body.
    pub method: Option<Word>,
    /// Fields in order.
    pub fields: Vec<ApiField>,
    /// The body.
    pub body: ApiBody,
    /// Headers as written.
    pub headers: Vec<Word>,
    /// Follow the pages.
    pub paginate: bool,
    /// Put the pages into one outer list.
    pub slurp: bool,
    /// Print the status line and the headers too.
    pub include: bool,
    /// Print nothing.
    pub silent: bool,
}
