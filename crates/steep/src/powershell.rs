//! PowerShell where nothing says so: a script without a language, a code span, running text.
//!
//! Its words look like a shell's, and its quotes, variables and pipelines are others.

use steep_edit::Span;

/// The language, in findings.
pub(crate) const LANGUAGE: &str = "powershell";

/// Whether a line of `script` can only be PowerShell's.
pub(crate) fn is_script(script: &str) -> bool {
    script.lines().any(|line| pipes_to_cmdlet(line) || assigns(line))
}

/// How many bytes of a line are looked at on each side of a command.
const WINDOW: usize = 400;

/// Whether the command at `span` of a running text is assigned as PowerShell does, or its output read by one of its
/// commands.
pub(crate) fn is_around(text: &str, span: Span) -> bool {
    let (mut start, mut end) = (span.start.saturating_sub(WINDOW), (span.end + WINDOW).min(text.len()));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(start..span.start).unwrap_or("").rsplit('\n').next().unwrap_or("");
    let after = text.get(span.start..end).unwrap_or("").lines().next().unwrap_or("");
    pipes_to_cmdlet(after) || before.rfind('$').and_then(|at| before.get(at..)).is_some_and(assigns)
}

/// `$pulls = …`, `$env:GH_TOKEN = …`: a shell's assignment has no `$` and no blanks.
fn assigns(line: &str) -> bool {
    let Some(name) = line.trim_start().strip_prefix('$') else { return false };
    let length = name.len() - name.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':')).len();
    let rest = name.get(length..).unwrap_or("");
    let value = rest.trim_start().trim_start_matches('+');
    length > 0
        && (rest.starts_with(' ') || name.starts_with("env:"))
        && value.starts_with('=')
        && !value.starts_with("==")
}

/// `… | ConvertFrom-Json`, `… | % { … }`, `… | Select-Object -First 1`.
fn pipes_to_cmdlet(line: &str) -> bool {
    line.split('|').skip(1).any(|stage| {
        let stage = stage.trim_start();
        let stage = stage.trim_start_matches('(');
        let word = stage.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        is_cmdlet(word) || stage.starts_with("% {") || stage.starts_with("%{") || stage.starts_with("? {")
    })
}

/// A verb and a noun: `ConvertFrom-Json`.
fn is_cmdlet(word: &str) -> bool {
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().any(|c| c.is_ascii_lowercase())
    };
    word.split_once('-').is_some_and(|(verb, noun)| is_name(verb) && is_name(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_powershell_has() {
        for script in [
            "gh pr list --json number | ConvertFrom-Json",
            "$pulls = gh pr list",
            "a\n  $env:GH_TOKEN = \"x\"\n",
            "$all += gh issue list",
            "gh pr list | % { $_ }",
            "gh pr list | ForEach-Object { $_ }",
            "(gh pr list | Select-Object -First 1)",
        ] {
            assert!(is_script(script), "{script}");
        }
        for script in [
            "gh pr list | jq -r '.[]'",
            "pulls=$(gh pr list)",
            "[ $a = b ] || gh pr list",
            "$GH pr list",
            "gh pr list | Foo",
            "gh pr list | X-Y",
            "echo $a == b",
            "if [ $x = y ]; then gh pr list; fi",
        ] {
            assert!(!is_script(script), "{script}");
        }
    }

    #[test]
    fn running_text_is_read_around_the_command() {
        let text = "See | Get-Item. Run $x = gh pr list first, then gh issue list | ConvertFrom-Json.\ngh pr view 3";
        let found: Vec<bool> = text.match_indices("gh").map(|(at, _)| is_around(text, Span::new(at, at + 2))).collect();
        assert_eq!(found, [true, true, false]);
    }
}
