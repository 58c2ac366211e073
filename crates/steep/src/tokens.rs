//! Finds every gh token of a snippet: the commands, and the words that are none.

use steep_edit::Span;
use steep_forge::Refusal;
use steep_markdown::{Place, PlaceKind, Snippet};
use steep_shell::read::{self, Limits, Reading};
use steep_shell::{Command, Word};

use crate::finding::Reason;
use crate::permission;
use crate::spans::Spans;

/// A gh token of a snippet.
pub(crate) enum Token {
    /// The program of a command.
    Command(Box<Command>),
    /// The bare word, which is no command, for this reason.
    Word(Span, Reason),
}

/// The gh tokens of a snippet, inner commands before the ones they stand in.
pub(crate) fn of(snippet: &Snippet, limits: &Limits) -> Vec<Token> {
    let mut tokens = Vec::new();
    if snippet.place.kind == PlaceKind::Prose {
        prose(snippet, &mut tokens);
    } else if snippet.place.kind == PlaceKind::OtherCode {
        other_code(snippet, &mut tokens);
    } else {
        let reading = read::script_within(&snippet.text, limits);
        script(&snippet.text, &reading, &snippet.place, &mut tokens);
    }
    tokens
}

fn prose(snippet: &Snippet, tokens: &mut Vec<Token>) {
    let text = &snippet.text;
    let mut end = 0;
    for start in read::prose_starts(&without_markup(snippet)) {
        if start < end {
            continue;
        }
        let word = Span::new(start, start + "gh".len());
        if let Some(reason) = permission(text, start, &snippet.place) {
            tokens.push(Token::Word(word, reason));
            continue;
        }
        match prose_command(snippet, start) {
            Some(command) => {
                end = command.span.end;
                tokens.push(Token::Command(Box::new(command)));
            }
            None => tokens.push(Token::Word(word, Reason::NotACommand)),
        }
    }
}

