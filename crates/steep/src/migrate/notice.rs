//! A marked block that says what was done to the commands of a set of documents.

use crate::target::Target;

const BEGIN: &str = "<!-- steep:notice -->";
const END: &str = "<!-- steep:end-notice -->";

/// The notice for one target.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    body: String,
}

impl Notice {
    /// The notice for `target`.
    #[must_use]
    pub(crate) fn new(target: &Target) -> Self {
        Notice { body: body(target) }
    }

    /// `source` with the notice: in the place of the one that stands there, else after the front matter and the first
    /// heading. Lines end as the document's do; nothing else changes. Calling it twice is the same as calling it once.
    #[must_use]
    pub(crate) fn insert(&self, source: &str) -> String {
        let ending = if source.contains("\r\n") { "\r\n" } else { "\n" };
        let block = format!("{BEGIN}\n{}\n{END}", self.body).replace('\n', ending);
        if let Some(start) = source.find(BEGIN)
            && let Some(length) = source.get(start..).and_then(|rest| rest.find(END))
        {
            let end = start + length + END.len();
            let (before, after) = (source.get(..start).unwrap_or(""), source.get(end..).unwrap_or(""));
            return format!("{before}{block}{after}");
        }
        let at = insertion_point(source);
        let (before, after) = (source.get(..at).unwrap_or(""), source.get(at..).unwrap_or(""));
        let gap = if before.is_empty() || before.ends_with(&format!("{ending}{ending}")) { "" } else { ending };
        let lead = if before.is_empty() || before.ends_with('\n') { "" } else { ending };
        let tail = if after.is_empty() {
            if before.is_empty() || before.ends_with('\n') { ending.to_owned() } else { String::new() }
        } else if after.starts_with(ending) {
            ending.to_owned()
        } else {
            format!("{ending}{ending}")
        };
        format!("{before}{lead}{gap}{block}{tail}{after}")
    }
}

/// The byte offset after the byte order mark, the front matter and a first ATX heading.
fn insertion_point(source: &str) -> usize {
    let mut at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let lines = |from: usize| source.get(from..).unwrap_or("").split_inclusive('\n');
    if lines(at).next().is_some_and(|line| line.trim_end() == "---") {
        let mut end = at;
        for (nth, line) in lines(at).enumerate() {
            end += line.len();
            if nth > 0 && matches!(line.trim_end(), "---" | "...") {
                at = end;
                break;
            }
        }
    }
    let mut end = at;
    for line in lines(at) {
        end += line.len();
        if line.trim().is_empty() {
            continue;
        }
        return if line.starts_with("# ") { end } else { at };
    }
    at
}

fn body(target: &Target) -> String {
    let text = target.get().notice();
    let quoted = text.lines().map(|line| if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") });
    format!("<!-- steep:off -->\n{}<!-- steep:on -->", quoted.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice() -> Notice {
        Notice::new(&Target::gitea("https://git.example.org").tea("0.9.2").into())
    }

    #[test]
    fn it_is_inserted_once_and_replaced_in_place() {
        for source in
            ["", "text\n", "# Title\n\ntext\n", "# Title\n", "---\na: b\n---\n# T\ntext", "\u{feff}# T\r\n\r\nx\r\n"]
        {
            let once = notice().insert(source);
            assert_eq!(once.matches(BEGIN).count(), 1, "{once}");
            assert_eq!(notice().insert(&once), once);
            let other = Notice::new(&Target::gitea("https://other.example").into()).insert(&once);
            assert!(!other.contains("git.example.org"));
            assert_eq!(notice().insert(&other), once);
        }
    }

    #[test]
    fn every_line_of_the_original_stays_in_order() {
        let source = "---\nname: x\n---\n# Title\nFirst.\n\n- a\n- b\n";
        let out = notice().insert(source);
        let mut lines = out.lines();
        for line in source.lines() {
            assert!(lines.any(|other| other == line), "{line} is gone from\n{out}");
        }
        assert!(out.find("# Title").unwrap() < out.find(BEGIN).unwrap());
        assert!(out.find(BEGIN).unwrap() < out.find("First.").unwrap());
    }

    #[test]
    fn line_endings_are_the_documents() {
        let out = notice().insert("# T\r\n\r\nx\r\n");
        assert_eq!(out.matches('\n').count(), out.matches("\r\n").count());
    }
}
