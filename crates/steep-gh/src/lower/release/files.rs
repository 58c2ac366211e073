//! Files that a release is given.

use steep_forge::Loss;
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::repository::is_empty;

/// The files that `words` name. What follows `#` is a label to show in place of the name.
pub(super) fn read(arguments: &mut Arguments<'_>, words: &[Word]) -> Vec<Word> {
    words
        .iter()
        .map(|word| match word.split_once('#') {
            Some((file, label)) if !is_empty(&file) => {
                let what = format!("the label `{}` of a file", label.display());
                arguments.lost(Loss { what, why: "Gitea's files have names only".to_owned() });
                file
            }
            _ => word.clone(),
        })
        .collect()
}
