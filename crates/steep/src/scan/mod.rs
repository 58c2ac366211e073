//! gh commands in text of a language that is not read: found by the word gh and by gh's own grammar, never changed.
//!
//! Found are commands as a shell would get them (`run: gh pr list`, `system("gh pr view 3")`), and those whose words are
//! strings of their own (`["gh", "pr", "view"]`, `execFile('gh', ['api', path])`, a YAML sequence). Not found is what
//! the text puts together when it runs: `[gh, *arguments]`, `"gh " + verb`.

mod list;

use std::borrow::Cow;

use steep_edit::Span;
use steep_gh::Lowered;
use steep_markdown::Rights;
use steep_shell::read;

use crate::nearby;
use crate::permission::{Permission, Permissions};

/// What the word gh turned out to be.
pub(crate) enum What {
    /// A command of this name: `gh pr list`.
    Command(String),
    /// A text that says what may be run.
    Permission(Permission),
    /// Nothing of the kind.
    Word,
}

/// What was found in a text.
pub(crate) struct Found {
    /// Its bytes: of a command from the word gh to where gh's grammar says that it ends, which is a guess in such text.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) what: What,
}

/// Every word gh of a text in `language`, ascending and disjoint. Linear in the length of the text.
pub(crate) fn all(text: &str, language: &str, rights: Option<Rights>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let plain = without_escapes(text);
    let permissions = Permissions::in_language(text, language, rights);
    for start in starts(&plain) {
        if found.last().is_some_and(|last| start < last.span.end) {
            continue;
        }
        let permission = permissions.around(start).map(|it| Found { span: it.span, what: What::Permission(it) });
        let word = || Found { span: Span::new(start, start + "gh".len()), what: What::Word };
        found.push(permission.or_else(|| command_at(text, &plain, start)).unwrap_or_else(word));
    }
    found
}

/// The command that the word gh at `start` begins, in a string of a script.
pub(crate) fn command(text: &str, start: usize) -> Option<Span> {
    let line = nearby::after(text, start);
    // The string may have begun before, and what its quotes hold is not shown by the word alone.
    let end = line.find(['"', '`']).unwrap_or(line.len());
    let within = text.get(..start + end)?;
    match command_at(within, within, start)? {
        Found { span, what: What::Command(_) } => Some(span),
        _ => None,
    }
}

/// The command whose word gh begins at `start` of `text`, which is `plain` without its escapes.
fn command_at(text: &str, plain: &str, start: usize) -> Option<Found> {
    let within = plain.get(..limit(text, plain, start))?;
    let running = read::prose(within, start, &mut |words, next| steep_gh::take(words, next)).and_then(|command| {
        let rule = match steep_gh::lower(&command) {
            Lowered::Request(request) => request.rule.to_owned(),
            Lowered::Refused { rule, .. } => rule,
            _ => return None,
        };
        Some(Found { span: command.span, what: What::Command(rule) })
    });
    running.or_else(|| list::command(plain, start))
}

/// Where a command that begins at `start` ends at the latest: at the end of its line, unless a `\` continues it, or of the
/// string that it begins.
fn limit(text: &str, plain: &str, start: usize) -> usize {
    let mut end = start;
    for line in nearby::on(plain, start).split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        end += content.len();
        if !content.ends_with('\\') || content.len() == line.len() {
            break;
        }
        end += line.len() - content.len();
    }
    let quote =
        text.get(..start).and_then(|before| before.chars().next_back()).filter(|c| matches!(c, '"' | '\'' | '`'));
    let mut escaped = false;
    let closing = text.get(start..end).unwrap_or("").char_indices().find(|(_, c)| {
        let closes = !escaped && Some(*c) == quote;
        escaped = *c == '\\' && !escaped;
        closes
    });
    closing.map_or(end, |(at, _)| start + at)
}

/// Where the word gh begins that may be a program. It may have a path in front (`/usr/bin/gh`), a sign of a recipe (`@gh`)
/// or of an assignment (`CMD=gh`), and the ending `.exe`.
fn starts(text: &str) -> Vec<usize> {
    let begins = |at: usize| {
        let before = text.get(..at).unwrap_or("");
        match before.chars().next_back() {
            None => true,
            Some('/') => ["bin/", "./"].iter().any(|path| before.ends_with(path)),
            Some('-') => before.trim_end_matches('-').trim_end_matches([' ', '\t']).ends_with('\n'),
            Some(c) => !(c.is_alphanumeric() || "_.#~\\$%".contains(c)),
        }
    };
    let ends = |at: usize| {
        let after = text.get(at..).unwrap_or("");
        let mut after = after.strip_prefix(".exe").unwrap_or(after).chars();
        match after.next() {
            None => true,
            Some('.') => !after.next().is_some_and(char::is_alphanumeric),
            Some(c) => !(c.is_alphanumeric() || "_-/=@\\$(".contains(c)),
        }
    };
    text.match_indices("gh").map(|(at, _)| at).filter(|at| begins(*at) && ends(at + 2)).collect()
}

