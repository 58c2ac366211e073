//! Words for tests, from shell text: quotes, `$name`, `$(…)`, `<placeholder>` and `…`, enough for command lines.

use steep_edit::Span;
use steep_shell::{Assignment, Command, Expansion, Part, Quote, Stands, Status, Stdin, Stdout, Word};

/// The words of a line.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    let mut reader = Reader { chars: &chars, at: 0 };
    let mut words = Vec::new();
    while let Some(word) = reader.word() {
        words.push(word);
    }
    words
}

/// The command of a line; `NAME=value` words in front become assignments.
pub(crate) fn command(text: &str) -> Command {
    let mut words = words(text);
    let mut assignments = Vec::new();
    while let Some((name, value)) = words.first().and_then(|word| word.split_once('=')) {
        let Some(name) =
            name.as_literal().filter(|name| name.chars().all(|char| char.is_ascii_uppercase() || char == '_'))
        else {
            break;
        };
        assignments.push(Assignment { span: Span::default(), name, value, append: false });
        words.remove(0);
    }
    Command {
        span: Span::default(),
        assignments,
        variables: Default::default(),
        words,
        rewritten: Vec::new(),
        redirects: Vec::new(),
        stdout: Stdout::Reader,
        read_by: Vec::new(),
        status: Status::Unused,
        stdin: Stdin::Inherited,
        inside: None,
        needs_group: false,
        indent: String::new(),
        broken_continuations: Vec::new(),
        cut_off: false,
        ignored: false,
        unit: 0,
        wrappers: Vec::new(),
        stands: Stands::InCode,
        code: None,
    }
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn until(&mut self, end: char) -> String {
        let mut text = String::new();
        while let Some(char) = self.peek() {
            self.at += 1;
            if char == end {
                break;
            }
            text.push(char);
        }
        text
    }

    fn word(&mut self) -> Option<Word> {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek()?;
        let start = self.at;
        let mut parts = Vec::new();
        while let Some(char) = self.peek() {
            match char {
                char if char.is_whitespace() => break,
                '\'' => {
                    self.at += 1;
                    parts.push(Part::Literal { text: self.until('\'').into(), quote: Quote::Single });
                }
                '"' => {
                    self.at += 1;
                    let before = parts.len();
                    while let Some(char) = self.peek() {
                        match char {
                            '"' => break,
                            '\\' if matches!(self.chars.get(self.at + 1), Some('"' | '\\' | '$' | '`')) => {
                                self.at += 1;
                                let escaped = self.peek().unwrap_or('\\');
                                self.at += 1;
                                push(&mut parts, escaped, Quote::Double);
                            }
                            _ => self.piece(&mut parts, Quote::Double),
                        }
                    }
                    self.at += 1;
                    if parts.len() == before {
                        parts.push(Part::Literal { text: "".into(), quote: Quote::Double });
                    }
                }
                _ => self.piece(&mut parts, Quote::None),
            }
        }
        let source: String = self.chars.get(start..self.at).unwrap_or_default().iter().collect();
        Some(Word { span: Span::new(start, self.at), source: source.into(), parts })
    }

    fn piece(&mut self, parts: &mut Vec<Part>, quote: Quote) {
        let Some(char) = self.peek() else { return };
        let rest: String = self.chars.get(self.at..).unwrap_or_default().iter().collect();
        if rest.starts_with("$(") {
            let mut depth = 0;
            let mut source = String::new();
            while let Some(char) = self.peek() {
                self.at += 1;
                source.push(char);
                depth += i32::from(char == '(') - i32::from(char == ')');
                if depth == 0 && char == ')' {
                    break;
                }
            }
            parts.push(Part::Expansion { source: source.into(), kind: Expansion::Command, quote });
        } else if char == '$' && rest.len() > 1 {
            let name: String = if rest.starts_with("${") {
                self.at += 2;
                self.until('}')
            } else {
                self.at += 1;
                let special = matches!(self.peek(), Some('@' | '*' | '#' | '?'));
                let mut name = String::new();
                while let Some(char) = self.peek() {
                    if !(char.is_ascii_alphanumeric() || char == '_' || special && name.is_empty()) {
                        break;
                    }
                    name.push(char);
                    self.at += 1;
                }
                name
            };
            let source = if rest.starts_with("${") { format!("${{{name}}}") } else { format!("${name}") };
            parts.push(Part::Expansion { source: source.into(), kind: Expansion::Parameter(name.into()), quote });
        } else if char == '<' {
            self.at += 1;
            let inner = self.until('>');
            parts.push(Part::Placeholder { source: format!("<{inner}>").into(), quote });
        } else if char == '…' {
            self.at += 1;
            parts.push(Part::Placeholder { source: "…".into(), quote });
        } else if char == '?' && quote == Quote::None {
            self.at += 1;
            parts.push(Part::Expansion { source: "?".into(), kind: Expansion::Pattern, quote });
        } else {
            self.at += 1;
            push(parts, char, quote);
        }
    }
}

fn push(parts: &mut Vec<Part>, char: char, with: Quote) {
    if let Some(Part::Literal { text, quote }) = parts.last_mut()
        && *quote == with
    {
        text.push(char);
    } else {
        parts.push(Part::Literal { text: char.to_string().into(), quote: with });
    }
}
