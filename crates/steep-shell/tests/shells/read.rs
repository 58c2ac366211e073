//! What the reader makes of shell text is what bash makes of it.

use proptest::prelude::*;
use steep_shell::read::{self, Take};
use steep_shell::{Command, Word};

use crate::shells::shell::{Shell, has_bash};

/// The spelling of a word without expansions, in every kind of quotes.
fn spelling() -> impl Strategy<Value = String> {
    let inside = "[ -~éñ…\t\n]{0,8}";
    let piece = prop_oneof![
        "[a-zA-Z0-9_./:=@%+,^é-]{1,6}",
        inside.prop_map(single_quoted),
        inside.prop_map(|text| format!("\"{}\"", text.replace(['$', '`', '"', '\\'], ""))),
        "[a-z \\\\$`\"]{0,6}".prop_map(|text| format!("\"{}\"", escape(&text, &['$', '`', '"', '\\']))),
        "[a-z]{1,2}\\\\[ -~\n]".prop_map(|text| text),
        "[a-z ]{0,3}(\\\\[abefnrtv\\\\'\"?]|\\\\[1-7][0-7]?|\\\\x[2-7][0-9]|\\\\u00[a-f][0-9])[a-z]{0,2}"
            .prop_map(|text| format!("$'{text}'")),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A quote that begins with a letter and goes on over a line's end is taken for an apostrophe when a letter is in front of
/// it, and reported.
fn single_quoted(text: String) -> String {
    let text = text.replace('\'', "");
    if text.contains('\n') { format!("' {text}'") } else { format!("'{text}'") }
}

fn escape(text: &str, characters: &[char]) -> String {
    text.chars().flat_map(|c| characters.contains(&c).then_some('\\').into_iter().chain([c])).collect()
}

/// Words and operators in any order.
fn soup() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "a",
        "b",
        "$x",
        "'q r'",
        "\"$(c)\"",
        "`d`",
        ";",
        "&&",
        "||",
        "|",
        "&",
        "\n",
        "if",
        "then",
        "elif",
        "else",
        "fi",
        "while",
        "until",
        "do",
        "done",
        "for x in",
        "case x in",
        "y)",
        ";;",
        "esac",
        "(",
        ")",
        "{",
        "}",
        "!",
        "time",
        ">f",
        "2>&1",
        "<f",
        "<<<w",
        "[[ a ]]",
        "f()",
        "((1))",
        "# c\n",
        "\\\n",
        "<<E\nt $(e)\nE\n",
        "A=1",
        "B=(1 2)",
    ]);
    prop::collection::vec(token, 1..12).prop_map(|tokens| tokens.join(" "))
}

/// A script that is right in one place after the other: soups rarely are.
fn statement() -> impl Strategy<Value = String> {
    let simple = prop::sample::select(vec![
        "a",
        "a b >f",
        "A=1 a",
        "a <<<w",
        "a \"$(c; d)\" `e`",
        "[[ a < b || c ]]",
        "((1 + (2)))",
        "a 2>&1 &>f",
        "A=(1\n2)",
        "a <<E\nt $(e) `f`\nE\n",
        "a <<'E' | b\n$(\nE\n",
        "a # c\n",
        "a \\\n b",
        "a <(b) ${c:-\"}\"}",
        "export A=$(b)",
        "a $((1 << (2)))",
        "a $(case x in (y) b;; z) c; esac)",
        "a \"${b}\"'c'\\ d",
        "a {b,c} d[e] ~f",
    ]);
    simple.prop_map(str::to_owned).prop_recursive(4, 16, 3, |inner| {
        let inner = inner.boxed();
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}\n{b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("if {a}\nthen {b}\nfi")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("while {a}\ndo {b}\ndone <f")),
            inner.clone().prop_map(|a| format!("for x in 1 2; do {a}\ndone")),
            inner.clone().prop_map(|a| format!("for ((i=0; i<(3); i++)); do {a}\ndone")),
            inner.clone().prop_map(|a| format!("case $x in p|q) {a}\n;; *) ;; esac")),
            inner.clone().prop_map(|a| format!("{{ {a}\n}} >f")),
            inner.clone().prop_map(|a| format!("( {a}\n)")),
            inner.clone().prop_map(|a| format!("f() {{ {a}\n}}")),
            inner.prop_map(|a| format!("x=$({a}\n)")),
        ]
    })
}

/// Everything that must hold of a reading whatever the text was.
fn is_sound(text: &str, command: &Command) -> bool {
    // Assignments in front of a program that runs the command belong to that program.
    let own = if command.wrappers.is_empty() { command.assignments.as_slice() } else { &[] };
    let words = command.words.iter().chain(own.iter().map(|one| &one.value));
    let inside = |span: steep_edit::Span| text.get(span.start..span.end).is_some() && command.span.contains(span);
    text.get(command.span.start..command.span.end).is_some()
        && words.clone().all(|word| inside(word.span) && word.span.text(text) == word.source)
        && command.redirects.iter().all(|one| inside(one.span) && one.span.text(text) == one.source)
        && command.words.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)
        && command.broken_continuations.iter().all(|span| inside(*span))
}

proptest! {
    #[test]
    fn quotes_are_read_as_bash_reads_them(spellings in prop::collection::vec(spelling(), 1..16)) {
        if has_bash() {
            let script = format!("printf '%s\\0' {}", spellings.join(" "));
            let output = Shell::Bash.run(&script);
            let read = read::script(&script);
            prop_assert_eq!(&read.errors, &vec![]);
            let ours: String = read.commands[0].words.iter().skip(2).map(|word| word.display() + "\0").collect();
            prop_assert_eq!(ours, String::from_utf8_lossy(&output.stdout), "{}", script);
        }
    }

    #[test]
    fn what_bash_takes_has_no_errors(script in prop_oneof![soup(), statement()]) {
        if has_bash() && Shell::Bash.parses(&script) {
            prop_assert_eq!(read::script(&script).errors, vec![], "{}", script);
        }
    }

    #[test]
    fn any_text_gives_a_sound_reading(text in prop_oneof![soup(), statement(), crate::shells::trees::text(), any::<String>()]) {
        let reading = read::script(&text);
        for (nth, command) in reading.commands.iter().enumerate() {
            prop_assert!(is_sound(&text, command), "{:?}", command);
            prop_assert!(command.inside.is_none_or(|outer| outer > nth && outer < reading.commands.len()));
        }
        for error in &reading.errors {
            prop_assert!(error.end <= text.len());
        }
    }

    #[test]
    fn any_running_text_gives_a_sound_command(text in prop_oneof![soup(), crate::shells::trees::text(), any::<String>()], stop in 0..6_usize) {
        let text = format!("{text} gh {text}");
        for start in read::prose_starts(&text) {
            let mut take = |words: &[Word], _: &Word| match words.len() {
                length if length < stop => Take::Word,
                length if length == stop => Take::WordWithout(1),
                _ => Take::Stop,
            };
            if let Some(reading) = read::prose_reading(&text, start, &mut take) {
                let command = reading.command().expect("a reading has a command");
                prop_assert_eq!(command.span.start, start);
                prop_assert!(is_sound(&text, command), "{:?}", command);
                prop_assert!(reading.end >= command.span.end && text.is_char_boundary(reading.end));
            }
        }
    }
}