/// The text, of the same length, with blanks for the escapes of a string, so that what they stand for is no part of a word:
/// `\n` is a line ending and `\"` a quotation mark.
fn without_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut after_it = after.chars();
        let (replacement, known) = match after_it.next() {
            Some('n' | 'r') => (" \n", true),
            Some('t') => ("  ", true),
            // The white space of a regular expression: `gh\s+pr`.
            Some('s') if after_it.clone().next().is_some_and(|c| c == '+' || c == '*') => {
                after_it.next();
                ("   ", true)
            }
            Some('s') => ("  ", true),
            Some('"') => (" \"", true),
            Some('\'') => (" '", true),
            Some('`') => (" `", true),
            Some('\\') => ("\\\\", true),
            _ => ("\\", false),
        };
        out.push_str(replacement);
        rest = if known { after_it.as_str() } else { after };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = all(text, "", None).into_iter().filter(|found| matches!(found.what, What::Command(_)));
        let found: Vec<&str> = found.map(|found| found.span.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_command_in_a_string_is_found() {
        check("run: gh pr list --json number --jq '.[].number'\n", &["gh pr list --json number --jq '.[].number'"]);
        check("{ \"v\": \"gh pr view 3\" }", &["gh pr view 3"]);
        check("check_call(\"gh issue close 12\", shell=True)", &["gh issue close 12"]);
        check("const out = execSync(`gh pr view ${n} --json body`);", &["gh pr view ${n} --json body"]);
        check("\t@gh release create v1\n\t-gh pr list\n", &["gh release create v1", "gh pr list"]);
        check("CMD=gh pr list\n", &["gh pr list"]);
        check("RUN /usr/bin/gh auth status && ./gh pr list", &["gh auth status", "gh pr list"]);
        check("gh.exe pr list", &["gh.exe pr list"]);
        check(
            "run(\"gh pr list --jq '.[0]'\", x)\nrun(\"gh issue list\")",
            &["gh pr list --jq '.[0]'", "gh issue list"],
        );
        check("x \"y; gh pr view 3 --jq '.a'\"\nz \"gh issue list\"", &["gh pr view 3 --jq", "gh issue list"]);
        check("gh pr create \\\n  --title x \\\n  --fill\ngh", &["gh pr create \\\n  --title x \\\n  --fill"]);
    }

    #[test]
    fn escapes_of_a_string_end_words() {
        check(r#""set -e\ngh pr list\ngh issue list\n""#, &["gh pr list", "gh issue list"]);
        check(r#""gh pr comment 3 --body \"a b\" && x""#, &[r#"gh pr comment 3 --body \"a b\""#]);
        check(r"C:\gh pr list", &[]);
        check(r"`via \`gh release download\` —`", &["gh release download"]);
        check(r#"re.match(r"^gh\s+pr\s+merge", command)"#, &[r"gh\s+pr\s+merge"]);
    }

    #[test]
    fn words_that_are_strings_of_their_own_are_a_command() {
        check(r#"subprocess.run(["gh", "pr", "view", n])"#, &[r#"gh", "pr", "view"#]);
        check("execFileSync('gh', ['api', path])", &["gh', ['api"]);
        check(r#"Command::new("gh").args(["issue", "list"])"#, &[r#"gh").args(["issue", "list"#]);
        check(r#"exec.Command("gh", "pr", "list", "--limit", "3")"#, &[r#"gh", "pr", "list"#]);
        check("command:\n  - gh\n  - pr\n  - view\n", &["gh\n  - pr\n  - view"]);
        check("args: [gh, release, list]", &["gh, release, list"]);
        check("const { gh, api } = require(path); f(gh, api); g([gh, api])", &[]);
        check(r#"["gh", "-R", "a/b", "pr", "list"]"#, &[]);
    }

    #[test]
    fn the_bare_word_is_no_command() {
        check("uses gh for it", &[]);
        check("see gh pr and gh issue", &[]);
        check(r#"["gf", "gg", "gh", "gi"]"#, &[]);
        check(r#"which("gh"); run(["gh", *args])"#, &[]);
        check("https://example.org/gh pr list, a-gh pr list, $gh pr list", &[]);
        check("tough pr list, ghost", &[]);
    }
}
