//! Cutting shell words where their text says so: at a flag's `=`, at the commas of a list.

use steep_shell::{Expansion, Part, Quote, Word};

/// The literal text that `word` begins with, and whether that is the whole word.
pub(crate) fn head(word: &Word) -> (String, bool) {
    let mut text = String::new();
    for part in &word.parts {
        match part {
            Part::Literal { text: more, .. } => text.push_str(more),
            Part::Expansion { .. } | Part::Placeholder { .. } => return (text, false),
        }
    }
    (text, true)
}

/// `word` without the first `bytes` bytes of its literal head. Cutting more than there is, or within a character, leaves
/// the part whole.
pub(crate) fn skip(word: &Word, bytes: usize) -> Word {
    let mut left = bytes;
    let mut parts = Vec::new();
    for part in &word.parts {
        match part {
            Part::Literal { text, quote } if left > 0 => {
                let cut = left.min(text.len());
                left -= cut;
                let rest = text.get(cut..).unwrap_or(text);
                // An empty pair of quotes after the cut (`--body=""`) is the value, so it stays when nothing else does.
                if !rest.is_empty() {
                    parts.push(Part::Literal { text: rest.into(), quote: *quote });
                }
            }
            part => parts.push(part.clone()),
        }
    }
    if parts.is_empty() {
        parts.push(Part::Literal { text: "".into(), quote: Quote::None });
    }
    Word::from_parts(parts)
}

