//! Text that says what an agent may run or must not run: `Bash(gh pr view:*)`, `allowed-tools` in front matter, the rules of
//! a settings file.
//!
//! What such a text grants is a matter of how its reader compares it with a command: as a whole, as a beginning, with
//! stars. A form of several programs has no such rule of its own, and a tea command's first words allow more than the gh
//! command's did (`tea pulls` lists and merges). So a rewrite never touches one; nor one that forbids, which would forbid
//! less.

mod advice;
mod effect;

use std::cell::OnceCell;

use steep_edit::Span;
use steep_forge::Refusal;
use steep_markdown::{Place, Rights};

use crate::finding::{Finding, Reason};
use crate::nearby;
use effect::Effects;

/// Tells, at each finding of `permissions` that is one (refused as `widens-permission` or `weakens-ban`), which of the commands
/// that it names are rewritten among `rewritten`, and the narrowest rule for what takes their place. Within a document it is
/// done already; this is for the settings of a whole folder. Findings that are no permissions stay as they are.
pub fn tell_permissions<'f>(permissions: impl Iterator<Item = &'f mut Finding>, rewritten: &[&Finding]) {
    let all: Vec<(String, String)> =
        rewritten.iter().flat_map(|it| advice::rewritten(std::slice::from_ref(*it))).collect();
    advice::tell(permissions, &all);
}

/// The same for the findings of one document.
pub(crate) fn tell_within(findings: &mut [Finding]) {
    let is_permission = |it: &Finding| {
        let reason = it.reason.as_ref().map(Reason::category);
        matches!(reason, Some("widens-permission" | "weakens-ban"))
    };
    if findings.iter().any(is_permission) {
        let rewritten = advice::rewritten(findings);
        advice::tell(findings.iter_mut(), &rewritten);
    }
}

/// A text that says what may be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Permission {
    /// Whether it forbids what it names; otherwise it grants it, or cannot be told from one that does.
    pub(crate) forbids: bool,
    /// The rule as it is shown: `Bash(gh pr view:*)`.
    pub(crate) rule: String,
    /// The part of the text that names a gh command: `gh pr view:*`.
    pub(crate) span: Span,
}

impl Permission {
    /// Why it stays.
    pub(crate) fn refusal(self) -> Refusal {
        match self.forbids {
            true => Refusal::WeakensBan { what: self.rule },
            false => Refusal::WidensPermission { what: self.rule },
        }
    }
}

/// Finds the permissions of one text.
pub(crate) struct Permissions<'t> {
    text: &'t str,
    /// What the place says of the whole text.
    rights: Option<Rights>,
    /// Whether the text is a settings file's, or the like: data in which a key says what its strings are for.
    settings: bool,
    effects: OnceCell<Effects>,
}

impl<'t> Permissions<'t> {
    pub(crate) fn new(text: &'t str, place: &Place) -> Self {
        Self::in_language(text, place.language.as_deref().unwrap_or(""), place.rights)
    }

    /// Of a text in a language that is called so.
    pub(crate) fn in_language(text: &'t str, language: &str, rights: Option<Rights>) -> Self {
        let settings = SETTINGS.iter().any(|known| language.eq_ignore_ascii_case(known));
        Permissions { text, rights, settings, effects: OnceCell::new() }
    }

    /// The permission that the word gh at `start` stands in.
    pub(crate) fn around(&self, start: usize) -> Option<Permission> {
        self.rule(start).or_else(|| self.whole(start)).or_else(|| self.entry(start))
    }

    /// A rule in the brackets of a tool.
    fn rule(&self, start: usize) -> Option<Permission> {
        let (tool, rule, span) = rule(self.text, start)?;
        let forbids = match self.rights {
            Some(rights) => rights == Rights::Forbid,
            None => self.effects().before(self.text, tool) == Some(Rights::Forbid),
        };
        Some(Permission { forbids, rule, span })
    }

    /// A string that stands under a key of the front matter, as a whole.
    fn whole(&self, start: usize) -> Option<Permission> {
        let rights = self.rights?;
        let span = item(self.text, start);
        Some(Permission { forbids: rights == Rights::Forbid, rule: first_line(self.text), span })
    }

