use std::str::FromStr;

use steep::{Finding, Outcome};

use super::{WrongValue, nearest};
use crate::report;

/// Rules that are no commands of gh's.
const RULES: [&str; 3] = ["url", "directive", "gh"];

const OUTCOMES: [Outcome; 4] = [Outcome::Rewritten, Outcome::Suggested, Outcome::Refused, Outcome::Skipped];

/// What findings are named by: a reason, an outcome, or a rule and what is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named(String);

impl Named {
    pub(crate) fn is(&self, finding: &Finding) -> bool {
        let Named(name) = self;
        let below = |rule: &str| rule.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '));
        // The bare word is a rule of its own, and above all others.
        *name == finding.rule
            || (name != "gh" && below(&finding.rule))
            || name == finding.outcome.as_str()
            || finding.reason.as_ref().is_some_and(|reason| reason.category() == name)
    }
}

impl FromStr for Named {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        let name = text.trim();
        let outcomes = OUTCOMES.map(Outcome::as_str);
        if report::reasons().chain(outcomes).chain(RULES).any(|known| known == name) {
            return Ok(Named(name.to_owned()));
        }
        let commands = commands();
        let is_group = |command: &String| command.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        if commands.iter().any(|command| command == name || is_group(command)) {
            return Ok(Named(name.to_owned()));
        }
        let mut known: Vec<&str> = report::reasons().chain(outcomes).chain(RULES).collect();
        known.extend(commands.iter().map(String::as_str));
        let meant = nearest(name, known).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        let reasons: Vec<&str> = report::reasons().collect();
        Err(WrongValue(format!(
            "it names a rule (`gh pr merge`, `gh pr`, {}), an outcome ({}) or a reason ({}){meant}",
            RULES.map(|rule| format!("`{rule}`")).join(", "),
            outcomes.join(", "),
            reasons.join(", "),
        )))
    }
}

/// The names of gh's commands.
fn commands() -> Vec<String> {
    let mut commands: Vec<String> = steep::uses().into_iter().map(|it| it.command).collect();
    commands.dedup();
    commands
}
