use steep_gh::{Example, Lowered};

/// A use of one of gh's commands: the plain one, or one with a flag. [`Transpiler::command`](crate::Transpiler::command) says
/// what becomes of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The command's name: `gh pr merge`.
    pub command: String,
    /// The long name of the flag that the use shows, without dashes; `None` for the plain use.
    pub flag: Option<&'static str>,
    /// Shell text that gh accepts: `gh pr merge 12 --repo acme/widgets --squash`.
    pub line: String,
    /// Whether it depends on the target what becomes of it. What is gh's own, or has no rule, stays on every target.
    pub reaches_targets: bool,
}

/// A plain use of every command that gh's help lists, in the order of their names, each followed by a use with each of the
/// flags that the command's help lists.
#[must_use]
pub fn uses() -> Vec<Use> {
    let use_of = |Example { name, flag, line }| {
        let reading = steep_shell::read::script(&line);
        let reaches_targets =
            reading.commands.first().is_some_and(|command| matches!(steep_gh::lower(command), Lowered::Request(_)));
        Use { command: name, flag, line, reaches_targets }
    };
    steep_gh::examples_with_flags().map(use_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fidelity, Outcome, Target, Transpiler};

    fn transpiler(target: impl Into<Target>) -> Transpiler {
        Transpiler::builder().target(target).accept(Fidelity::Partial).build().unwrap()
    }

    #[test]
    fn every_command_and_flag_has_an_outcome_with_its_reason() {
        let on = |version: &str| transpiler(Target::gitea("https://git.example.org").tea(version));
        let targets = [transpiler(Target::gitea("https://git.example.org")), on("0.9.2")];
        for Use { command, line, reaches_targets, .. } in uses() {
            let outcomes = targets.each_ref().map(|steep| {
                let finding = steep.command(&line).findings.into_iter().next().unwrap();
                assert_eq!((&finding.command, &finding.rule), (&line, &command));
                let told = match finding.outcome {
                    Outcome::Rewritten => finding.tool.is_some() && finding.fidelity.is_some(),
                    Outcome::Refused => finding.reason.is_some() && !finding.message.is_empty(),
                    Outcome::Suggested | Outcome::Skipped => false,
                };
                assert!(told, "{finding:?}");
                finding
            });
            let [curl, tea] = outcomes;
            assert!(reaches_targets || curl.outcome == Outcome::Refused && curl == tea, "{line}");
        }
    }
}