/// The text with blanks for its opaque spans, and for the delimiters of emphasis that could be part of a word: what markup
/// stands beside a word does not belong to it (`_gh pr list_`).
fn without_markup(snippet: &Snippet) -> String {
    let text = &snippet.text;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in &snippet.opaque {
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.extend(std::iter::repeat_n(' ', span.len()));
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    for delimiter in ["_", "~"] {
        for (at, _) in text.match_indices(&format!("{delimiter}gh")) {
            let closed = text.get(snippet.limit(at + 1)..).is_some_and(|rest| rest.starts_with(delimiter));
            let run = text.get(..=at).unwrap_or("");
            let run = run.len() - run.trim_end_matches(delimiter).len();
            let start = at + 1 - run;
            let begins_word = text.get(..start).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
            if closed && begins_word && run <= LONGEST_DELIMITER {
                out.replace_range(start..=at, &" ".repeat(run));
            }
        }
    }
    out
}

/// Of the delimiters of emphasis, `___x___`.
const LONGEST_DELIMITER: usize = 3;

/// The command that begins at `start`. It ends where the emphasis or link around it does, and where a comment, a code span
/// or the like begins, unless that stands inside its quotes.
fn prose_command(snippet: &Snippet, start: usize) -> Option<Command> {
    let mut end = snippet.limit(start);
    loop {
        let text = snippet.text.get(..end).unwrap_or(&snippet.text);
        let command = read::prose(text, start, &mut |words, next| steep_gh::take(words, next))?;
        match first_markup(text, &command, &snippet.opaque) {
            Some(markup) if markup.start < end => end = markup.start,
            _ => return Some(command),
        }
    }
}

/// The first opaque span of the text that the command was read across.
fn first_markup(text: &str, command: &Command, opaque: &[Span]) -> Option<Span> {
    let first = opaque.partition_point(|span| span.end <= command.span.start);
    let mut inside = opaque.get(first..)?.iter().take_while(|span| span.start < command.span.end);
    inside.find(|markup| !command.words.iter().any(|word| is_quoted_in(**markup, word, text))).copied()
}

fn is_quoted_in(markup: Span, word: &Word, text: &str) -> bool {
    // The part of a word that is no word by itself ends inside quotes.
    let before = Span::new(word.span.start, markup.start);
    word.span.contains(markup) && !before.is_empty() && Word::parse(before.text(text)).is_none()
}

/// Why a word in a text that grants permissions stays.
fn permission(text: &str, start: usize, place: &Place) -> Option<Reason> {
    let what = permission::around(text, start, place)?;
    Some(Reason::Refusal(Refusal::WidensPermission { what }))
}

/// What would be a command in running text stays, and is reported.
fn other_code(snippet: &Snippet, tokens: &mut Vec<Token>) {
    let mut end = 0;
    for start in read::prose_starts(&snippet.text) {
        if start < end {
            continue;
        }
        if let Some(reason) = permission(&snippet.text, start, &snippet.place) {
            tokens.push(Token::Word(Span::new(start, start + "gh".len()), reason));
            continue;
        }
        let command = prose_command(snippet, start).filter(is_request);
        let language = snippet.place.language.clone().unwrap_or_default();
        match command {
            Some(command) => {
                end = command.span.end;
                tokens.push(Token::Word(command.span, Reason::Refusal(Refusal::OtherLanguage { language })));
            }
            None => tokens.push(Token::Word(Span::new(start, start + "gh".len()), Reason::NotACommand)),
        }
    }
}

/// Whether it is more than the word gh.
fn is_request(command: &Command) -> bool {
    !matches!(steep_gh::lower(command), steep_gh::Lowered::Noun)
}

fn script(text: &str, reading: &Reading, place: &Place, tokens: &mut Vec<Token>) {
    let errors = Spans::new(reading.errors.iter().copied());
    let mut commands: Vec<&Command> = Vec::new();
    for command in reading.commands.iter().filter(|command| command.program().as_deref() == Some("gh")) {
        let program = command.words.first().map_or(command.span.start, |word| word.span.start);
        if permission::around(text, program, place).is_some() {
            continue;
        }
        commands.push(command);
        if errors.intersects(command.span) && is_request(command) {
            let why = "the shell text around it does not parse".to_owned();
            tokens.push(Token::Word(command.span, Reason::Refusal(Refusal::Ambiguous { why })));
        } else {
            tokens.push(Token::Command(Box::new((*command).clone())));
        }
    }
    let taken = Spans::new(commands.iter().map(|command| command.span));
    let comments = Spans::new(reading.comments.iter().copied());
    let mut around = Around::new(&reading.commands);
    let mut prose_end = 0;
    for start in read::prose_starts(text) {
        let word = Span::new(start, start + "gh".len());
        if taken.contains(word) || start < prose_end {
            continue;
        }
        if let Some(reason) = permission(text, start, place) {
            tokens.push(Token::Word(word, reason));
            continue;
        }
        let around = around.innermost(word);
        let is_its_word = around.is_some_and(|command| has_word(command, word));
        // What stands in the quotes of a program's words is data.
        let running = mixes_text(place.kind) && around.is_none_or(|command| !is_known_program(command));
        if running || comments.contains(word) {
            match read::prose(text, start, &mut |words, next| steep_gh::take(words, next)) {
                Some(command) if !taken.intersects(command.span) => {
                    prose_end = command.span.end;
                    tokens.push(Token::Command(Box::new(command)));
                    continue;
                }
                _ => {}
            }
        }
        let unread = reading.unread.filter(|unread| unread.span.contains(word));
        let reason = match around.filter(|_| is_its_word) {
            _ if unread.is_some_and(|_| !comments.contains(word)) => {
                let feature = unread.map(|unread| unread.why.to_string()).unwrap_or_default();
                Reason::Refusal(Refusal::NotYet { feature })
            }
            Some(command) if looks_for_programs(command) => {
                let feature = "a test whether gh is there".to_owned();
                Reason::Refusal(Refusal::NoEquivalent { feature })
            }
            Some(command) if runs_programs(command) => Reason::Refusal(Refusal::Ambiguous {
                why: format!("gh is run through `{}`", command.program().unwrap_or_default()),
            }),
            _ => Reason::NotACommand,
        };
        tokens.push(Token::Word(word, reason));
    }
}

/// Which command a word stands in, for words that come in ascending order.
struct Around<'c> {
    /// By where they begin, the longest first.
    commands: std::iter::Peekable<std::vec::IntoIter<&'c Command>>,
    /// Those that have begun and not ended, each inside the one before it.
    open: Vec<&'c Command>,
}

impl<'c> Around<'c> {
    fn new(commands: &'c [Command]) -> Self {
        let mut sorted: Vec<&Command> = commands.iter().collect();
        sorted.sort_by_key(|command| (command.span.start, std::cmp::Reverse(command.span.end)));
        Around { commands: sorted.into_iter().peekable(), open: Vec::new() }
    }

    fn innermost(&mut self, word: Span) -> Option<&'c Command> {
        while let Some(command) = self.commands.next_if(|command| command.span.start <= word.start) {
            self.close(command.span.start);
            self.open.push(command);
        }
        self.close(word.start);
        self.open.last().copied().filter(|command| command.span.contains(word))
    }

    fn close(&mut self, at: usize) {
        while self.open.last().is_some_and(|command| command.span.end <= at) {
            self.open.pop();
        }
    }
}

