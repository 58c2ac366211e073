//! One argument → one shell word.

use crate::{Arg, Expansion, Part, Piece, Quote, Script, Word, read};

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// It names the program: a reserved word or `NAME=value` would be syntax there.
    Program,
    /// Behind `NAME=`, where an array may stand.
    Value,
    /// Anywhere else.
    Argument,
}

/// A stretch of an argument that is quoted in one way.
enum Atom {
    /// Stands for itself.
    Text(String),
    /// Shell syntax that means inside double quotes what it is to mean: `$name`, `$(…)`, `<N>`.
    Inside(String),
    /// Shell syntax that works only outside of quotes: a glob, `~`, `<(…)`.
    Outside(String),
}

/// Prints `arg`. `output` prints the script of a `$(…)`.
pub(super) fn arg(arg: &Arg, position: Position, output: &dyn Fn(&Script) -> String) -> String {
    if let [Piece::Word(word)] = arg.pieces.as_slice()
        && let Some(own) = own_spelling(word, position)
    {
        return own;
    }
    let mut atoms = Atoms::default();
    for piece in &arg.pieces {
        match piece {
            Piece::Text(text) => atoms.text(text),
            Piece::Break(_) => atoms.text(" "),
            Piece::Word(word) => word.parts.iter().for_each(|part| atoms.part(part)),
            Piece::Variable(name) if is_parameter(name) => atoms.push(Atom::Inside(format!("${name}"))),
            Piece::Required(name) if is_name(name) => atoms.push(Atom::Inside(format!("${{{name}:?}}"))),
            Piece::Variable(name) | Piece::Required(name) => atoms.text(&format!("${name}")),
            Piece::Output(script) => atoms.push(Atom::Inside(substitution(&output(script)))),
        }
    }
    atoms.print(position)
}

/// Prints a text that stands for itself, as an argument.
pub(super) fn text(text: &str) -> String {
    literal(text, Position::Argument)
}

/// `$(…)` around a script's text. `$((` would begin an arithmetic expansion.
pub(super) fn substitution(script: &str) -> String {
    if script.starts_with('(') { format!("$( {script} )") } else { format!("$({script})") }
}

/// A word of the document exactly as its author wrote it, when that is the same word here.
fn own_spelling(word: &Word, position: Position) -> Option<String> {
    let (source, is_placeholder) = match word.parts.as_slice() {
        [Part::Placeholder { source, quote: Quote::None }] => (source, true),
        _ => (&word.source, false),
    };
    let syntax = position == Position::Program && (is_reserved(source) || begins_assignment(source));
    let read = Word::parse(source);
    // A placeholder without brackets (`N`) reads as itself.
    let is_itself = || is_placeholder && read.as_ref().and_then(Word::as_literal).as_deref() == Some(source.as_str());
    let reads_back = read.as_ref().is_some_and(|read| read.parts == word.parts)
        || is_itself()
        || (position == Position::Value && is_array(source));
    (reads_back && !syntax && !looks_like_continuation(source) && !opens_braces(word)).then(|| source.to_string())
}

/// Whether braces in it could begin a placeholder that a later word ends.
fn opens_braces(word: &Word) -> bool {
    word.parts.iter().any(|part| matches!(part, Part::Literal { text, quote: Quote::None } if text.contains("{{")))
}

/// Whether at the end of a line it looks like a `\` that was to continue the line, with blanks or a comment behind.
fn looks_like_continuation(source: &str) -> bool {
    source.starts_with("\\ ") || source.starts_with("\\\t")
}

/// Whether the source of an expansion is one: a made-up [`Part`] cannot smuggle syntax in.
fn is_sound(part: &Part) -> bool {
    match part {
        Part::Expansion { source, quote: Quote::Double, .. } => {
            Word::parse(&format!("\"{source}\"")).is_some_and(|word| word.parts == std::slice::from_ref(part))
        }
        Part::Expansion { source, .. } => {
            Word::parse(source).is_some_and(|word| word.parts == std::slice::from_ref(part))
        }
        Part::Literal { .. } | Part::Placeholder { .. } => true,
    }
}

