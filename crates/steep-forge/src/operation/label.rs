use steep_shell::Word;

use super::owners::{Owners, rename_slug};
use crate::Limit;

/// What is asked about the labels of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelOperation {
    /// Labels of a repository.
    List(LabelList),
    /// Make a label.
    Create(LabelCreate),
    /// Change one.
    Edit(LabelChange),
    /// Delete one, by its name; `None` when the text only mentions the command.
    Delete(Option<Word>),
    /// Copy the labels of another repository that this one lacks.
    Clone {
        /// Which (`OWNER/NAME`); `None` when the text only mentions the command.
        from: Option<Word>,
        /// Change those that it has.
        overwrite: bool,
    },
}

impl LabelOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) => false,
            Self::Create(_) | Self::Edit(_) | Self::Delete(_) | Self::Clone { .. } => true,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::Clone { from, .. } => from.iter_mut().for_each(|word| rename_slug(word, owners)),
            Self::List(_) | Self::Create(_) | Self::Edit(_) | Self::Delete(_) => {}
        }
    }
}

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
