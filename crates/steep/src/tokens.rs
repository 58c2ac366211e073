//! Finds every gh token of a snippet: the commands, and the words that are none.

mod loose;

use std::cell::OnceCell;
use std::collections::HashSet;

use steep_edit::Span;
use steep_forge::Refusal;
use steep_markdown::{Place, PlaceKind, Snippet};
use steep_shell::read::{self, Limits, Reading};
use steep_shell::second::Second;
use steep_shell::{Command, Expansion, Part, Quote, UnreadCode, Word};

use crate::comments::{Comments, Found};
use crate::finding::Reason;
use crate::nearby;
use crate::permission::{Permission, Permissions};
use crate::powershell;
use crate::readers::{self, Readers};
use crate::scan::{self, What};
use crate::spans::Spans;
use crate::spoken;

/// A gh token of a snippet.
pub(crate) enum Token {
    /// The program of a command.
    Command(Box<Command>),
    /// The bare word, which is no command, for this reason.
    Word(Span, Reason),
    /// A command that can only stay, for this reason, and the unit that it belongs to (see [`Command::unit`]).
    Stays(Span, Reason, usize),
}

/// The gh tokens of a snippet, inner commands before the ones they stand in. Where both shell readers read all of it, what they
/// read is left in `second`.
pub(crate) fn of<'s>(snippet: &'s Snippet, limits: &Limits, second: &OnceCell<Box<Second<'s>>>) -> Vec<Token> {
    let mut tokens = Vec::new();
    if snippet.place.kind.is_running_text() {
        prose(snippet, &mut tokens);
    } else if snippet.place.kind.is_only_reported() {
        let language = snippet.place.language.as_deref().unwrap_or_default();
        other_code(snippet, language, untouched(snippet), &mut tokens);
    } else if snippet.place.kind != PlaceKind::Fence && powershell::is_script(&snippet.text) {
        other_code(snippet, powershell::LANGUAGE, None, &mut tokens);
    } else if let Some(command) = numbered(snippet) {
        tokens.push(Token::Command(Box::new(command)));
    } else {
        let reading = read::script_within(&snippet.text, limits);
        let readers = Readers::new(&snippet.text, limits, second);
        script(&snippet.text, reading, &readers, &snippet.place, &mut tokens);
    }
    loose::join_units(&snippet.text, &mut tokens);
    if !snippet.is_script() {
        for token in &mut tokens {
            if let Token::Command(command) = token {
                command.words.iter_mut().for_each(fill_in_prompt);
            }
        }
    }
    tokens
}

/// The command that is all of a code span and names its object with `#`: to a shell a comment begins there, to a reader none
/// does.
fn numbered(snippet: &Snippet) -> Option<Command> {
    let text = &snippet.text;
    let is_inline = matches!(snippet.place.kind, PlaceKind::CodeSpan | PlaceKind::HtmlCode);
    let numbers =
        |(at, _): (usize, &str)| text.get(at + 2..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !is_inline || !text.starts_with("gh ") || !text.match_indices(" #").any(numbers) {
        return None;
    }
    let command = read::prose(text, 0, &mut |words, next| steep_gh::take(words, next))?;
    let has_number = command.words.iter().any(|word| word.source.starts_with('#'));
    (command.span.end == text.len() && has_number).then_some(command)
}

/// `$ARGUMENTS` in a prompt is filled in before a shell sees it, and stands for one thing where a command takes one.
fn fill_in_prompt(word: &mut Word) {
    for part in &mut word.parts {
        if let Part::Expansion { source, kind: Expansion::Parameter(_), quote } = part
            && matches!(source.as_str(), "$ARGUMENTS" | "${ARGUMENTS}")
        {
            *quote = Quote::Double;
        }
    }
}

fn prose(snippet: &Snippet, tokens: &mut Vec<Token>) {
    let text = &snippet.text;
    let permissions = Permissions::new(text, &snippet.place);
    let mut end = 0;
    for start in read::prose_starts(&without_markup(snippet)) {
        if start < end {
            continue;
        }
        let word = Span::new(start, start + "gh".len());
        if let Some(permission) = permissions.around(start) {
            end = permission.span.end;
            tokens.push(permitted(permission));
            continue;
        }
        let Some((command, inner)) = prose_command(snippet, start) else {
            tokens.push(Token::Word(word, Reason::NotACommand));
            continue;
        };
        end = command.span.end;
        if powershell::is_around(text, command.span) {
            tokens.push(Token::Word(command.span, other_language(powershell::LANGUAGE)));
            continue;
        }
        let differ = || {
            let run_by = run_by(text, start).map(|name| Refusal::Ambiguous { why: run_through(&name) });
            run_by.or_else(|| readers::alone(text, &command))
        };
        if let Some(refusal) = is_request(&command).then(differ).flatten() {
            tokens.push(Token::Stays(command.span, Reason::Refusal(refusal), command.unit));
            continue;
        }
        tokens.extend(inner.into_iter().chain([command]).map(|command| Token::Command(Box::new(command))));
    }
}

/// Why commands stay in such a place; `None` where that is the language.
fn untouched(snippet: &Snippet) -> Option<Refusal> {
    let does_not_fit = |why: &str| Some(Refusal::DoesNotFit { why: why.to_owned() });
    match snippet.place.kind {
        PlaceKind::Markup => does_not_fit(markup(&snippet.text)),
        PlaceKind::Mdx => does_not_fit("only fences and code spans of MDX are written to"),
        PlaceKind::DrawnTable => does_not_fit("the columns of a drawn table have a fixed width"),
        PlaceKind::CutCell => {
            let why =
                "GitHub ends a cell at each `|` without a backslash, also in code, and shows no cell beyond the header";
            Some(Refusal::Ambiguous { why: why.to_owned() })
        }
        _ => None,
    }
}

/// What piece of markup a text is.
fn markup(text: &str) -> &'static str {
    const KINDS: [(&str, &str); 10] = [
        ("<!--", "it stands in a comment"),
        ("<script", "it stands in a script of the page"),
        ("<style", "it stands in a style sheet"),
        ("<code", "other markup stands in its code element"),
        ("<", "it stands in a tag"),
        ("![", "it stands in an image's text, address or title"),
        ("[[", "it stands in a link of a wiki"),
        ("[", "it stands in the definition of a link's address"),
        ("{", "what makes the page reads it before Markdown is read"),
        ("]", "it stands in a link's address or title"),
    ];
    KINDS.iter().find(|(begin, _)| text.starts_with(begin)).map_or("it stands in markup", |(_, why)| why)
}

