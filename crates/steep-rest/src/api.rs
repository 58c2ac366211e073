//! What a forge's REST API is like, as data.

/// What is known of a forge's REST API before any request. A target has one, as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Api {
    /// The path of the API's root below the host, without a slash at either end: `api/v1`.
    pub root: &'static str,
    /// The environment variable that holds the address of the root, without a trailing slash, where a connection takes it from
    /// the environment.
    pub address_variable: &'static str,
    /// What stands in front of the token in the header `Authorization`: `Bearer`.
    pub scheme: &'static str,
    /// What the paths of one repository begin with: `repos` of `repos/OWNER/NAME/issues`.
    pub repositories: &'static str,
    /// Folders of a repository's files, whose path may be empty: `contents` of `repos/OWNER/NAME/contents/PATH`.
    pub files: &'static [&'static str],
    /// How two commits are compared.
    pub comparison: Comparison,
    /// The path of the caller, below which is what is the caller's own: `user` of `user/keys`.
    pub caller: &'static str,
    /// The field of the caller that is the login.
    pub login: &'static str,
    /// The field of an object that is its web address: `html_url`.
    pub web_address: &'static str,
    /// The field of a form that holds the file which is uploaded.
    pub upload: &'static str,
    /// How lists come in pages.
    pub paging: Paging,
    /// What functions at the head of a text are called.
    pub functions: Functions,
    /// What is the forge's own in calls of its companion.
    pub companion: Vocabulary,
}

/// The path that compares two commits, `compare/BASE...HEAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What stands in front of the two.
    pub below: &'static str,
    /// What stands between them.
    pub between: &'static str,
}

/// How an API gives a list in pages. They are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The parameter that says how many items a page holds.
    pub length: &'static str,
    /// The parameter that says which page.
    pub number: &'static str,
    /// The most items that a page can hold.
    pub most: u32,
}

/// Names of the functions that stand once at the head of a text, in place of what each form in it would say again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Functions {
    /// Makes one request: the path below the API's root, then options of curl's.
    pub request: &'static str,
    /// The same with a body of JSON.
    pub json: &'static str,
    /// Prints the repository of the clone.
    pub repository: &'static str,
    /// The variable of the path, in a shell of the function's own.
    pub path: &'static str,
}

/// What a [companion](crate::companion) says in the words of its forge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Fields of a list that are said once at most. Each takes the place of the parameter of its name, which says only a part of
    /// the condition to the server.
    pub single: &'static [&'static str],
    /// Fields of a body that hold names with commas between them.
    pub names: &'static [&'static str],
    /// What it fills in in a path, besides the clone's repository and the caller: each with the words of the command that prints
    /// the same.
    pub filled_in: &'static [(&'static str, &'static [&'static str])],
}
