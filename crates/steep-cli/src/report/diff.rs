use std::path::Path;

use similar::udiff::UnifiedDiff;
use similar::{ChangeTag, TextDiff};

use super::{Known, Palette, printable};

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The unified diff of one file. Without colours `patch -p1` and `git apply` can read it.
pub(crate) fn diff(path: &Path, old: &str, new: &str, palette: &Palette) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    let [before, after] = ["a/", "b/"].map(|side| quoted(side, path));
    unified.context_radius(CONTEXT).header(&before, &after);
    if !palette.coloured {
        return unified.to_string();
    }
    shown(&unified, [&before, &after], palette)
}

/// The same for a reader: without secrets, and without what steers a terminal.
pub(crate) fn shown_diff(path: &Path, old: &str, new: &str, palette: &Palette) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    unified.context_radius(CONTEXT);
    shown(&unified, [&quoted("a/", path), &quoted("b/", path)], palette)
}

fn shown(unified: &UnifiedDiff<'_, '_, '_, str>, [before, after]: [&str; 2], palette: &Palette) -> String {
    let (strong, faint) = (palette.strong, palette.faint);
    let (before, after) = (printable(before), printable(after));
    let mut out = format!("{strong}--- {before}{strong:#}\n{strong}+++ {after}{strong:#}\n");
    for hunk in unified.iter_hunks() {
        out.push_str(&format!("{faint}{}{faint:#}\n", hunk.header()));
        // What is a secret in the old lines is one in the new, however it is written there.
        let before: String = hunk
            .iter_changes()
            .filter(|change| change.tag() != ChangeTag::Insert)
            .map(|change| change.value())
            .collect();
        let known = Known::of(&before);
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', palette.bad),
                ChangeTag::Insert => ('+', palette.good),
                ChangeTag::Equal => (' ', anstyle::Style::new()),
            };
            let line = change.value().trim_end_matches(['\r', '\n']);
            out.push_str(&format!("{style}{sign}{}{style:#}\n", printable(&known.masked(line))));
        }
    }
    out
}

/// The name of a file in the head of a diff, as git writes it: in quotes, with escapes, where it holds what would end it.
fn quoted(side: &str, path: &Path) -> String {
    let text = path.to_string_lossy();
    let name = text.trim_start_matches('/');
    let is_plain = path.to_str().is_some() && !name.contains(|c: char| c.is_control() || c == '"' || c == '\\');
    if is_plain {
        return format!("{side}{name}");
    }
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes = bytes.get(bytes.iter().take_while(|byte| **byte == b'/').count()..).unwrap_or_default();
    let mut out = format!("\"{side}");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(*byte)]),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\{byte:03o}")),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_as_git_does() {
        for (name, shown) in [
            ("docs/a b.md", "a/docs/a b.md"),
            ("/docs/ü.md", "a/docs/ü.md"),
            ("a\n.md", r#""a/a\n.md""#),
            ("a\"\\ü\u{1}.md", r#""a/a\"\\\303\274\001.md""#),
        ] {
            assert_eq!(quoted("a/", Path::new(name)), shown);
        }
    }
}
