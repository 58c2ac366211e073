use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use steep_edit::{Position, Span};
use steep_forge::{Fidelity, Refusal, RefusalKind, Tool, UnknownName};

/// The rule of findings that are web and clone addresses.
pub(crate) const URL_RULE: &str = "url";

/// The rule of what was meant to be a directive.
pub(crate) const DIRECTIVE_RULE: &str = "directive";

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

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Outcome {
    type Err = UnknownName;

    /// Reads a name as [`Outcome::as_str`] gives it.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Outcome::Rewritten, Outcome::Suggested, Outcome::Refused, Outcome::Skipped]
            .into_iter()
            .find(|it| it.as_str() == name)
            .ok_or_else(|| UnknownName { name: name.to_owned(), known: "rewritten, suggested, refused, skipped" })
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
            Reason::NotACommand => Skip::NotACommand.as_str(),
            Reason::Directive => Skip::Directive.as_str(),
        }
    }
}

/// Why a word is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Skip {
    /// A directive says to leave it.
    Directive,
    /// The word gh is no command there.
    NotACommand,
}

impl Skip {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Skip::Directive => "directive",
            Skip::NotACommand => "not-a-command",
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What was found at one place and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The bytes of the original (0-based offsets): the whole command, or the word gh where it is none.
    pub span: Span,
    /// Where it begins.
    pub position: Position,
    /// Where it ends: the line of its last byte, and the column behind its last character. A line ending belongs to the line
    /// that it ends.
    pub end: Position,
    /// The command as the document has it.
    pub command: String,
    /// Which rule spoke: `gh pr merge`, `url`, `gh` for the bare word, `directive` for one that is misspelt.
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
    /// Why the forge's own client does not do the work of the rewritten form, where it could be used.
    pub passed_over: Option<String>,
    /// The exact text that stands for, or would stand for, the bytes of `span`.
    pub replacement: Option<String>,
    /// The span of the rewritten command whose replacement already holds this one's (a command in a `$(…)` of another).
    /// Such a finding is not applied by itself.
    pub inside: Option<Span>,
    /// What is inserted at the head of the text for the replacement to be right: functions that it calls. Findings of one text
    /// have the same one, and it is inserted once.
    pub head: Option<Head>,
}

/// What is inserted at the head of a script or fence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Head {
    /// In front of which byte of the original (0-based).
    pub at: usize,
    /// Where that is: the first of its line's bytes that are the script's.
    pub position: Position,
    /// The exact text.
    pub text: String,
}

/// Counts over one or more documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// gh tokens found, commands or not.
    pub tokens: usize,
    /// Rewritten commands by gh group (`pr`, `issue`, …) and by the tool of the new form.
    pub rewritten_by_group: BTreeMap<String, BTreeMap<Tool, usize>>,
    /// Rewritten commands by fidelity.
    pub rewritten_by_fidelity: BTreeMap<Fidelity, usize>,
    /// Commands with a form that was not applied.
    pub suggested: usize,
    /// Commands that stay, by reason.
    pub refused: BTreeMap<RefusalKind, usize>,
    /// Words that are no commands, by reason.
    pub skipped: BTreeMap<Skip, usize>,
    /// Web and clone addresses rewritten.
    pub urls: usize,
    /// Characters of the commands that were rewritten.
    pub characters_before: usize,
    /// Characters of what took their places.
    pub characters_after: usize,
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
        fn add<K: Ord + Clone>(to: &mut BTreeMap<K, usize>, from: &BTreeMap<K, usize>) {
            for (key, count) in from {
                *to.entry(key.clone()).or_default() += count;
            }
        }
        self.tokens += other.tokens;
        self.suggested += other.suggested;
        self.urls += other.urls;
        self.characters_before += other.characters_before;
        self.characters_after += other.characters_after;
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
        let mut heads = BTreeSet::new();
        for finding in findings {
            if finding.rule == URL_RULE {
                summary.urls += 1;
                continue;
            }
            summary.tokens += usize::from(finding.rule != DIRECTIVE_RULE);
            match finding.outcome {
                Outcome::Rewritten => {
                    if let (Some(form), None) = (&finding.replacement, finding.inside) {
                        summary.characters_before += finding.command.chars().count();
                        summary.characters_after += form.chars().count();
                        if let Some(head) = finding.head.as_ref().filter(|head| heads.insert(head.at)) {
                            summary.characters_after += head.text.chars().count();
                        }
                    }
                    let group = finding.rule.split(' ').nth(1).unwrap_or("").to_owned();
                    if let Some(tool) = &finding.tool {
                        let tools = summary.rewritten_by_group.entry(group).or_default();
                        *tools.entry(tool.clone()).or_default() += 1;
                    }
                    if let Some(fidelity) = finding.fidelity {
                        *summary.rewritten_by_fidelity.entry(fidelity).or_default() += 1;
                    }
                }
                Outcome::Suggested => summary.suggested += 1,
                Outcome::Refused => {
                    if let Some(Reason::Refusal(refusal)) = &finding.reason {
                        *summary.refused.entry(refusal.kind()).or_default() += 1;
                    }
                }
                Outcome::Skipped => {
                    let skip = match &finding.reason {
                        Some(Reason::Directive) => Skip::Directive,
                        _ => Skip::NotACommand,
                    };
                    *summary.skipped.entry(skip).or_default() += 1;
                }
            }
        }
        summary
    }
}

/// A rewritten text and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transpiled<'t> {
    /// The text; borrowed when nothing changed.
    pub text: Cow<'t, str>,
    /// Every gh token of the original, in source order (a command inside another one comes after it).
    pub findings: Vec<Finding>,
    /// The counts over `findings`.
    pub summary: Summary,
}