fn other_language(language: &str) -> Reason {
    Reason::Refusal(Refusal::OtherLanguage { language: language.to_owned() })
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
fn prose_command(snippet: &Snippet, start: usize) -> Option<(Command, Vec<Command>)> {
    let mut end = snippet.limit(start);
    loop {
        let text = snippet.text.get(..end).unwrap_or(&snippet.text);
        let mut commands = read::prose_reading(text, start, &mut |words, next| steep_gh::take(words, next))?.commands;
        let command = commands.pop()?;
        match first_markup(text, &command, &snippet.opaque) {
            Some(markup) if markup.start < end => end = markup.start,
            _ => {
                commands.retain(|inner| inner.program().as_deref() == Some("gh"));
                let command = if commands.is_empty() { in_one_line(command) } else { command };
                return Some((command, commands));
            }
        }
    }
}

/// The command as a page shows it: a line ending in a quotation of running text is a space.
fn in_one_line(mut command: Command) -> Command {
    for word in command.words.iter_mut().filter(|word| word.source.contains('\n')) {
        for part in &mut word.parts {
            if let Part::Literal { text, .. } = part {
                *text = text.replace('\n', " ").into();
            }
        }
        word.source = word.source.replace("\\\n", "").replace('\n', " ").into();
    }
    command
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

/// A text that says what may be run stays.
fn permitted(permission: Permission) -> Token {
    Token::Word(permission.span, Reason::Refusal(permission.refusal()))
}

/// What looks like a command stays, and is reported.
fn other_code(snippet: &Snippet, language: &str, untouched: Option<Refusal>, tokens: &mut Vec<Token>) {
    for found in scan::all(&snippet.text, language, snippet.place.rights) {
        let reason = match found.what {
            What::Command(_) => untouched.clone().map_or_else(|| other_language(language), Reason::Refusal),
            What::Permission(permission) => Reason::Refusal(permission.refusal()),
            What::Word => Reason::NotACommand,
        };
        tokens.push(Token::Word(found.span, reason));
    }
}

/// Whether it is more than the word gh.
pub(crate) fn is_request(command: &Command) -> bool {
    !steep_gh::is_noun(command)
}

fn script(text: &str, reading: Reading, readers: &Readers<'_, '_>, place: &Place, tokens: &mut Vec<Token>) {
    let errors = Spans::new(reading.errors.iter().copied());
    let permissions = Permissions::new(text, place);
    // Those of gh, and why they stay.
    let mut commands: Vec<(usize, Option<Reason>)> = Vec::new();
    for (nth, command) in reading.commands.iter().enumerate() {
        let program = command.words.first().map_or(command.span.start, |word| word.span.start);
        if command.program().as_deref() != Some("gh") || permissions.around(program).is_some() {
            continue;
        }
        let stays = if !is_request(command) {
            None
        } else if errors.intersects(command.span) {
            Some(ambiguous("the shell text around it does not parse"))
        } else if powershell::is_around(text, command.span) {
            Some(other_language(powershell::LANGUAGE))
        } else {
            readers.command_difference(command).map(Reason::Refusal)
        };
        commands.push((nth, stays));
    }
    let of_gh: Vec<&Command> = commands.iter().filter_map(|(nth, _)| reading.commands.get(*nth)).collect();
    let others = others(text, &reading, &of_gh, readers, place, &permissions);
    let mut commands = commands.into_iter().peekable();
    for (nth, command) in reading.commands.into_iter().enumerate() {
        tokens.extend(commands.next_if(|(of_gh, _)| *of_gh == nth).map(|(_, stays)| match stays {
            Some(reason) => Token::Stays(command.span, reason, command.unit),
            None => Token::Command(Box::new(command)),
        }));
    }
    tokens.extend(others);
}

/// The gh tokens of a script beside the commands `of_gh`: in comments, in strings that are not read, in variables, in running text.
fn others(
    text: &str,
    reading: &Reading,
    of_gh: &[&Command],
    readers: &Readers<'_, '_>,
    place: &Place,
    permissions: &Permissions,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    let taken = Spans::new(of_gh.iter().map(|command| command.span));
    let sent = spoken::sent(text, of_gh);
    let comments = Comments::new(text, &reading.comments);
    through_variables(reading, &mut tokens);
    let unread_code = UnreadCodes::new(&reading.unread_code);
    let mut around = Around::new(&reading.commands);
    let mut prose_end = 0;
    for start in read::prose_starts(text) {
        let word = Span::new(start, start + "gh".len());
        if taken.contains(word) || start < prose_end {
            continue;
        }
        if let Some(permission) = permissions.around(start) {
            prose_end = permission.span.end;
            tokens.push(permitted(permission));
            continue;
        }
        let around = around.innermost(word);
        let is_its_word = around.is_some_and(|command| has_word(command, word));
        // What stands in the quotes of a program's words is data.
        let running = mixes_text(place.kind) && around.is_none_or(|command| !is_known_program(command));
        let unit = around.map_or(start, |command| command.unit);
        if comments.contains(start) {
            match comments.command(start) {
                Found::Command(command) if taken.intersects(command.span) => {}
                Found::Command(command) => {
                    prose_end = command.span.end;
                    let differ = || {
                        let compare = || readers.comment_difference(start).or_else(|| readers::alone(text, &command));
                        is_request(&command).then(compare).flatten()
                    };
                    let refusal = run_by(text, start).map(|name| Refusal::Ambiguous { why: run_through(&name) });
                    match refusal.or_else(differ) {
                        Some(refusal) => {
                            tokens.push(Token::Stays(command.span, Reason::Refusal(refusal), start));
                        }
                        None => tokens.push(loose::token(command)),
                    }
                    continue;
                }
                Found::Stays(span, refusal) => {
                    prose_end = span.end;
                    tokens.push(Token::Stays(span, Reason::Refusal(refusal), start));
                    continue;
                }
                Found::Nothing => {}
            }
        } else if let Some(code) = unread_code.around(word) {
            let within = text.get(..code.span.end).unwrap_or(text);
            let command = read::prose(within, start, &mut |words, next| steep_gh::take(words, next)).filter(is_request);
            let is_gh = code.variable.is_some() && code.span.text(text).trim_matches(['"', '\'']) == "gh";
            if let Some(span) = command.map(|command| command.span).or(is_gh.then_some(word)) {
                prose_end = span.end;
                tokens.push(stays(span, &code.why, unit));
                continue;
            }
        } else if running {
            match read::prose(text, start, &mut |words, next| steep_gh::take(words, next)) {
                Some(command) if !taken.intersects(command.span) => {
                    prose_end = command.span.end;
                    match is_request(&command).then(|| readers::alone(text, &command)).flatten() {
                        Some(refusal) => tokens.push(Token::Stays(command.span, Reason::Refusal(refusal), unit)),
                        None => tokens.push(loose::token(Box::new(command))),
                    }
                    continue;
                }
                _ => {}
            }
        }
        let unread = reading.unread.filter(|unread| unread.span.contains(word));
        let reason = match around.filter(|_| is_its_word) {
            _ if unread.is_some_and(|_| !comments.contains(start)) => {
                let feature = unread.map(|unread| unread.why.to_string()).unwrap_or_default();
                Reason::Refusal(Refusal::NotYet { feature })
            }
            Some(command) if looks_for_programs(command) => {
                let feature = "a test whether gh is there".to_owned();
                Reason::Refusal(Refusal::NoEquivalent { feature })
            }
            Some(command) if runs_programs(command) || perhaps_runs(command, word) => {
                Reason::Refusal(Refusal::Ambiguous { why: run_through(&command.program().unwrap_or_default()) })
            }
            _ => {
                let spoken = || spoken::of(text, start, around);
                if let Some((span, refusal)) = Some(word).filter(|word| !sent.contains(*word)).and_then(|_| spoken()) {
                    prose_end = span.end;
                    tokens.push(Token::Word(span, Reason::Refusal(refusal)));
                    continue;
                }
                Reason::NotACommand
            }
        };
        tokens.push(match reason {
            Reason::Refusal(_) => Token::Stays(word, reason, unit),
            _ => Token::Word(word, reason),
        });
    }
    tokens
}

pub(crate) fn stays(span: Span, why: &str, unit: usize) -> Token {
    Token::Stays(span, ambiguous(why), unit)
}

fn ambiguous(why: &str) -> Reason {
    Reason::Refusal(Refusal::Ambiguous { why: why.to_owned() })
}

fn run_through(program: &str) -> String {
    format!("gh is run through `{program}`")
}

/// Commands whose program is in a variable that is gh (`$GH pr list`).
fn through_variables(reading: &Reading, tokens: &mut Vec<Token>) {
    let variables: HashSet<&str> = reading.unread_code.iter().filter_map(|code| code.variable.as_deref()).collect();
    if variables.is_empty() {
        return;
    }
    for command in &reading.commands {
        let Some([Part::Expansion { kind: Expansion::Parameter(name), .. }]) =
            command.words.first().map(|word| word.parts.as_slice())
        else {
            continue;
        };
        if variables.contains(name.as_str()) {
            let why = format!("gh is perhaps run through the variable `{name}`");
            tokens.push(stays(command.span, &why, command.unit));
        }
    }
}

/// Text that a shell runs and that was not read, by where it stands.
struct UnreadCodes<'c>(Vec<&'c UnreadCode>);

impl<'c> UnreadCodes<'c> {
    fn new(codes: &'c [UnreadCode]) -> Self {
        let mut codes: Vec<&UnreadCode> = codes.iter().collect();
        codes.sort_by_key(|code| (code.span.start, std::cmp::Reverse(code.span.end)));
        // What lies in another says nothing more.
        codes.dedup_by(|next, before| before.span.contains(next.span));
        UnreadCodes(codes)
    }

    fn around(&self, word: Span) -> Option<&'c UnreadCode> {
        let nth = self.0.partition_point(|code| code.span.start <= word.start).checked_sub(1)?;
        self.0.get(nth).copied().filter(|code| code.span.contains(word))
    }
}