/// Whether one of the command's words is exactly the one at `span`.
fn has_word(command: &Command, span: Span) -> bool {
    let nth = command.words.partition_point(|word| word.span.start < span.start);
    command.words.get(nth).is_some_and(|word| word.span == span)
}

/// Whether such a place holds running text as often as scripts.
fn mixes_text(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::Fence | PlaceKind::Console)
}

/// Programs that run the command given to them as arguments.
const RUNNERS: [&str; 14] = [
    "xargs", "sudo", "env", "time", "timeout", "nohup", "exec", "command", "watch", "nice", "eval", "parallel",
    "retry", "ssh",
];

/// Whether the command only asks where the programs that it names are: what it guards does without gh once it is
/// rewritten, and would be left out where gh is not there.
fn looks_for_programs(command: &Command) -> bool {
    let first = command.words.get(1).and_then(Word::as_literal);
    match command.program().as_deref() {
        Some("command") => matches!(first.as_deref(), Some("-v" | "-V")),
        Some("which" | "type" | "hash" | "whereis") => true,
        _ => false,
    }
}

fn runs_programs(command: &Command) -> bool {
    command.program().is_some_and(|program| RUNNERS.contains(&program.as_str()))
}

/// Whether the command's first word looks like a program and not like the first word of a sentence.
fn is_known_program(command: &Command) -> bool {
    command.program().is_some_and(|program| !program.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands of the document's running text.
    fn commands(document: &str) -> Vec<String> {
        let snippets = steep_markdown::snippets(document);
        let tokens = snippets
            .iter()
            .flat_map(|snippet| of(snippet, &Limits::default()).into_iter().map(move |token| (snippet, token)));
        tokens
            .filter_map(|(snippet, token)| match token {
                Token::Command(command) => Some(command.span.text(&snippet.text).to_owned()),
                Token::Word(..) => None,
            })
            .collect()
    }

    #[test]
    fn a_command_ends_where_markup_begins() {
        for (document, command) in [
            ("Run **gh pr view 12** now", "gh pr view 12"),
            ("Run *gh pr list --repo acme/widgets*.", "gh pr list --repo acme/widgets"),
            ("Run _gh pr list -R acme/widgets_.", "gh pr list -R acme/widgets"),
            ("~~gh pr view 12~~", "gh pr view 12"),
            ("***gh* pr view 12**", "gh"),
            ("Run gh pr view 12 <!-- the first --> now", "gh pr view 12"),
            ("gh pr list -R acme/widgets<br>Then", "gh pr list -R acme/widgets"),
            ("<b>gh pr view 12</b>", "gh pr view 12"),
            ("[gh pr view 12](https://x.y)", "gh pr view 12"),
            ("**gh pr comment 12 --body \"a *b* <i>c</i>\"** it", "gh pr comment 12 --body \"a *b* <i>c</i>\""),
            ("gh pr view <N> --comments", "gh pr view <N> --comments"),
        ] {
            let found = commands(document);
            let expected: &[&str] = if command == "gh" { &[] } else { &[command] };
            assert_eq!(found, expected, "{document}");
        }
    }

    #[test]
    fn what_is_too_large_is_not_skipped() {
        let reason = |script: &str, limits: &Limits| {
            let tokens = of(&Snippet::script(script), limits);
            tokens.into_iter().find_map(|token| match token {
                Token::Word(_, Reason::Refusal(Refusal::NotYet { feature })) => Some(feature),
                _ => None,
            })
        };
        let deep = format!("{}gh pr list{}", "$(echo ".repeat(8), ")".repeat(8));
        let limits = Limits::default();
        assert_eq!(reason(&deep, &limits), None);
        let few = Limits { nesting: 4, ..limits };
        assert_eq!(reason(&deep, &few).as_deref(), Some("shell text nested deeper than 4 levels"));
        let short = Limits { text: 20, ..limits };
        assert_eq!(reason(&deep, &short).as_deref(), Some("shell text of more than 20 bytes"));
    }

    #[test]
    fn a_word_stands_in_the_innermost_command() {
        let text = "a gh $(b gh x) gh | c gh";
        let reading = read::script(text);
        let mut around = Around::new(&reading.commands);
        let starts: Vec<usize> = read::prose_starts(text);
        let programs: Vec<Option<String>> = starts
            .into_iter()
            .map(|start| around.innermost(Span::new(start, start + 2)).and_then(Command::program))
            .collect();
        let programs: Vec<&str> = programs.iter().flatten().map(String::as_str).collect();
        assert_eq!(programs, ["a", "b", "a", "c"]);
    }
}
