//! Reading scripts and running text, and printing what was read.

use steep_edit::Span;
use steep_shell::print::{self, Layout};
use steep_shell::read::{self, Take};
use steep_shell::{Arg, Command, Script, Word};

/// Commands and words stand where they say, read again as the same words, and what is printed of them is read back.
pub fn shell(text: &str) {
    let reading = read::script(text);
    let lies_inside = |span: Span| text.get(span.start..span.end).is_some();
    assert!(reading.errors.iter().chain(&reading.comments).all(|span| lies_inside(*span)), "{reading:#?}");
    assert!(reading.errors.is_sorted(), "{:?}", reading.errors);
    for command in &reading.commands {
        check(text, command);
        if !reading.is_unclear(command) {
            print_and_read(command);
        }
    }
    for start in read::prose_starts(text).into_iter().take(64) {
        if let Some(command) = read::prose(text, start, &mut |_, _| Take::Word) {
            check(text, &command);
        }
        if let Some(command) = read::prose(text, start, &mut |words, _| match words.len() {
            0..4 => Take::Word,
            4 => Take::WordWithout(1),
            _ => Take::Stop,
        }) {
            check(text, &command);
        }
    }
}

fn check(text: &str, command: &Command) {
    let span = command.span;
    assert!(text.get(span.start..span.end).is_some(), "no text at {span:?}");
    assert!(!command.words.is_empty() || !command.assignments.is_empty() || !command.redirects.is_empty());
    for word in &command.words {
        assert!(span.contains(word.span), "{:?} is not inside {span:?}", word.span);
        assert_eq!(word.span.text(text), word.source);
    }
    assert!(command.words.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{:#?}", command.words);
    for redirect in &command.redirects {
        assert!(span.contains(redirect.span), "{redirect:?} is not inside {span:?}");
    }
}

/// The words of a command, printed as arguments of another, are the words that are read.
fn print_and_read(command: &Command) {
    if !command.words.iter().all(|word| Word::parse(&word.source).is_some_and(|again| again.parts == word.parts)) {
        return;
    }
    let args = [Arg::text("program")].into_iter().chain(command.words.iter().map(Arg::from));
    let script = Script::call(args);
    // Braces of two words may be a placeholder when nothing but words stands between them: then the words are joined, and
    // their quotes, and the `$` of `$'…'`, are text of the placeholder.
    let said = |words: &[Word]| {
        let said = words.iter().map(Word::display).collect::<Vec<_>>().join(" ");
        // A parameter has braces where it is printed in front of a letter that stood outside of its quotes, or that a shell may take.
        let said = said.replace("${", "$").replace("$HOME", "~");
        let said = if said.contains("{{") { said.replace(['\'', '"', '\\', '$'], "") } else { said };
        said.replace(['{', '}'], "")
    };
    for one_line in [true, false] {
        let printed = print::script(&script, &Layout { one_line, indent: String::new(), width: 40 });
        let reading = read::script(&printed);
        let words = reading.commands.last().map(|command| said(command.words.get(1..).unwrap_or_default()));
        assert_eq!(words, Some(said(&command.words)), "it is printed as {printed:?}");
    }
}
