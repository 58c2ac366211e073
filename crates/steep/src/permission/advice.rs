//! What a permission no longer covers when the commands that it names are rewritten.

use steep_forge::Refusal;
use steep_shell::{Command, read};

use crate::finding::{Finding, Outcome, Reason};

/// So many rules are proposed.
const MOST: usize = 3;

/// Tells, at each permission of `findings`, that commands that it names are among the `rewritten` ones and what became of them,
/// with the narrowest rule for the new forms.
pub(crate) fn tell<'f>(permissions: impl Iterator<Item = &'f mut Finding>, rewritten: &[(String, String)]) {
    for finding in permissions {
        let Some(Reason::Refusal(refusal)) = &finding.reason else { continue };
        let (rule, forbids) = match refusal {
            Refusal::WidensPermission { what } => (what.clone(), false),
            Refusal::WeakensBan { what } => (what.clone(), true),
            _ => continue,
        };
        let named: Vec<&str> = words(&finding.command);
        let covered: Vec<&str> =
            rewritten.iter().filter(|(name, _)| covers(&named, name)).map(|(_, text)| text.as_str()).collect();
        if !covered.is_empty() {
            finding.message.push_str(&message(&rule, &covered, forbids));
        }
    }
}

/// The rewritten commands of `findings`: their names (`gh pr view`) and what stands there now.
pub(crate) fn rewritten(findings: &[Finding]) -> Vec<(String, String)> {
    let applied = findings.iter().filter(|it| it.outcome == Outcome::Rewritten && it.tool.is_some());
    applied.filter_map(|it| Some((it.rule.clone(), it.replacement.clone()?))).collect()
}

/// The words of gh's that a rule names: `gh pr view` of `gh pr view:*`.
fn words(rule: &str) -> Vec<&str> {
    let end = rule.find([':', '*']).unwrap_or(rule.len());
    let plain = |word: &&str| !word.starts_with('-');
    rule.get(..end).unwrap_or(rule).split_whitespace().take_while(plain).collect()
}

/// Whether a rule on these words is about the command `name`. A rule with arguments is about some of them.
fn covers(named: &[&str], name: &str) -> bool {
    !named.is_empty() && named.iter().zip(name.split(' ')).all(|(a, b)| *a == b)
}

fn message(rule: &str, forms: &[&str], forbids: bool) -> String {
    let count = match forms {
        [_] => "1 command that it names is".to_owned(),
        _ => format!("{} commands that it names are", forms.len()),
    };
    let effect =
        if forbids { "it does not forbid what takes their place" } else { "it does not allow what takes their place" };
    let verb = if forbids { "forbid" } else { "allow" };
    let mut rules: Vec<String> = Vec::new();
    let mut whole = true;
    for form in forms {
        match beginnings(form) {
            Some(beginnings) => rules.extend(beginnings.iter().map(|it| like(rule, it))),
            None => whole = false,
        }
    }
    rules.sort();
    rules.dedup();
    let more = rules.len().saturating_sub(MOST);
    let listed: Vec<String> = rules.iter().take(MOST).map(|rule| format!("`{rule}`")).collect();
    let mut what = Vec::new();
    if !listed.is_empty() {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        what.push(format!("{verb} {}{more}", listed.join(", ")));
    }
    if !whole {
        what.push(format!("put forms of several steps into a script and {verb} that"));
    }
    format!("; {count} rewritten, and {effect}: {}", what.join("; "))
}

/// How the programs of a form begin, as narrow as a rule on beginnings can be; `None` for a form of several steps, which no
/// such rule is about.
fn beginnings(form: &str) -> Option<Vec<String>> {
    let reading = read::script(form);
    let is_plain = reading.errors.is_empty() && !form.contains("$(") && !form.trim_start().starts_with(['(', '{']);
    let plain = |command: &Command| command.assignments.is_empty();
    if !is_plain || reading.commands.is_empty() || !reading.commands.iter().all(plain) {
        return None;
    }
    reading.commands.iter().map(beginning).collect()
}

fn beginning(command: &Command) -> Option<String> {
    let program = command.program()?;
    let sources = command.words.iter().map(|word| word.source.as_str());
    let words: Vec<&str> = match program.as_str() {
        "curl" => {
            let address = command.words.iter().position(|word| word.source.contains("://"))?;
            let mut words: Vec<&str> = sources.take(address + 1).collect();
            let last = words.last_mut()?;
            *last = last.split('?').next()?.trim_end_matches(['"', '\'']);
            words
        }
        "jq" => vec!["jq"],
        "git" => sources.take(2).collect(),
        _ => sources.take_while(|word| !word.starts_with(['-', '"', '\'', '$'])).take(3).collect(),
    };
    Some(words.join(" "))
}

/// A rule on commands with this beginning, written as `rule` is.
fn like(rule: &str, beginning: &str) -> String {
    let star = if rule.contains(":*") { ":*" } else { " *" };
    match rule.split_once('(') {
        Some((tool, _)) => format!("{tool}({beginning}{star})"),
        None => format!("{beginning}{star}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_rule_names_the_command_or_the_address() {
        let rules = |form: &str| beginnings(form).unwrap_or_default();
        assert_eq!(rules("tea pulls merge --repo acme/widgets --style squash 12"), ["tea pulls merge"]);
        let curl =
            "curl -fsS -H \"Authorization: token $T\" \"https://h/api/v1/repos/a/b/issues?state=open\" |\n  jq .";
        let expected = ["curl -fsS -H \"Authorization: token $T\" \"https://h/api/v1/repos/a/b/issues", "jq"];
        assert_eq!(rules(curl), expected);
        assert_eq!(beginnings("( sha=\"$(curl -fsS x)\" && curl -fsS y )"), None);
        assert_eq!(like("Bash(gh pr view:*)", "tea pulls"), "Bash(tea pulls:*)");
        assert_eq!(like("gh pr view *", "tea pulls"), "tea pulls *");
    }

    #[test]
    fn a_rule_covers_the_commands_that_it_names() {
        assert!(covers(&words("gh pr view:*"), "gh pr view"));
        assert!(covers(&words("gh pr *"), "gh pr view"));
        assert!(covers(&words("gh:*"), "gh pr view"));
        assert!(covers(&words("gh pr view 12"), "gh pr view"));
        assert!(!covers(&words("gh pr merge:*"), "gh pr view"));
        assert!(!covers(&words(""), "gh pr view"));
    }
}
