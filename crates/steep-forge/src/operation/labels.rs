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

/// A new label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelCreate {
    /// Its name; `None` when the text only mentions the command.
    pub name: Option<Word>,
    /// Its colour, six hexadecimal digits; `None`: any.
    pub color: Option<Word>,
    /// Its description.
    pub description: Option<Word>,
    /// Change the one that has the name already.
    pub overwrite: bool,
}

/// A change of a label. Fields that are `None` stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelChange {
    /// Which; `None` when the text only mentions the command.
    pub label: Option<Word>,
    /// Its new name.
    pub name: Option<Word>,
    /// Its new colour.
    pub color: Option<Word>,
    /// Its new description.
    pub description: Option<Word>,
}
