//! Whether the commands of a text are run in the folder that it begins in.

use steep_markdown::Snippet;

/// What goes to another folder.
const MOVES: [&str; 3] = ["cd", "pushd", "popd"];

/// Whether something in the text may go to another folder. Loops and functions run what stands in front of it again, so that all
/// commands of the text may be run there.
pub(crate) fn is_left(snippet: &Snippet) -> bool {
    MOVES.iter().any(|word| has_word(&snippet.text, word))
}

/// Whether `word` stands there by itself. In a comment or in quotes it counts, too: a shell may run it.
fn has_word(text: &str, word: &str) -> bool {
    let is_part_of_word = |c: char| c.is_alphanumeric() || "_-./$".contains(c);
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part_of_word) && !after.is_some_and(is_part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_a_word() {
        for (text, expected) in [
            ("gh pr list; cd x", true),
            ("(cd x && gh pr list)", true),
            ("sh -c 'cd x; gh pr list'", true),
            ("echo\npopd", true),
            ("cd", true),
            ("abcd e; ./cd; cd.sh; $cd; cd-x; gh pr list", false),
        ] {
            assert_eq!(is_left(&Snippet::script(text)), expected, "{text}");
        }
    }
}
