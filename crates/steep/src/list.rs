//! The commands of a text, without a target to write them for.

use steep_edit::{Position, Span};
use steep_forge::{
    Credential, Emission, Refusal, Request, Service, SettingError, Surroundings, TokenIn, Tool, WebPage,
};

use crate::finding::{Finding, Reason};
use crate::language::Language;
use crate::transpiler::Transpiler;

/// A gh command of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Its bytes (0-based offsets).
    pub span: Span,
    /// Where it begins.
    pub position: Position,
    /// Where it ends, as [`Finding::end`] does.
    pub end: Position,
    /// As the text has it.
    pub command: String,
    /// The rule that would speak: `gh pr merge`.
    pub rule: String,
    /// Why it would stay whatever the target is: gh itself does not accept it, it grants a permission, its language is not
    /// read, and the like.
    pub fault: Option<Refusal>,
}

/// The gh commands of a text, in source order (a command inside another one comes after it). What is no command of gh's, and
/// what a directive says to leave, is not listed.
///
/// ```
/// let text = "First `gh pr list`, then `gh pr merge 3 --sqush`.\n";
/// let listed = steep::list(text, &steep::Language::Markdown);
/// let rules: Vec<(&str, bool)> = listed.iter().map(|it| (it.rule.as_str(), it.fault.is_some())).collect();
/// assert_eq!(rules, [("gh pr list", false), ("gh pr merge", true)]);
/// ```
#[must_use]
pub fn list(source: &str, language: &Language) -> Vec<Listed> {
    let findings = Transpiler::unchecked(Nowhere::default()).transpile(source, language).findings;
    findings.into_iter().filter_map(listed).collect()
}

fn listed(finding: Finding) -> Option<Listed> {
    let Finding { span, position, end, command, rule, reason: Some(Reason::Refusal(refusal)), .. } = finding else {
        return None;
    };
    let fault = match refusal {
        Refusal::UnknownDirective { .. } => return None,
        Refusal::Policy { .. } => None,
        refusal => Some(refusal),
    };
    Some(Listed { span, position, end, command, rule, fault })
}

/// A target that says nothing.
#[derive(Debug)]
struct Nowhere(Credential);

impl Default for Nowhere {
    fn default() -> Self {
        Nowhere(Credential { variable: "TOKEN".to_owned(), held_in: TokenIn::Environment, is_exported: false })
    }
}

impl steep_forge::Target for Nowhere {
    fn name(&self) -> String {
        String::new()
    }

    fn host(&self) -> &str {
        ""
    }

    fn credential(&self) -> &Credential {
        &self.0
    }

    fn client(&self) -> Option<Tool> {
        None
    }

    fn check(&self) -> Result<(), SettingError> {
        Ok(())
    }

    fn emit(&self, _: &Request, _: &Surroundings) -> Result<Emission, Refusal> {
        Err(Refusal::Policy { why: "commands are only listed".to_owned() })
    }

    fn instead_of(&self, _: Service) -> Option<&'static str> {
        None
    }

    fn web_path(&self, page: WebPage<'_>) -> String {
        match page {
            WebPage::Pull { rest, .. } | WebPage::Tree { rest, .. } => rest.to_owned(),
            WebPage::Other(path) => path.to_owned(),
        }
    }

    fn notice(&self) -> String {
        String::new()
    }
}