/// Whether `source` is the value of `NAME=(…)` and nothing more.
fn is_array(source: &str) -> bool {
    let reading = read::script(&format!("x={source}"));
    let value = reading.commands.last().and_then(|command| command.assignments.first()).map(|one| &one.value);
    source.starts_with('(') && reading.errors.is_empty() && value.is_some_and(|value| value.source == source)
}

/// The atoms of one argument; neighbouring texts are one.
#[derive(Default)]
struct Atoms(Vec<Atom>);

impl Atoms {
    fn push(&mut self, atom: Atom) {
        self.0.push(atom);
    }

    fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Atom::Text(last)) => last.push_str(text),
            _ => self.0.push(Atom::Text(text.to_owned())),
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Literal { text, .. } => self.text(text),
            Part::Placeholder { source, .. } if fits_double_quotes(source) || is_double_braced(source) => {
                self.push(Atom::Inside(source.to_string()));
            }
            Part::Placeholder { source, .. } => self.text(source),
            Part::Expansion { source, .. } if !is_sound(part) => self.text(source),
            Part::Expansion { source, quote: Quote::None, kind } => match kind {
                // A tilde works only at the start of a word and in front of a bare `/`.
                Expansion::Pattern if source == "~" && !self.0.is_empty() => {
                    self.push(Atom::Inside("$HOME".to_owned()));
                }
                Expansion::Process | Expansion::Pattern => self.push(Atom::Outside(source.to_string())),
                Expansion::Arithmetic => self.push(Atom::Inside(source.to_string())),
                // Quotes and escapes inside `${x:-'…'}` mean something else inside double quotes.
                Expansion::Parameter(_) if source.contains(['\'', '"', '\\', '~']) => {
                    self.push(Atom::Outside(source.to_string()));
                }
                // So do quotes and escapes inside backquotes.
                Expansion::Command if source.starts_with('`') && source.contains(['"', '\\']) => {
                    self.push(Atom::Outside(source.to_string()));
                }
                Expansion::Parameter(_) | Expansion::Command => self.push(Atom::Inside(source.to_string())),
            },
            Part::Expansion { source, .. } => self.push(Atom::Inside(source.to_string())),
        }
    }

    fn print(self, position: Position) -> String {
        let atoms: Vec<Atom> = match self.0.as_slice() {
            [Atom::Text(text)] => return literal(text, position),
            [] => return literal("", position),
            _ => self.0.into_iter().filter(|atom| !matches!(atom, Atom::Text(text) if text.is_empty())).collect(),
        };
        let mut out = String::new();
        let mut quoted = String::new();
        for (nth, atom) in atoms.iter().enumerate() {
            match atom {
                Atom::Text(text) => {
                    let bare_slash = after_tilde(&atoms, nth) && text.starts_with('/');
                    let rest = if bare_slash { text.strip_prefix('/').unwrap_or("") } else { text };
                    if bare_slash {
                        out.push('/');
                    }
                    if bare_slash && is_bare(rest) {
                        out.push_str(rest);
                    } else if fits_double_quotes(rest) {
                        quoted.push_str(rest);
                    } else {
                        flush(&mut out, &mut quoted);
                        out.push_str(&single_quoted(rest));
                    }
                }
                Atom::Inside(source) => quoted.push_str(&delimited(source, next_quoted_char(&atoms, nth))),
                Atom::Outside(source) => {
                    flush(&mut out, &mut quoted);
                    out.push_str(source);
                }
            }
        }
        flush(&mut out, &mut quoted);
        out
    }
}

/// Closes the double-quoted stretch that was being collected.
fn flush(out: &mut String, quoted: &mut String) {
    if !quoted.is_empty() {
        out.push('"');
        out.push_str(quoted);
        out.push('"');
        quoted.clear();
    }
}

