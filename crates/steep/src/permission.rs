//! Text that says what an agent may run: `Bash(gh pr view:*)`, `allowed-tools` in front matter.
//!
//! What such a text grants is a matter of how its reader compares it with a command: as a whole, as a beginning, with
//! stars. A form of several programs has no such rule of its own, and a tea command's first words allow more than the gh
//! command's did (`tea pulls` lists and merges). So a rewrite never touches one; nor one that forbids, which would forbid
//! less.

use steep_markdown::Place;

/// The permission rule that the word gh at `start` of `text` stands in: `Bash(gh pr view:*)`.
pub(crate) fn around(text: &str, start: usize, place: &Place) -> Option<String> {
    rule(text, start).or_else(|| place.grants.then(|| first_line(text)))
}

/// A rule is no longer than this many characters.
const LONGEST: usize = 1000;

/// What is shown of a string that grants.
fn first_line(text: &str) -> String {
    text.chars().take(80).take_while(|c| *c != '\n').collect()
}

fn rule(text: &str, start: usize) -> Option<String> {
    let before = text.get(..start)?;
    let name = before.strip_suffix('(')?;
    let tool =
        name.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().filter(|tool| !tool.is_empty())?;
    let rest = text.get(start..)?;
    let (end, _) = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ')' | '\n'))?;
    let inner = rest.get(..end)?;
    (inner.ends_with('*') || names_a_tool(tool)).then(|| format!("{tool}({inner})"))
}

/// Whether it is the name of a tool that runs programs, as the settings of agents have it (`Bash`, `shell`,
/// `run_shell_command`, `ShellTool`).
fn names_a_tool(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bash", "shell", "terminal", "command", "exec"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    fn check(text: &str, rule: Option<&str>) {
        let start = text.find("gh").expect("the word");
        assert_eq!(super::rule(text, start).as_deref(), rule, "{text}");
    }

    #[test]
    fn a_rule_is_the_name_of_a_tool_with_a_command_in_brackets() {
        check("Allow Bash(gh pr view:*) only", Some("Bash(gh pr view:*)"));
        check("Bash(gh:*)", Some("Bash(gh:*)"));
        check("Bash(gh pr view 12)", Some("Bash(gh pr view 12)"));
        check("--allow-tool shell(gh pr list)", Some("shell(gh pr list)"));
        check("run_shell_command(gh issue list)", Some("run_shell_command(gh issue list)"));
        check("Tool(gh pr *)", Some("Tool(gh pr *)"));
    }

    #[test]
    fn brackets_of_a_sentence_or_of_the_shell_are_none() {
        check("see the list (gh pr list)", None);
        check("x=$(gh pr list)", None);
        check("one of them(gh pr list)", None);
        check("Bash(gh pr list", None);
    }
}