    /// A string of settings: a key whose value is the verdict (`"gh pr view *": "allow"`), or one under a key that says what
    /// may be run.
    fn entry(&self, start: usize) -> Option<Permission> {
        if !self.settings {
            return None;
        }
        let span = item(self.text, start);
        let is_program = self.text.get(..start)?.ends_with('/');
        let is_pattern =
            |item: &str| item == "gh" || item.starts_with("gh ") || item.starts_with("gh:*") || item == "gh*";
        if is_program || !is_pattern(span.text(self.text)) {
            return None;
        }
        let rights = match verdict(self.text.get(span.end..)?) {
            Some(rights) => rights,
            None => self.effects().around(self.text, start)?,
        };
        let rule = first_line(span.text(self.text));
        Some(Permission { forbids: rights == Rights::Forbid, rule, span })
    }

    fn effects(&self) -> &Effects {
        self.effects.get_or_init(|| Effects::of(self.text))
    }
}

/// Languages of settings, as documents call them.
const SETTINGS: [&str; 6] = ["json", "jsonc", "json5", "yaml", "yml", "toml"];

/// A rule is no longer than this many characters.
const LONGEST: usize = 1000;

/// What is shown of a string that grants.
fn first_line(text: &str) -> String {
    text.chars().take(80).take_while(|c| *c != '\n').collect()
}

/// The tool in whose brackets the word gh at `start` stands: where its name begins, the rule, and the part that names a gh
/// command. There may be several in its brackets, and they may stand on lines of their own.
fn rule(text: &str, start: usize) -> Option<(usize, String, Span)> {
    let before = text.get(..start)?;
    let inside = before.chars().rev().take(LONGEST).position(|c| "()\"'`".contains(c))?;
    let length: usize = before.chars().rev().take(inside).map(char::len_utf8).sum();
    let open = start - length;
    let name = before.get(..open)?.strip_suffix('(')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let tool = name.rsplit(|c: char| !is_part(c)).next().filter(|tool| !tool.is_empty())?;
    let rest = text.get(open..)?;
    let (close, _) = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ')' | '"' | '`'))?;
    if !rest.get(close..)?.starts_with(')') {
        return None;
    }
    let inner = rest.get(..close)?.trim();
    let first = rest.get(..close)?.starts_with("gh");
    let shown = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    let known =
        names_a_tool(tool) && (first || inner.starts_with("gh") || tool.starts_with(|c: char| c.is_uppercase()));
    let is_rule = (known || first && inner.ends_with('*')) && !(tool == "command" && inner.contains('\n'));
    let mut span = item(text, start);
    span.end = span.end.min(open + close);
    is_rule.then(|| (name.len() - tool.len(), format!("{tool}({shown})"), span))
}

/// The item of a list, or the string, that the word gh at `start` begins.
fn item(text: &str, start: usize) -> Span {
    let line = nearby::after(text, start);
    let end = line.find(|c: char| "\"'`,)]".contains(c)).unwrap_or(line.len());
    let item = line.get(..end).unwrap_or("");
    // A key of YAML that stands without quotes.
    let item = item.find(": ").and_then(|colon| item.get(..colon)).unwrap_or(item);
    Span::new(start, start + item.trim_end().trim_end_matches('\\').len())
}

/// The verdict on a key that `rest` follows: `": "allow"`, `: deny`.
fn verdict(rest: &str) -> Option<Rights> {
    let value = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix([':', '='])?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let word: String = value.chars().take_while(char::is_ascii_alphabetic).collect();
    steep_markdown::verdict(&word)
}

