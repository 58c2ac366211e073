//! What the printer writes is what the shells read.

use proptest::prelude::*;
use steep_shell::print::{self, Layout};
use steep_shell::{Arg, Piece, Script, Simple, Word, read};

use crate::shells::shell::installed;
use crate::shells::trees;

fn layouts() -> [Layout; 3] {
    [Layout::one_line(), Layout::lines("  ", 20), Layout::lines("", 100)]
}

/// The words of every call of `script`, in the order that the reader gives them; `None` for a word that the shell
/// replaces something in.
fn calls(script: &Script, out: &mut Vec<Vec<Option<String>>>) {
    let outputs = |arg: &Arg, out: &mut Vec<_>| {
        for piece in &arg.pieces {
            if let Piece::Output(script) = piece {
                calls(script, out);
            }
        }
    };
    match script {
        Script::Simple(simple) if *simple == Simple::default() => out.push(vec![Some(":".to_owned())]),
        Script::Simple(Simple { assignments, args, .. }) => {
            assignments.iter().for_each(|(_, value)| outputs(value, out));
            args.iter().for_each(|arg| outputs(arg, out));
            out.push(args.iter().map(text_of).collect());
        }
        Script::Assign(_, value) => {
            outputs(value, out);
            out.push(Vec::new());
        }
        Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => {
            if items.is_empty() {
                out.push(vec![Some(":".to_owned())]);
            }
            items.iter().for_each(|item| calls(item, out));
        }
        Script::Or(left, right) | Script::While(left, right) => {
            calls(left, out);
            calls(right, out);
        }
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => calls(inner, out),
        Script::For(_, values, body) => {
            values.iter().for_each(|value| outputs(value, out));
            calls(body, out);
        }
        Script::Case(value, arms) => {
            outputs(value, out);
            arms.iter().for_each(|(_, body)| calls(body, out));
        }
        Script::If(condition, then, otherwise) => {
            calls(condition, out);
            calls(then, out);
            if let Some(otherwise) = otherwise {
                calls(otherwise, out);
            }
        }
    }
}

fn text_of(arg: &Arg) -> Option<String> {
    arg.pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn read_text(word: &Word) -> Option<String> {
    (!word.has_expansion()).then(|| word.display())
}

proptest! {
    #[test]
    fn any_text_comes_out_of_the_shells_as_it_went_in(texts in prop::collection::vec(trees::text(), 1..24)) {
        let words = ["printf", "%s\\0"].into_iter().map(str::to_owned).chain(texts.iter().cloned());
        let script = Script::call(words);
        let expected: String = texts.iter().map(|text| format!("{text}\0")).collect();
        for layout in layouts() {
            let printed = print::script(&script, &layout);
            for shell in installed() {
                let output = shell.run(&printed);
                prop_assert_eq!(String::from_utf8_lossy(&output.stdout), expected.as_str(), "{:?}: {}", shell, printed);
            }
            let read = read::script(&printed);
            prop_assert_eq!(read.errors, vec![]);
            let words: Vec<String> = read.commands[0].words.iter().skip(2).map(Word::display).collect();
            prop_assert_eq!(words, texts.clone());
        }
        for text in &texts {
            prop_assert_eq!(Word::parse(&print::literal(text)).map(|word| word.display()), Some(text.clone()));
        }
    }

    #[test]
    fn any_value_survives_beside_variables(before in trees::text(), value in trees::text(), after in trees::text()) {
        let joined = Arg::text(before.clone()).join(Arg::variable("v")).then(after.clone());
        let script = Script::Sequence(vec![
            Script::Assign("v".to_owned(), Arg::text(value.clone())),
            Script::call([Arg::text("printf"), Arg::text("%s\\0"), joined]),
        ]);
        let printed = print::script(&script, &Layout::one_line());
        let expected = format!("{before}{value}{after}\0");
        for shell in installed() {
            let output = shell.run(&printed);
            prop_assert_eq!(String::from_utf8_lossy(&output.stdout), expected.as_str(), "{:?}: {}", shell, printed);
        }
    }

    #[test]
    fn any_script_is_one_to_the_shells_and_to_us(script in trees::script()) {
        let mut expected = Vec::new();
        calls(&script, &mut expected);
        for layout in layouts() {
            let printed = print::script(&script, &layout);
            for shell in installed() {
                prop_assert!(shell.parses(&printed), "{:?} does not take:\n{}", shell, printed);
            }
            let read = read::script(&printed);
            prop_assert_eq!(&read.errors, &vec![], "{}", printed);
            let found: Vec<Vec<Option<String>>> =
                read.commands.iter().map(|command| command.words.iter().map(read_text).collect()).collect();
            prop_assert_eq!(&found, &expected, "{}", printed);
        }
    }

    #[test]
    fn a_printed_script_does_what_its_tree_says(script in trees::runnable()) {
        let (expected, succeeds) = trees::run(&script, &mut String::new());
        for layout in layouts() {
            let printed = print::script(&script, &layout);
            for shell in installed() {
                let output = shell.run(&format!("{}{printed}", trees::FUNCTIONS));
                prop_assert_eq!(String::from_utf8_lossy(&output.stdout), expected.as_str(), "{:?}: {}", shell, printed);
                prop_assert_eq!(output.status.success(), succeeds, "{:?}: {}", shell, printed);
            }
        }
    }
}
