//! Files that a release is given.

use steep_forge::WishKind;
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::repository::is_empty;

/// The files that `words` name. What follows `#` is a label to show in place of the name.
pub(super) fn read(arguments: &mut Arguments<'_>, words: &[Word]) -> Vec<Word> {
    words
        .iter()
        .map(|word| match word.split_once('#') {
            Some((file, label)) if !is_empty(&file) => {
                arguments.wish(format!("the label `{}` of a file", label.display()), WishKind::FileLabel);
                file
            }
            _ => word.clone(),
        })
        .collect()
}
