//! Bytes: those that are no text, those of a locale without characters, and what an interactive shell makes of them.

use proptest::prelude::*;
use steep_shell::print::{self, Layout};
use steep_shell::{Arg, Part, Script, Word, read};

use crate::shells::shell::{Shell, has_bash, installed};
use crate::shells::trees;

/// `$'…'` that stands for exactly these bytes, some of them by themselves where that is possible.
fn spelled(bytes: &[u8]) -> String {
    let one = |byte: &u8| match byte {
        b'a'..=b'z' => char::from(*byte).to_string(),
        other => format!("\\x{other:02x}"),
    };
    format!("$'{}'", bytes.iter().map(one).collect::<String>())
}

proptest! {
    #[test]
    fn any_bytes_come_out_of_bash_as_they_went_in(bytes in prop::collection::vec(1..=255_u8, 1..12)) {
        if has_bash() {
            let text = format!("printf '%s\\0' {} x", spelled(&bytes));
            let expected = [bytes.as_slice(), b"\0x\0"].concat();
            prop_assert_eq!(&Shell::Bash.run(&text).stdout, &expected, "{}", text);
            let read = read::script(&text);
            prop_assert_eq!(&read.errors, &vec![]);
            let words = &read.commands[0].words;
            // A word that is no text is no literal either.
            let literal = words[2].as_literal();
            prop_assert!(literal.is_none() || literal.as_deref().map(str::as_bytes) == Some(&bytes), "{:?}", words[2]);
            let script = Script::call(words.iter().map(Arg::from).collect::<Vec<Arg>>());
            let printed = print::script(&script, &Layout::one_line());
            prop_assert_eq!(&Shell::Bash.run(&printed).stdout, &expected, "{}", printed);
        }
    }

    #[test]
    fn any_text_survives_where_bytes_are_no_characters(texts in prop::collection::vec(trees::text(), 1..12)) {
        let words = ["printf", "%s\\0"].into_iter().map(str::to_owned).chain(texts.iter().cloned());
        let printed = print::script(&Script::call(words), &Layout::one_line());
        let expected: String = texts.iter().map(|text| format!("{text}\0")).collect();
        for shell in installed() {
            prop_assert_eq!(&shell.run_in("C", &printed).stdout, expected.as_bytes(), "{:?}: {}", shell, printed);
        }
    }

    #[test]
    fn no_text_is_taken_for_history(texts in prop::collection::vec(trees::text(), 1..12)) {
        if has_bash() {
            let words = ["printf", "%s\\0"].into_iter().map(str::to_owned).chain(texts.iter().cloned());
            let printed = print::script(&Script::call(words), &Layout::one_line());
            // History is looked for in lines as they are typed, and a quote that goes on over a line end is not seen there.
            if !printed.contains('\n') {
                let expected: String = texts.iter().map(|text| format!("{text}\0")).collect();
                let output = Shell::Bash.type_in(&format!("set -o history -o histexpand\n{printed}\n"));
                prop_assert_eq!(&output.stdout, expected.as_bytes(), "{}", printed);
            }
        }
    }

    #[test]
    fn a_first_character_that_means_something_is_only_a_character(
        first in prop::sample::select(vec!["-", "--", "!", "~", "~root", "*", "?", "[", "{a,b}", "#", "=", "+", "%", "@", "^", "\n", "\t", " ", "é"]),
        rest in trees::text(),
    ) {
        let text = format!("{first}{rest}");
        let script = Script::call(["printf", "%s\\0", "x", &text].map(str::to_owned));
        let printed = print::script(&script, &Layout::one_line());
        let expected = format!("x\0{text}\0");
        for shell in installed() {
            prop_assert_eq!(&shell.run(&printed).stdout, expected.as_bytes(), "{:?}: {}", shell, printed);
        }
        let read = Word::parse(&print::literal(&text)).expect("it is one word");
        // In quotes, too, `<N>` is what the reader of a document fills in.
        prop_assert!(!read.parts.iter().any(|part| matches!(part, Part::Expansion { .. })), "{:?}", read);
        prop_assert_eq!(read.display(), text);
    }
}
