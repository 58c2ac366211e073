use std::borrow::Cow;
use std::collections::BTreeMap;

use steep_edit::{Position, Span};
use steep_forge::{Fidelity, Refusal};
use steep_gitea::Tool;

/// What became of one gh token of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Rewritten.
    Rewritten,
    /// A rewrite exists but was not applied: its fidelity is less than what is accepted.
    Suggested,
    /// Left as it is, for a reason that a person should look at.
    Refused,
    /// No command, or a directive says to leave it.
    Skipped,
}

impl Outcome {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Rewritten => "rewritten",
            Outcome::Suggested => "suggested",
            Outcome::Refused => "refused",
            Outcome::Skipped => "skipped",
        }
    }
}

/// Why a token was not rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It cannot be said on the target, or is no valid gh command.
    Refusal(Refusal),
    /// The word gh is no command here.
    NotACommand,
    /// A directive says to leave it.
    Directive,
}

impl Reason {
    /// A stable, kebab-case word for reports.
    #[must_use]
    pub fn category(&self) -> &'static str {
        match self {
            Reason::Refusal(refusal) => refusal.category(),
            Reason::NotACommand => "not-a-command",
            Reason::Directive => "directive",
        }
    }
}

/// What was found at one place and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The bytes of the original (0-based offsets): the whole command, or the word gh where it is none.
    pub span: Span,
    /// Where it begins.
    pub position: Position,
    /// The command as the document has it.
    pub command: String,
    /// Which rule spoke: `gh pr merge`, `url`, `gh` for the bare word.
    pub rule: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How well the rewritten form does what was asked, where there is one.
    pub fidelity: Option<Fidelity>,
    /// The program that does the work of the rewritten form, where there is one.
    pub tool: Option<Tool>,
    /// Why it was not rewritten.
    pub reason: Option<Reason>,
    /// What a person should know, in sentences; empty when there is nothing to say.
    pub message: String,
    /// The exact text that stands for, or would stand for, the bytes of `span`.
    pub replacement: Option<String>,
    /// The span of the rewritten command whose replacement already holds this one's (a command in a `$(…)` of another).
    /// Such a finding is not applied by itself.
    pub inside: Option<Span>,
}

/// Counts of one outcome.
pub type Outcomes = BTreeMap<&'static str, usize>;

/// Counts over one or more documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// gh tokens found, commands or not.
    pub tokens: usize,
    /// Rewritten commands by gh group (`pr`, `issue`, …) and by the tool of the new form.
    pub rewritten_by_group: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// Rewritten commands by fidelity.
    pub rewritten_by_fidelity: Outcomes,
    /// Commands with a form that was not applied.
    pub suggested: usize,
    /// Commands that stay, by reason.
    pub refused: Outcomes,
    /// Words that are no commands, by reason.
    pub skipped: Outcomes,
    /// Web and clone addresses rewritten.
    pub urls: usize,
}

impl Summary {
    /// Commands that were rewritten.
    #[must_use]
    pub fn rewritten(&self) -> usize {
        self.rewritten_by_fidelity.values().sum()
    }

    /// Commands that stay because they were refused.
    #[must_use]
    pub fn refusals(&self) -> usize {
        self.refused.values().sum()
    }

    /// Adds another summary's counts.
    pub fn add(&mut self, other: &Summary) {
        fn add(to: &mut Outcomes, from: &Outcomes) {
            for (key, count) in from {
                *to.entry(key).or_default() += count;
            }
        }
        self.tokens += other.tokens;
        self.suggested += other.suggested;
        self.urls += other.urls;
        add(&mut self.rewritten_by_fidelity, &other.rewritten_by_fidelity);
        add(&mut self.refused, &other.refused);
        add(&mut self.skipped, &other.skipped);
        for (group, tools) in &other.rewritten_by_group {
            add(self.rewritten_by_group.entry(group.clone()).or_default(), tools);
        }
    }

    /// The counts over `findings`.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut summary = Summary::default();
        for finding in findings {
            if finding.rule == crate::migrate::URL_RULE {
                summary.urls += 1;
                continue;
            }
            summary.tokens += 1;
            let category = finding.reason.as_ref().map_or("", Reason::category);
            match finding.outcome {
                Outcome::Rewritten => {
                    let group = finding.rule.split(' ').nth(1).unwrap_or("").to_owned();
                    let tool = finding.tool.map_or("", Tool::as_str);
                    *summary.rewritten_by_group.entry(group).or_default().entry(tool).or_default() += 1;
                    let fidelity = finding.fidelity.map_or("", Fidelity::as_str);
                    *summary.rewritten_by_fidelity.entry(fidelity).or_default() += 1;
                }
                Outcome::Suggested => summary.suggested += 1,
                Outcome::Refused => *summary.refused.entry(category).or_default() += 1,
                Outcome::Skipped => *summary.skipped.entry(category).or_default() += 1,
            }
        }
        summary
    }
}

/// A rewritten text and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transpiled<'t> {
    /// The text; borrowed when nothing changed.
    pub text: Cow<'t, str>,
    /// Every gh token of the original, in source order (a command inside another one comes after it).
    pub findings: Vec<Finding>,
    /// The counts over `findings`.
    pub summary: Summary,
}
