use steep_shell::Word;

use crate::Limit;

/// What labels are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSort {
    /// Creation.
    Created,
    /// The name.
    Name,
}

/// Which labels of a repository are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelList {
    /// Only those with this in their names or descriptions, the best match first.
    pub search: Option<Word>,
    /// In what order.
    pub sort: LabelSort,
    /// The other way round.
    pub descending: bool,
    /// How many.
    pub limit: Limit,
}
