//! Whether the commands of a text are run in the folder that it begins in.

use steep_markdown::Snippet;
use steep_shell::read::has_word;

/// What goes to another folder.
const MOVES: [&str; 3] = ["cd", "pushd", "popd"];

/// Whether something in the text may go to another folder. Loops and functions run what stands in front of it again, so that all
/// commands of the text may be run there.
pub(crate) fn is_left(snippet: &Snippet) -> bool {
    MOVES.iter().any(|word| has_word(&snippet.text, word, "_-./$"))
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
