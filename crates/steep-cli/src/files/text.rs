use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::str::Utf8Error;

use steep::Language;

use super::Buffer;
use crate::failure::Failure;

/// A file of a language that is not read is looked through whole up to this many bytes. Of a greater one, commands are only
/// looked for to say that they are there.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content<'b> {
    /// A text and what it is written in.
    Text(Cow<'b, str>, Language),
    /// Data that is no text, or a text of a language that is not read, without the word gh.
    Nothing,
}

/// How a file was chosen, which decides what is read of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// It was named on the command line: there is always a report on it.
    pub(crate) named: bool,
    /// `files.include` names it: a plain text is Markdown then.
    pub(crate) included: bool,
}

/// The text of a file, and what it is written in. The file is read into `buffer`.
///
/// A document (Markdown, a shell script) must be UTF-8. In what is not read, bytes that are no UTF-8 do not matter.
pub(crate) fn read<'b>(
    path: &Path,
    real: &Path,
    chosen: Chosen,
    buffer: &'b mut Buffer,
) -> Result<Content<'b>, Failure> {
    let cannot_read = |error| Failure::new("read", path, error);
    let mut file = File::open(real).map_err(cannot_read)?;
    let head = buffer.begin(&mut file).map_err(cannot_read)?;
    let language = language(&[path, real], first_line_of_script(head), chosen);
    if language.is_rewritten() {
        return Ok(Content::Text(
            Cow::Borrowed(document(path, buffer.rest(&mut file).map_err(cannot_read)?)?),
            language,
        ));
    }
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !is_utf16 && memchr::memchr(0, head).is_some() {
        return Ok(Content::Nothing);
    }
    if !buffer.is_whole && file.metadata().is_ok_and(|metadata| metadata.len() > LARGEST) {
        return Err(Failure::new("look through", path, format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    let bytes = buffer.rest(&mut file).map_err(cannot_read)?;
    if is_utf16 {
        // Where its bytes are could not be told; so it is only said that there are some.
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [low, high] if bytes.starts_with(b"\xff\xfe") => u16::from_le_bytes([*low, *high]),
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        let text: String = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return match steep::may_hold_gh(text.as_bytes()) {
            true => Err(Failure::new("look through", path, "it is UTF-16 text, with the word gh in it")),
            false => Ok(Content::Nothing),
        };
    }
    if !chosen.named && !steep::may_hold_gh(bytes) {
        return Ok(Content::Nothing);
    }
    Ok(Content::Text(same_length(bytes), language))
}

/// The line of a text that says which program runs it; empty where there is none.
fn first_line_of_script(head: &[u8]) -> &str {
    let line = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    if !line.starts_with(b"#!") {
        return "";
    }
    let line = line.get(..memchr::memchr2(b'\n', b'\r', line).unwrap_or(line.len())).unwrap_or_default();
    std::str::from_utf8(line).unwrap_or_default()
}

/// What a text is by its first line, by how it was chosen, and by the names of its file: the one that it was found by, and
/// the one that links lead to. When one of them says that it is not to be rewritten, it is not.
pub(crate) fn language(names: &[&Path], text: &str, chosen: Chosen) -> Language {
    let distinct = match names {
        // What a name says depends on its last part alone.
        [first, second] if first.file_name() == second.file_name() => &names[..1],
        _ => names,
    };
    let mut by_name = distinct.iter().map(|name| Language::of(name, text)).filter(|it| *it != Language::Text);
    let first = by_name.next();
    match by_name.find(|it| !it.is_rewritten()).or(first) {
        Some(language) => language,
        None if chosen.included => Language::Markdown,
        None => Language::Text,
    }
}

/// What standard input is: what the path that it is said to come from says, else Markdown unless it begins as a script.
pub(crate) fn language_of_input(path: Option<&Path>, text: &str) -> Language {
    match path {
        Some(path) => language(&[path], text, Chosen { named: true, included: true }),
        None => Language::of_first_line(text).unwrap_or(Language::Markdown),
    }
}

/// A document's text.
fn document<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, Failure> {
    std::str::from_utf8(bytes).map_err(|error| no_utf8(path, error))
}

fn no_utf8(path: &Path, error: Utf8Error) -> Failure {
    Failure::new("read", path, "it is not UTF-8 text").detail(format_args!("byte {}", error.valid_up_to()))
}

/// The text of a document that is known to be one.
pub(crate) fn read_document<'b>(path: &Path, real: &Path, buffer: &'b mut Buffer) -> Result<&'b str, Failure> {
    let bytes = File::open(real).and_then(|mut file| {
        buffer.begin(&mut file)?;
        buffer.rest(&mut file)
    });
    document(path, bytes.map_err(|error| Failure::new("read", path, error))?)
}

/// Bytes as text of the same length: a `?` stands for each byte that is none.
fn same_length(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_markdown_unless_something_says_otherwise() {
        let of = |path: Option<&str>, text: &str| language_of_input(path.map(Path::new), text);
        assert_eq!(of(None, "text"), Language::Markdown);
        assert_eq!(of(None, "#!/bin/sh\n"), Language::Shell);
        assert_eq!(of(None, "#!/usr/bin/env node\n").name(), "JavaScript");
        assert_eq!(of(Some("a.sh"), ""), Language::Shell);
        assert_eq!(of(Some("notes"), ""), Language::Markdown);
        assert_eq!(of(Some("a.yml"), "").name(), "YAML");
    }

    #[test]
    fn only_plain_text_becomes_markdown_by_being_included() {
        let included = Chosen { included: true, ..Chosen::default() };
        let of = |path: &str, text: &str| language(&[Path::new(path)], text, included);
        assert_eq!(of("notes.txt", ""), Language::Markdown);
        assert_eq!(of(".cursorrules", ""), Language::Markdown);
        assert_eq!(of("deploy", "#!/bin/sh\n"), Language::Shell);
        assert_eq!(of("ci.yml", "").name(), "YAML");
        assert_eq!(of("a.xyz", "").name(), ".xyz");
        assert_eq!(language(&[Path::new("notes.txt")], "", Chosen::default()), Language::Text);
    }

    #[test]
    fn of_a_link_both_names_count() {
        let of = |names: [&str; 2]| language(&names.map(Path::new), "", Chosen::default());
        assert_eq!(of(["README.md", "README"]), Language::Markdown);
        assert_eq!(of(["README", "README.md"]), Language::Markdown);
        assert_eq!(of(["a.md", "a.yml"]).name(), "YAML");
        assert_eq!(of(["a.yml", "a.md"]).name(), "YAML");
        assert_eq!(of(["README", "text"]), Language::Text);
    }

    #[test]
    fn what_is_no_text_keeps_the_offsets() {
        assert_eq!(same_length(b"caf\xe9 gh \xff\xfe x\xc3\xa9"), "caf? gh ?? x\u{e9}");
    }
}
