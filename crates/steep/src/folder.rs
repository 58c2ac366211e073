//! The clone that commands are run in, and from where on a text is in another folder.

use steep_markdown::Snippet;

use crate::settings::Settings;

/// What goes to another folder.
const MOVES: [&str; 3] = ["cd", "pushd", "popd"];

/// The repository of the clone that the commands of a text are run in.
#[derive(Debug)]
pub(crate) struct Folder<'s> {
    repository: Option<&'s str>,
    /// Bytes of the text up to which that holds.
    end: usize,
}

impl<'s> Folder<'s> {
    /// What the caller says of it, up to the first command that leaves the folder.
    pub(crate) fn of(steep: &'s Settings, snippet: &Snippet) -> Self {
        let repository = steep.repository.as_deref();
        let end = repository.and_then(|_| first_move(&snippet.text)).unwrap_or(usize::MAX);
        Folder { repository, end }
    }

    /// The repository for a command that begins at this byte of the text, where it is known.
    pub(crate) fn at(&self, start: usize) -> Option<&'s str> {
        self.repository.filter(|_| start <= self.end)
    }
}

/// Where a word stands first that goes to another folder. In a comment or in quotes it counts, too: a shell may run it.
fn first_move(text: &str) -> Option<usize> {
    let is_part_of_word = |c: char| c.is_alphanumeric() || "_-./$".contains(c);
    let is_word = |at: usize, word: &str| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part_of_word) && !after.is_some_and(is_part_of_word)
    };
    let first = |word: &str| text.match_indices(word).map(|(at, _)| at).find(|at| is_word(*at, word));
    MOVES.iter().filter_map(|word| first(word)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_a_word() {
        for (text, at) in [
            ("gh pr list; cd x", Some(12)),
            ("(cd x && gh pr list)", Some(1)),
            ("sh -c 'cd x; gh pr list'", Some(7)),
            ("echo\npopd\ncd", Some(5)),
            ("abcd e; ./cd; cd.sh; $cd; cd-x; gh pr list", None),
        ] {
            assert_eq!(first_move(text), at, "{text}");
        }
    }
}
