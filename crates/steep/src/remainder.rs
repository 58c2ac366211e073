//! What stands behind a command: a part of it that was not read as one would be left behind by the rewrite.

use steep_edit::Span;
use steep_markdown::{PlaceKind, Snippet};

/// More of the text behind a command than this many bytes is not looked at.
const WINDOW: usize = 256;

/// What looks like a part of the command at `command`, a span of the snippet's text, and stands behind it: a flag, a
/// placeholder, a repository, a number behind markup. `None` where the text goes on in another way.
pub(crate) fn of(snippet: &Snippet, command: Span) -> Option<String> {
    let mut rest = Rest { snippet, at: command.end, marked: false };
    rest.skip_blanks();
    if rest.is_comment() {
        // In a code span it ends with the line, and so it is hardly a comment.
        return rest.word().filter(|word| snippet.place.kind == PlaceKind::CodeSpan && is_numbered(word));
    }
    let first_line = !rest.skip_lines();
    if first_line {
        rest.skip_markup();
    }
    let word = rest.word()?;
    let runs_on = match () {
        () if is_flag(&word) => true,
        () if !first_line => false,
        () if is_placeholder(&word) || is_numbered(&word) => true,
        () if rest.marked => word.bytes().all(|byte| byte.is_ascii_digit()),
        () => is_running_text(snippet.place.kind) && is_repository(&word),
    };
    runs_on.then_some(word)
}

fn is_running_text(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::Fence | PlaceKind::Console)
}

/// The text behind a command.
struct Rest<'s> {
    snippet: &'s Snippet,
    at: usize,
    /// Whether markup stands in between: the end of emphasis or of an element, the beginning of a code span.
    marked: bool,
}

impl Rest<'_> {
    fn text(&self) -> &str {
        self.snippet.text.get(self.at..).unwrap_or("")
    }

    /// Moves over blanks, and over a continuation of the line.
    fn skip_blanks(&mut self) {
        let text = self.text();
        let rest = text.trim_start_matches([' ', '\t']);
        let rest = if rest.starts_with("\\\n") { rest.get(1..).unwrap_or(rest) } else { rest };
        self.at += text.len() - rest.len();
    }

    fn opaque(&self) -> Option<Span> {
        let opaque = &self.snippet.opaque;
        let next = opaque.partition_point(|span| span.end <= self.at);
        opaque.get(next).copied().filter(|span| span.contains_offset(self.at))
    }

    fn is_comment(&self) -> bool {
        !self.snippet.place.kind.is_running_text() && self.text().starts_with('#')
    }

    /// Moves over line endings; whether there were any.
    fn skip_lines(&mut self) -> bool {
        let text = self.text();
        let skipped = text.len() - text.trim_start().len();
        self.at += skipped;
        skipped > 0
    }

    /// Moves over the ends of emphasis and elements, and over the beginnings of code spans and emphasis.
    fn skip_markup(&mut self) {
        if !self.snippet.place.kind.is_running_text() {
            return;
        }
        loop {
            let opaque = self.opaque();
            let text = self.text();
            let skipped = match opaque {
                Some(span) if text.starts_with("</") => span.end - self.at,
                Some(_) if text.starts_with('`') => text.len() - text.trim_start_matches('`').len(),
                Some(_) => return,
                None => text.len() - text.trim_start_matches(['*', '_', '~', '`']).len(),
            };
            if skipped == 0 {
                return;
            }
            self.at += skipped;
            self.marked = true;
            self.skip_blanks();
        }
    }

    /// The word at the cursor, up to a blank, without the punctuation of the sentence; `None` at the end of the line, and
    /// where markup begins.
    fn word(&self) -> Option<String> {
        let text: String = self.text().chars().take(WINDOW).collect();
        if self.opaque().is_some() && !self.marked {
            return None;
        }
        let word = match text.find('>').filter(|_| text.starts_with('<')) {
            Some(end) => text.get(..=end)?,
            None => text.split(char::is_whitespace).next()?,
        };
        let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '`', '*', '_']);
        (!word.is_empty()).then(|| word.to_owned())
    }
}

