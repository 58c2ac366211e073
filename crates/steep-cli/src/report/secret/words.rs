//! Secrets by the grammar of the shell and of the programs that take them.

use std::ops::Range;

use super::{marks, value};

/// Flags whose value is a secret, whatever the program. Each ends as one of [`marks::NAMES`] does.
pub(super) const FLAGS: [&str; 6] =
    ["--token", "--password", "--access-token", "--api-key", "--secret", "--passphrase"];

/// Flags whose value is a user and a password.
pub(super) const USER: [&str; 2] = ["-u", "--user"];

/// What is known of the command that is being read.
#[derive(Default)]
struct Command {
    words: Vec<Range<usize>>,
    /// It is `gh secret set`, or its output goes where one is taken from.
    sets_secret: bool,
    /// It reads a token: `gh auth login --with-token`.
    reads_token: bool,
    here_document: Option<String>,
}

/// Adds where secrets are in `text`, read as commands.
pub(super) fn secrets(text: &str, found: &mut Vec<Range<usize>>) {
    let mut command = Command::default();
    // The command whose output the present one reads, and the one whose output all commands in brackets read.
    let (mut before, mut around) = (Command::default(), Command::default());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if blanks > 0 {
            at += blanks;
            continue;
        }
        if let Some(operator) =
            rest.strip_prefix("<<<").map(|_| "<<<").or_else(|| rest.strip_prefix("<<").map(|_| "<<"))
        {
            at += operator.len() + usize::from(operator == "<<" && rest.get(2..).is_some_and(|it| it.starts_with('-')));
            let gap = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
            let word = word(text, at + gap);
            if operator == "<<" {
                let delimiter = text.get(word.clone()).unwrap_or_default().trim_matches(['"', '\'', '\\']);
                command.here_document = Some(delimiter.to_owned());
            } else if command.reads_token || command.sets_secret {
                value::of_word(text, word.clone(), found);
            }
            at = word.end.max(at + 1);
            continue;
        }
        if rest.starts_with('\n') && command.words.is_empty() && !before.words.is_empty() {
            // A pipeline goes on behind the end of a line.
            at += 1;
            continue;
        }
        if rest.starts_with('(') && command.words.is_empty() && !before.words.is_empty() {
            around = std::mem::take(&mut before);
        }
        if rest.starts_with(['|', ';', '&', '\n', '`', '(', ')']) {
            if command.reads_token || command.sets_secret {
                printed(text, &before, found);
                printed(text, &std::mem::take(&mut around), found);
            }
            let ended = std::mem::take(&mut command);
            at += 1;
            // What is written into another one may be commands.
            if rest.starts_with('\n')
                && (ended.reads_token || ended.sets_secret)
                && let Some(delimiter) = &ended.here_document
            {
                at = here_document(text, at, delimiter, found);
            }
            before = match rest.starts_with('|') && !rest.starts_with("||") {
                // What is printed goes through all stages of a pipeline.
                true if printer(text, &ended).is_none() && printer(text, &before).is_some() => before,
                true => ended,
                false => Command::default(),
            };
            continue;
        }
        let word = word(text, at);
        at = word.end.max(at + rest.chars().next().map_or(1, char::len_utf8));
        command.take(text, word, found);
    }
    if command.reads_token || command.sets_secret {
        printed(text, &before, found);
        printed(text, &around, found);
    }
}

impl Command {
    fn take(&mut self, text: &str, word: Range<usize>, found: &mut Vec<Range<usize>>) {
        let raw = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let this = raw(&word);
        let last = self.words.last().map(raw);
        let is_flag = |flag: &str| FLAGS.contains(&flag) || self.sets_secret && matches!(flag, "--body" | "-b");
        if last.is_some_and(is_flag) && !this.starts_with('-') {
            value::of_word(text, word.clone(), found);
        } else if last.is_some_and(|flag| USER.contains(&flag))
            && let Some((user, password)) = this.split_once(':')
            && !password.trim_end_matches(['"', '\'']).is_empty()
        {
            let end = word.end - usize::from(password.ends_with(['"', '\'']));
            value::of_word(text, word.start + user.len() + 1..end, found);
        } else if let Some((name, _)) = this.split_once('=')
            && (marks::is_secret(name) || self.sets_secret && name == "--body")
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:$".contains(c))
        {
            value::of_word(text, word.start + name.len() + 1..word.end, found);
        } else if self.sets_secret && this.len() > 2 && this.starts_with("-b") {
            value::of_word(text, word.start + 2..word.end, found);
        }
        self.sets_secret |= this == "set" && last == Some("secret") || this.contains("/actions/secrets/");
        self.reads_token |= this == "--with-token" || last == Some("--token") && this == "\"$(cat)\"";
        self.words.push(word);
    }
}

/// Which word is the program that prints its arguments.
fn printer(text: &str, command: &Command) -> Option<usize> {
    let prints = |word: &str| matches!(word, "echo" | "printf" | "print");
    command.words.iter().position(|word| prints(text.get(word.clone()).unwrap_or_default()))
}

/// What a command prints that hands a secret on: `echo X |`.
fn printed(text: &str, command: &Command, found: &mut Vec<Range<usize>>) {
    let raw = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let Some(printer) = printer(text, command) else { return };
    let is_format = |word: &str| word.trim_matches(['"', '\'']).trim_end_matches("\\n") == "%s";
    for word in command.words.iter().skip(printer + 1) {
        if !raw(word).starts_with('-') && !is_format(raw(word)) {
            value::of_word(text, word.clone(), found);
        }
    }
}

/// Where the here-document that begins at `start`, all of which is a secret, ends.
fn here_document(text: &str, start: usize, delimiter: &str, found: &mut Vec<Range<usize>>) -> usize {
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let inner = line.trim();
        if inner == delimiter {
            break;
        }
        if !inner.is_empty() {
            let from = at + line.find(inner).unwrap_or(0);
            value::of_word(text, from..from + inner.len(), found);
        }
        at += line.len();
    }
    at
}

/// The word of a shell that begins at `start`. Quotes that are not closed are text.
fn word(text: &str, start: usize) -> Range<usize> {
    let mut at = start;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        let length = match c {
            ' ' | '\t' | '\n' | '|' | ';' | '&' | '(' | ')' | '`' => break,
            '\\' => c.len_utf8() + rest.chars().nth(1).map_or(0, char::len_utf8),
            '\'' | '"' => closed(rest, c).unwrap_or(1),
            '$' if rest.starts_with("${") => rest.find('}').map_or(1, |end| end + 1),
            '$' if rest.starts_with("$(") => rest.find(')').map_or(1, |end| end + 1),
            c => c.len_utf8(),
        };
        at += length;
    }
    start..at
}

/// Quotes over more than so many bytes are apostrophes.
const LONGEST_QUOTE: usize = 4096;

/// The length of the quotes at the start of `text`.
fn closed(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        // In text, an apostrophe opens nothing, and code stands in backquotes.
        if at > LONGEST_QUOTE || c == '`' && quote == '\'' {
            return None;
        }
        if c == quote && !escaped {
            return Some(at + 1);
        }
        escaped = c == '\\' && !escaped && quote == '"';
    }
    None
}
