//! A command whose words are the items of a list.

use steep_edit::Span;
use steep_gh::grammar::{self, Version};

use super::{Found, What};

/// What may stand between two items is no longer than this many bytes.
const WIDEST: usize = 80;

/// The command whose word gh, at `start`, is an item of a list: in quotes, followed by a comma, or a line of its own in a
/// YAML sequence. It reaches to the last item that names a command; an item that is none of gh's ends it.
pub(super) fn command(text: &str, start: usize) -> Option<Found> {
    let is_quoted = text.get(start + "gh".len()..)?.starts_with(['"', '\'', '`']);
    let mut command = grammar::command(&[])?;
    let mut end = start + "gh".len();
    loop {
        let rest = text.get(end..)?;
        let gap = gap(rest)?;
        let after = rest.get(gap..)?;
        let name =
            after.get(..after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(after.len()))?;
        let child = command.child(name, Version::NEWEST)?;
        end += gap + name.len();
        if child.runnable || !child.group {
            let in_sequence = text.get(start + "gh".len()..end)?.contains("- ");
            let in_list = text.get(..start)?.ends_with('[') && child.path.len() > 1;
            if !is_quoted && !in_sequence && !in_list {
                // Names of a program, side by side: `{ gh, api }`.
                return None;
            }
            return Some(Found { span: Span::new(start, end), what: What::Command(child.name()) });
        }
        command = child;
    }
}

/// The length of what separates an item that ends where `rest` begins from the next one.
fn gap(rest: &str) -> Option<usize> {
    let separates = |c: char| c.is_whitespace() || "\"'`,()[]{}&.-".contains(c);
    // `"gh").args(["pr"`, `"gh").arg("pr"`
    let word = |text: &str| ["args", "arg"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let mut length = 0;
    loop {
        let after = rest.get(length..)?;
        let signs = after.find(|c| !separates(c))?;
        length += signs;
        let method = rest.get(..length).filter(|gap| gap.ends_with('.')).and(rest.get(length..)).map_or(0, word);
        length += method;
        if length > WIDEST {
            return None;
        }
        if method == 0 {
            break;
        }
    }
    let gap = rest.get(..length)?;
    let in_sequence = gap.contains('\n') && gap.trim() == "-";
    (gap.contains([',', '(']) || in_sequence).then_some(length)
}