/// Whether it is the name of a tool that runs programs, as the settings of agents have it (`Bash`, `shell`,
/// `run_shell_command`, `ShellTool`).
fn names_a_tool(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bash", "shell", "terminal", "command", "exec"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rule: Option<&str>) {
        let start = text.find("gh").expect("the word");
        let permission = Permissions::in_language(text, "", None).around(start);
        assert_eq!(permission.map(|it| it.rule).as_deref(), rule, "{text}");
    }

    #[test]
    fn a_rule_is_the_name_of_a_tool_with_a_command_in_brackets() {
        check("Allow Bash(gh pr view:*) only", Some("Bash(gh pr view:*)"));
        check("Bash(gh:*)", Some("Bash(gh:*)"));
        check("Bash(gh pr view 12)", Some("Bash(gh pr view 12)"));
        check("--allow-tool shell(gh pr list)", Some("shell(gh pr list)"));
        check("run_shell_command(gh issue list)", Some("run_shell_command(gh issue list)"));
        check("Tool(gh pr *)", Some("Tool(gh pr *)"));
        check("Bash(\n  gh pr view:*\n)", Some("Bash(gh pr view:*)"));
        check("Bash(git log:*, gh pr view:*)", Some("Bash(git log:*, gh pr view:*)"));
    }

    #[test]
    fn brackets_of_a_sentence_or_of_the_shell_are_none() {
        check("see the list (gh pr list)", None);
        check("x=$(gh pr list)", None);
        check("one of them(gh pr list)", None);
        check("Bash(gh pr list", None);
        check("exec(\"gh pr list\")", None);
        check("exec(cmd, gh)", None);
    }

    /// The first word's permission, in JSON.
    fn settings(text: &str) -> Option<(bool, String)> {
        let start = text.find("gh").expect("the word");
        Permissions::in_language(text, "JSON", None).around(start).map(|it| (it.forbids, it.span.text(text).to_owned()))
    }

    #[test]
    fn a_ban_is_told_from_a_grant() {
        let granted = |text: &str| Some((false, text.to_owned()));
        let forbidden = |text: &str| Some((true, text.to_owned()));
        assert_eq!(settings(r#"{"allow": ["Bash(gh pr view:*)"]}"#), granted("gh pr view:*"));
        assert_eq!(settings(r#"{"allow": ["Read"], "deny": ["Bash(gh pr merge:*)"]}"#), forbidden("gh pr merge:*"));
        let lines =
            "{\n  \"permissions\": {\n    \"deny\": [\n      \"Read\",\n      \"Bash(gh pr merge:*)\"\n    ]\n  }\n}";
        assert_eq!(settings(lines), forbidden("gh pr merge:*"));
        assert_eq!(settings("deny:\n- Bash(gh pr merge:*)\nallow:\n"), forbidden("gh pr merge:*"));
        assert_eq!(settings("disallowed-tools: Bash(gh pr merge:*)"), forbidden("gh pr merge:*"));
    }

    #[test]
    fn a_key_with_a_verdict_is_a_rule() {
        assert_eq!(settings(r#"{"bash": {"gh pr view *": "allow"}}"#), Some((false, "gh pr view *".to_owned())));
        assert_eq!(settings("bash:\n  \"gh pr merge *\": deny\n"), Some((true, "gh pr merge *".to_owned())));
        assert_eq!(settings("bash:\n  gh pr merge *: deny\n"), Some((true, "gh pr merge *".to_owned())));
        assert_eq!(settings(r#"{"autoApprove": {"gh pr merge": false}}"#), Some((true, "gh pr merge".to_owned())));
        assert_eq!(settings(r#"{"allowedCommands": ["gh pr list"]}"#), Some((false, "gh pr list".to_owned())));
    }

    #[test]
    fn other_strings_of_settings_are_none() {
        assert_eq!(settings(r#"{"scripts": {"list": "gh pr list"}}"#), None);
        assert_eq!(settings("permissions:\n  contents: read\nsteps:\n  - run: gh pr list\n"), None);
        assert_eq!(
            settings("on: push\njobs:\n  a:\n    permissions:\n      issues: write\n    run: gh pr list\n"),
            None
        );
    }

    #[test]
    fn the_option_in_front_and_the_words_of_a_sentence_say_what_a_rule_does() {
        let forbids = |text: &str| {
            let start = text.find("gh").expect("the word");
            Permissions::in_language(text, "", None).around(start).map(|it| it.forbids)
        };
        assert_eq!(forbids("agent --disallowedTools \"Bash(gh pr merge:*)\""), Some(true));
        assert_eq!(forbids("agent --allowedTools \"Bash(gh pr view:*)\""), Some(false));
        assert_eq!(forbids("agent --deny-tool 'shell(gh)' --allow-tool x"), Some(true));
        assert_eq!(forbids("Deny `Bash(gh pr merge:*)`."), Some(true));
        assert_eq!(forbids("Never allow Bash(gh pr merge:*)."), Some(true));
        assert_eq!(forbids("Bash(gh pr merge:*) is a rule"), Some(false));
    }
}
