use similar::{ChangeTag, TextDiff};

use super::{Palette, printable};

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The unified diff of one file. Without colours `patch -p1` and `git apply` can read it.
pub(crate) fn diff(path: &str, old: &str, new: &str, palette: &Palette) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    let name = path.trim_start_matches('/');
    unified.context_radius(CONTEXT).header(&format!("a/{name}"), &format!("b/{name}"));
    if !palette.coloured {
        return unified.to_string();
    }
    let (strong, faint) = (palette.strong, palette.faint);
    let mut out = format!("{strong}--- a/{name}{strong:#}\n{strong}+++ b/{name}{strong:#}\n");
    for hunk in unified.iter_hunks() {
        out.push_str(&format!("{faint}{}{faint:#}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', palette.bad),
                ChangeTag::Insert => ('+', palette.good),
                ChangeTag::Equal => (' ', anstyle::Style::new()),
            };
            let line = change.value().trim_end_matches(['\r', '\n']);
            out.push_str(&format!("{style}{sign}{}{style:#}\n", printable(line)));
        }
    }
    out
}
