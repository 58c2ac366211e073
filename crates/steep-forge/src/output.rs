use steep_shell::Word;

use crate::Template;

/// In what form an answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// For a reader: the source's own layout.
    Reader,
    /// The source's JSON with these fields, in the order asked for (the source prints them in its own).
    Json {
        /// The fields' names in the source's vocabulary.
        fields: Vec<String>,
        /// What the user does with it.
        filter: Option<Filter>,
    },
    /// The answer of a raw API call, passed through.
    Raw {
        /// What the user does with it.
        filter: Option<Filter>,
    },
    /// Opened in a browser.
    Browser,
}

impl Output {
    /// What the user does with the JSON, where they do something.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        match self {
            Output::Json { filter, .. } | Output::Raw { filter } => filter.as_ref(),
            Output::Reader | Output::Browser => None,
        }
    }
}

/// The user's own program over JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// A jq program, as the word of the document.
    Jq(Word),
    /// A Go template.
    Template(Template),
}
