//! Commands of running text and of comments: each is read by itself, and what joins them is only told by the text between.

use steep_edit::Span;
use steep_shell::read;
use steep_shell::{Command, Expansion, Part};

use crate::tokens::{Token, is_request, stays};

/// The text between two commands that an operator joins is no longer than this many bytes.
const FURTHEST: usize = 200;

/// The token of a command. One with another in its words stays: to write the outer one alone would be half a rewrite.
pub(crate) fn token(command: Box<Command>) -> Token {
    let values = command.assignments.iter().map(|assignment| &assignment.value);
    let mut parts = command.words.iter().chain(values).flat_map(|word| &word.parts);
    let holds_another = parts.any(|part| match part {
        Part::Expansion { source, kind: Expansion::Command | Expansion::Process, .. } => {
            !read::prose_starts(source).is_empty()
        }
        Part::Expansion { .. } | Part::Literal { .. } | Part::Placeholder { .. } => false,
    });
    if holds_another && is_request(&command) {
        return stays(command.span, "another gh command stands inside it", command.unit);
    }
    Token::Command(command)
}

/// Makes one unit of the commands that an operator stands between (`gh issue list … | xargs -n 1 gh issue close`), and of
/// those in another's words. Those of a script have their units.
pub(crate) fn join_units(text: &str, tokens: &mut [Token]) {
    let commands = tokens.iter_mut().filter_map(|token| match token {
        Token::Command(command) => Some((command.span, &mut command.unit)),
        Token::Stays(span, _, unit) => Some((*span, unit)),
        Token::Word(..) => None,
    });
    let mut commands: Vec<(Span, &mut usize)> = commands.collect();
    commands.sort_by_key(|(span, _)| *span);
    let mut before: Option<(Span, usize)> = None;
    for (span, unit) in commands {
        if let Some((other, joined)) = before
            && other.contains(span)
        {
            *unit = joined;
            continue;
        }
        if let Some((other, joined)) = before
            && let Some(between) = text.get(other.end..span.start).filter(|between| between.len() <= FURTHEST)
            && is_joined(between)
        {
            *unit = joined;
        }
        before = Some((span, *unit));
    }
}

/// Whether the text between two commands begins or ends with an operator, and no line of it ends what the operator joins.
fn is_joined(between: &str) -> bool {
    let mut lines: Vec<&str> = between.split('\n').map(str::trim_end).collect();
    lines.pop();
    if !lines.iter().all(|line| line.ends_with(['\\', '|', '&'])) {
        return false;
    }
    let begins = between.trim_start_matches([' ', '\t', '\\', '\n', '"', '\'', '#']);
    let ends = between.trim_end_matches([' ', '\t', '\\', '\n', '#']);
    begins.starts_with(['|', '&']) || ends.ends_with(['|', '&'])
}

#[cfg(test)]
mod tests {
    use crate::{Outcome, Target, Transpiler};

    fn outcomes(document: &str) -> Vec<Outcome> {
        let steep =
            Transpiler::builder().target(Target::gitea("https://git.example.org").tea("0.9.2")).build().unwrap();
        let findings = steep.markdown(document).findings;
        findings.iter().map(|finding| finding.outcome).filter(|outcome| *outcome != Outcome::Skipped).collect()
    }

    #[test]
    fn what_an_operator_joins_stays_together() {
        for document in [
            "Run gh issue view 3 --repo a/b && gh issue develop 3 --repo a/b then.",
            "Run gh issue list --repo a/b --json number --jq '.[].number' | xargs -n1 gh issue close --repo a/b then.",
            "```sh\n# gh issue view 3 --repo a/b | xargs -n1 gh issue close --repo a/b\n```",
            "Run gh issue close $(gh issue develop 3 --repo a/b) --repo a/b now.",
            "```sh\n# gh issue close $(gh issue list --repo a/b) --repo a/b\n```",
        ] {
            let outcomes = outcomes(document);
            assert!(
                !outcomes.is_empty() && outcomes.iter().all(|it| *it == Outcome::Refused),
                "{document}: {outcomes:?}"
            );
        }
    }

    #[test]
    fn what_nothing_joins_does_not() {
        for document in [
            "Run gh issue close 3 --repo a/b or gh issue develop 3 --repo a/b.",
            "```sh\ngh issue close 3 --repo a/b && ./release\ngh issue develop 3 --repo a/b\n```",
        ] {
            assert_eq!(outcomes(document), [Outcome::Rewritten, Outcome::Refused], "{document}");
        }
    }
}