/// The program that runs the command at `start` of running text, where the words in front of it on its line say so
/// (`timeout 5 gh pr list`).
fn run_by(text: &str, start: usize) -> Option<String> {
    const LONGEST: usize = 200;
    let line = nearby::before(text, start);
    let begins = line.rfind(['|', ';', '&', '(', '`', '#']).map_or(0, |at| at + 1);
    let before = line.get(begins..).filter(|before| before.len() <= LONGEST && !before.trim().is_empty())?;
    let reading = read::script(&format!("{before}gh"));
    let is_wrapped = |command: &&Command| command.program().as_deref() == Some("gh");
    let wrapped = reading.commands.iter().find(is_wrapped)?;
    wrapped.wrappers.first().map(|wrapper| wrapper.name.clone())
}

/// Whether a program that is not known may run the command that follows in its words: gh takes them as one.
fn perhaps_runs(command: &Command, word: Span) -> bool {
    let nth = command.words.partition_point(|it| it.span.start < word.start);
    let program = command.program().unwrap_or_default();
    if nth == 0 || TAKES_TEXT.contains(&program.as_str()) {
        return false;
    }
    let words = command.words.get(nth..).unwrap_or(&[]).to_vec();
    is_request(&Command { words, ..command.clone() })
}

/// Programs whose words are text, or names of packages.
const TAKES_TEXT: [&str; 40] = [
    "[", "[[", ":", "ack", "ag", "apt", "apt-get", "awk", "brew", "case", "cat", "cd", "choco", "die", "dnf", "echo",
    "egrep", "error", "expr", "fail", "fgrep", "for", "git", "grep", "head", "help", "info", "log", "man", "msg",
    "note", "pacman", "print", "printf", "rg", "scoop", "sed", "test", "warn", "winget",
];

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
        let tokens = snippets.iter().flat_map(|snippet| {
            let tokens = of(snippet, &Limits::default(), &OnceCell::new());
            tokens.into_iter().map(move |token| (snippet, token))
        });
        tokens
            .filter_map(|(snippet, token)| match token {
                Token::Command(command) => Some(command.span.text(&snippet.text).to_owned()),
                Token::Word(..) | Token::Stays(..) => None,
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
            let snippet = Snippet::script(script);
            let tokens = of(&snippet, limits, &OnceCell::new());
            tokens.into_iter().find_map(|token| match token {
                Token::Stays(_, Reason::Refusal(Refusal::NotYet { feature }), _) => Some(feature),
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