/// `-R`, `--repo=x`, and what typography makes of it (`–repo`).
fn is_flag(word: &str) -> bool {
    let name = word.trim_start_matches(['-', '–', '—']);
    name.len() < word.len() && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// `<N>`, `{n}`, `[flags]`, `{{ number }}`, `$ARGUMENTS`.
fn is_placeholder(word: &str) -> bool {
    let inside = |open, close: char| {
        let name = word.strip_prefix(open).and_then(|rest: &str| rest.split(close).next());
        name.filter(|name| name.len() + 1 < word.len())
    };
    let is_name = |name: &str| name.starts_with(|c: char| c.is_alphanumeric() || "-_#@.…".contains(c));
    let angle = inside('<', '>').is_some_and(is_name);
    let braces = word.starts_with("{{") || inside('{', '}').is_some_and(is_name);
    // `[flag](address)` is a link.
    let brackets = inside('[', ']').is_some_and(is_name) && !word.contains("](") && !word.contains("][");
    let variable = word
        .strip_prefix('$')
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric() || "{_@*".contains(c)));
    // What `xargs -I {}` fills in.
    angle || braces || brackets || variable || word == "{}"
}

/// `#12`, `#N`, `#<number>`.
fn is_numbered(word: &str) -> bool {
    let Some(number) = word.strip_prefix('#') else { return false };
    let digits = number.trim_end_matches(|c: char| !c.is_alphanumeric());
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        || is_placeholder(number)
        || matches!(digits, "N" | "X" | "NUM" | "NUMBER")
}

/// `acme/widgets`
fn is_repository(word: &str) -> bool {
    const JOINED: [&str; 4] = ["and/or", "he/she", "her/his", "his/her"];
    let is_segment = |segment: &str| {
        segment.starts_with(|c: char| c.is_ascii_alphanumeric())
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let mut segments = word.split('/');
    segments.clone().count() == 2 && segments.all(is_segment) && !JOINED.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left behind the first command of the document's first snippet that holds one, which ends in front of `|`.
    fn check(marked: &str, left: Option<&str>) {
        let (before, _) = marked.split_once('|').expect("a mark");
        let document = marked.replacen('|', "", 1);
        let snippets = steep_markdown::snippets(&document);
        let starts = document.find("gh").expect("a command");
        let found = snippets.iter().rev().find_map(|snippet| {
            let at = (0..snippet.text.len())
                .find(|at| snippet.host(Span::empty(*at)).is_some_and(|it| it.start == starts))?;
            Some(of(snippet, Span::new(at, at + before.len() - starts)))
        });
        assert_eq!(found.expect("a snippet with it").as_deref(), left, "{marked}");
    }

    #[test]
    fn a_part_of_the_command_is_left_behind() {
        check("Run gh pr merge 12 --squash| --subject=\"x y\" now", Some("--subject=\"x"));
        check("Run gh pr list| –repo acme/widgets", Some("–repo"));
        check("Run gh issue close| {n} now", Some("{n}"));
        check("Run gh pr list| $ARGUMENTS", Some("$ARGUMENTS"));
        check("Run gh issue close| {} -R a/b", Some("{}"));
        check("Run gh pr list| acme/widgets.", Some("acme/widgets"));
        check("Run gh pr merge| #12 --squash", Some("#12"));
        check("Run **gh pr merge|** 12", Some("12"));
        check("Run **gh pr merge|** `--squash`", Some("--squash"));
        check("Run gh pr merge|\n--squash now", Some("--squash"));
        check("`gh pr merge| #12 --squash`", Some("#12"));
        check("```sh\ngh pr create --title x| \\\n\n  --body y\n```", Some("--body"));
        check("```sh\ngh pr create --title x|\n\n  --body y\n```", Some("--body"));
        check("```\ngh pr list|\n  -L, --limit int\n```", Some("-L"));
    }

    #[test]
    fn the_text_goes_on() {
        for marked in [
            "Run gh pr list| and/or more",
            "Run gh pr list|, --json too",
            "Run gh pr list| — then stop",
            "Run gh pr list| -- then stop",
            "Run **gh pr list|** now",
            "Run gh pr list| [as told](x)",
            "Run gh pr list| (see `--json`)",
            "Run gh pr list|\n12 more",
            "`gh pr list| # the first`",
            "```sh\ngh pr list| # 12\n```",
            "```sh\ngh pr list| | head -1\n```",
            "- gh pr list|\n- --json",
        ] {
            check(marked, None);
        }
    }
}
