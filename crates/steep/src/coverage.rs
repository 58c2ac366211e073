use crate::finding::Finding;
use crate::transpiler::Transpiler;

/// What becomes of one of gh's commands in its plainest use. Its flags can change that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The command's name: `gh pr merge`.
    pub command: String,
    /// The outcome of a plain use of it, which is the finding's own `command`.
    pub finding: Finding,
}

impl Transpiler {
    /// What becomes of every command that gh's help lists, in the order of their names.
    #[must_use]
    pub fn coverage(&self) -> Vec<Covered> {
        let covered = |example: steep_gh::Example| {
            let finding = self.shell(&example.line).findings.into_iter().next()?;
            Some(Covered { command: example.name, finding })
        };
        steep_gh::examples().filter_map(covered).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fidelity, Outcome, Target};

    #[test]
    fn every_command_has_an_outcome_with_its_reason() {
        for target in [Target::gitea("https://git.example.org"), Target::gitea("https://git.example.org").tea("0.9.2")]
        {
            let steep = Transpiler::builder().target(target).accept(Fidelity::Partial).build().unwrap();
            let all = steep.coverage();
            assert_eq!(all.len(), steep_gh::examples().count());
            for Covered { command, finding } in &all {
                assert!(finding.command.starts_with(command.as_str()), "{command}: {}", finding.command);
                assert_eq!(&finding.rule, command, "{}", finding.command);
                let told = match finding.outcome {
                    Outcome::Rewritten => finding.tool.is_some() && finding.fidelity.is_some(),
                    Outcome::Refused => finding.reason.is_some() && !finding.message.is_empty(),
                    Outcome::Suggested | Outcome::Skipped => false,
                };
                assert!(told, "{finding:?}");
            }
            assert!(all.iter().any(|it| it.finding.outcome == Outcome::Rewritten));
        }
    }
}