/// Whether the atom before the `nth` is a tilde prefix, which works only with a bare `/` behind it.
fn after_tilde(atoms: &[Atom], nth: usize) -> bool {
    let before = nth.checked_sub(1).and_then(|before| atoms.get(before));
    nth == 1 && matches!(before, Some(Atom::Outside(source)) if source.starts_with('~'))
}

/// The character that follows the `nth` atom inside the same double quotes.
fn next_quoted_char(atoms: &[Atom], nth: usize) -> Option<char> {
    match atoms.get(nth + 1)? {
        Atom::Text(text) if fits_double_quotes(text) => text.chars().next(),
        Atom::Inside(source) => source.chars().next(),
        Atom::Text(_) | Atom::Outside(_) => None,
    }
}

/// `$name` as `${name}` where `next` would be read as part of the name.
fn delimited(source: &str, next: Option<char>) -> String {
    let swallows = next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '_' || next == '[');
    match source.strip_prefix('$') {
        Some(name) if swallows && is_parameter(name) => format!("${{{name}}}"),
        _ => source.to_owned(),
    }
}

/// A text that stands for itself, in the most readable spelling: bare, `"…"` for addresses and prose, else `'…'`.
fn literal(text: &str, position: Position) -> String {
    let syntax = position == Position::Program && (is_reserved(text) || begins_assignment(text));
    // The operator of `test` is no history expansion: `!` in front of `=` never is.
    let bare = is_bare(text) || (text == "!=" && position == Position::Argument);
    if !syntax && bare && !text.contains("://") {
        text.to_owned()
    } else if !text.is_empty() && fits_double_quotes(text) && (text.contains("://") || reads_as_prose(text)) {
        format!("\"{text}\"")
    } else {
        single_quoted(text)
    }
}

/// `'…'`, each `'` inside as `'\''`.
pub(super) fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Whether every character is one that no shell gives a meaning where it stands. zsh looks `=name` up as a program.
fn is_bare(text: &str) -> bool {
    let looked_up = text.starts_with('=') && text.len() > 1;
    !text.is_empty() && !looked_up && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c))
}

/// Whether the text stands for itself inside double quotes. `!` is history expansion in an interactive shell.
fn fits_double_quotes(text: &str) -> bool {
    !text.contains(['$', '`', '\\', '"', '!'])
}

/// Whether a person would take it for words rather than for a program text such as jq's.
fn reads_as_prose(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || " \t\n_-./:=@%+,#&?;'~^–—…’".contains(c))
}

/// `${{ … }}`, which is replaced before any shell sees it.
fn is_double_braced(source: &str) -> bool {
    source.strip_prefix("${{").is_some_and(fits_double_quotes)
}

/// Whether `$` in front of it expands: a name, a positional or a special parameter.
fn is_parameter(name: &str) -> bool {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(c), None) if "0123456789@*#?-$!".contains(c) => true,
        _ => is_name(name),
    }
}

/// Whether it can be assigned to.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a shell takes it for syntax where a program's name is expected.
fn is_reserved(text: &str) -> bool {
    matches!(
        text,
        "!" | "{"
            | "}"
            | "[["
            | "case"
            | "coproc"
            | "do"
            | "done"
            | "elif"
            | "else"
            | "esac"
            | "fi"
            | "for"
            | "function"
            | "if"
            | "in"
            | "select"
            | "then"
            | "time"
            | "until"
            | "while"
    )
}

/// Whether it begins with `NAME=`, `NAME+=` or `NAME[…]=`.
fn begins_assignment(text: &str) -> bool {
    let Some((name, _)) = text.split_once('=') else { return false };
    let name = name.strip_suffix('+').unwrap_or(name);
    is_name(name.split_once('[').map_or(name, |(name, _)| name))
}