/// Splits the value of a list flag as one CSV record (RFC 4180): commas separate, double quotes protect. What the shell
/// or the reader fills in is never looked into. An empty value is an empty list.
pub(crate) fn csv(word: &Word) -> Result<Vec<Word>, String> {
    let mut reader = CsvReader::default();
    for part in &word.parts {
        match part {
            Part::Literal { text, quote } => {
                for char in text.chars() {
                    if char == '\n' && reader.mode != CsvMode::Quoted {
                        return Ok(reader.finish());
                    }
                    reader.push(char, *quote)?;
                    reader.column += char.len_utf8();
                }
            }
            other => reader.push_opaque(other.clone()),
        }
    }
    if reader.mode == CsvMode::Quoted {
        return Err(reader.error("extraneous or missing \" in quoted-field"));
    }
    Ok(reader.finish())
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum CsvMode {
    /// Nothing of the field was read yet.
    #[default]
    Start,
    Bare,
    Quoted,
    /// After a double quote inside a quoted field: its end, or the first of two that stand for one.
    Closed,
}

#[derive(Default)]
struct CsvReader {
    mode: CsvMode,
    fields: Vec<Vec<Part>>,
    field: Vec<Part>,
    any: bool,
    /// Bytes of literal text before the current character.
    column: usize,
}

impl CsvReader {
    fn push(&mut self, char: char, quote: Quote) -> Result<(), String> {
        self.any = true;
        match (self.mode, char) {
            (CsvMode::Start, '"') => self.mode = CsvMode::Quoted,
            (CsvMode::Start | CsvMode::Bare | CsvMode::Closed, ',') => self.end_field(),
            (CsvMode::Bare, '"') => return Err(self.error("bare \" in non-quoted-field")),
            (CsvMode::Quoted, '"') => self.mode = CsvMode::Closed,
            (CsvMode::Closed, '"') => {
                self.text('"', quote);
                self.mode = CsvMode::Quoted;
            }
            (CsvMode::Closed, _) => {
                // The quotation mark before it is at fault.
                self.column = self.column.saturating_sub(1);
                return Err(self.error("extraneous or missing \" in quoted-field"));
            }
            (CsvMode::Start | CsvMode::Bare, char) => {
                self.text(char, quote);
                self.mode = CsvMode::Bare;
            }
            (CsvMode::Quoted, char) => self.text(char, quote),
        }
        Ok(())
    }

    fn error(&self, what: &str) -> String {
        format!("parse error on line 1, column {}: {what}", self.column + 1)
    }

    fn push_opaque(&mut self, part: Part) {
        self.any = true;
        self.field.push(part);
        if self.mode == CsvMode::Start {
            self.mode = CsvMode::Bare;
        }
    }

    fn text(&mut self, char: char, with: Quote) {
        if let Some(Part::Literal { text, quote }) = self.field.last_mut()
            && *quote == with
        {
            text.push(char);
        } else {
            self.field.push(Part::Literal { text: char.to_string().into(), quote: with });
        }
    }

    fn end_field(&mut self) {
        let mut parts = std::mem::take(&mut self.field);
        if parts.is_empty() {
            parts.push(Part::Literal { text: "".into(), quote: Quote::None });
        }
        self.fields.push(parts);
        self.mode = CsvMode::Start;
    }

    fn finish(mut self) -> Vec<Word> {
        if self.any {
            self.end_field();
        }
        self.fields.into_iter().map(Word::from_parts).collect()
    }
}

/// `"$name"`
pub(crate) fn variable(name: &str) -> Word {
    let kind = Expansion::Parameter(name.into());
    Word::from_parts(vec![Part::Expansion { source: format!("${name}").into(), kind, quote: Quote::Double }])
}

/// Whether the word is the bare sign for left-out arguments: `...` or `…`.
pub(crate) fn is_elision(word: &Word) -> bool {
    match word.parts.as_slice() {
        [Part::Placeholder { source, quote: Quote::None }] => source == "..." || source == "…",
        [Part::Literal { text, quote: Quote::None }] => text == "..." || text == "…",
        _ => false,
    }
}

/// A part of `word` out of which several words may come: all arguments, a whole array, a glob or brace.
pub(crate) fn several(word: &Word) -> Option<&str> {
    word.parts.iter().find_map(|part| match part {
        Part::Expansion { source, kind: Expansion::Parameter(name), .. } => {
            let name = name.trim_start_matches(['$', '{']).trim_end_matches('}');
            (matches!(name, "@" | "*") || name.contains("[@]") || name.contains("[*]")).then_some(source.as_str())
        }
        _ => None,
    })
}

/// An unquoted expansion whose name says that it holds several arguments or flags: `$ARGS`, `$GH_FLAGS`.
pub(crate) fn holds_arguments(word: &Word) -> Option<&str> {
    let [Part::Expansion { source, kind: Expansion::Parameter(name), quote: Quote::None }] = word.parts.as_slice()
    else {
        return None;
    };
    let name = name.to_ascii_lowercase();
    let plural = ["args", "arguments", "flags", "flag", "opts", "opt", "options", "params", "extra"];
    name.split(|char: char| !char.is_ascii_alphanumeric())
        .any(|piece| plural.contains(&piece))
        .then_some(source.as_str())
}

/// Whether the word is what people write for a number that the reader puts in: `gh pr view N`, `gh issue close XXX`,
/// `gh pr merge PR_NUMBER`. To gh it would be a branch of that name, and no issue.
pub(crate) fn stands_for_a_number(text: &str) -> bool {
    let capitals = !text.is_empty() && text.chars().all(|char| char.is_ascii_uppercase() || char == '_');
    let alone = ["N", "X", "NUM", "NUMBER", "ID", "PR", "ISSUE"].contains(&text)
        || text.len() > 1 && ["N", "X"].iter().any(|one| text.split(one).all(str::is_empty));
    capitals && (alone || ["_NUM", "_NUMBER", "_ID"].iter().any(|end| text.ends_with(end)))
}

/// The word as one that the reader of the document fills in.
pub(crate) fn placeholder(word: &Word) -> Word {
    let mut placeholder =
        Word::from_parts(vec![Part::Placeholder { source: word.display().into(), quote: Quote::None }]);
    placeholder.span = word.span;
    placeholder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Vec<String>, String> {
        Ok(csv(&Word::literal(text))?.iter().map(Word::display).collect())
    }

    #[test]
    fn lists_are_csv_records() {
        assert_eq!(list("a,b").as_deref(), Ok(&["a".to_owned(), "b".to_owned()][..]));
        assert_eq!(list(r#""c,d",e"#).as_deref(), Ok(&["c,d".to_owned(), "e".to_owned()][..]));
        assert_eq!(list(r#""say ""hi""""#).as_deref(), Ok(&[r#"say "hi""#.to_owned()][..]));
        assert_eq!(list("a,").as_deref(), Ok(&["a".to_owned(), String::new()][..]));
        assert_eq!(list("").as_deref(), Ok(&[][..]));
        assert!(list(r#"a"b"#).is_err());
        assert!(list(r#""a"b"#).is_err());
        assert!(list(r#""a"#).is_err());
    }

    #[test]
    fn cutting_keeps_quotes_and_what_is_filled_in() {
        let value =
            Part::Expansion { source: "$repo".into(), kind: Expansion::Parameter("repo".into()), quote: Quote::Double };
        let word = Word::from_parts(vec![
            Part::Literal { text: "--repo=".into(), quote: Quote::None },
            Part::Literal { text: "acme/".into(), quote: Quote::Double },
            value.clone(),
        ]);
        let rest = skip(&word, "--repo=".len());
        assert_eq!(rest.parts, [Part::Literal { text: "acme/".into(), quote: Quote::Double }, value]);
    }

    #[test]
    fn an_empty_value_in_quotes_stays_a_value() {
        let word = Word::from_parts(vec![
            Part::Literal { text: "--body=".into(), quote: Quote::None },
            Part::Literal { text: "".into(), quote: Quote::Double },
        ]);
        assert_eq!(skip(&word, "--body=".len()).as_literal().as_deref(), Some(""));
    }
}
