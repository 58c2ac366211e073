//! Which workflow is meant.

use steep_forge::Refusal;
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Rest, Vars, words};
use steep_shell::{Arg, Word};

/// A form that can look up a workflow.
pub(crate) trait Workflows {
    /// The file's name of a workflow, which is what Gitea calls it by. That of one named otherwise is looked up, in a step
    /// of its own that fails when there is not exactly one; case does not matter, as it does not to gh.
    ///
    /// # Errors
    /// Where the name cannot stand in a command, or there is no repository.
    fn workflow(&mut self, workflow: Option<&Word>) -> Result<Arg, Refusal>;

    /// The same where an empty name stands for all of them, and is looked up as an empty text.
    ///
    /// # Errors
    /// As [`workflow`](Workflows::workflow).
    fn workflow_or_all(&mut self, workflow: &Word) -> Result<Arg, Refusal>;
}

impl Workflows for Rest<'_> {
    fn workflow(&mut self, workflow: Option<&Word>) -> Result<Arg, Refusal> {
        let Some(workflow) = workflow else { return Ok(words::placeholder("<workflow>")) };
        if workflow.as_literal().is_some_and(|text| is_file(&text)) || ends_like_a_file(workflow) {
            return self.segment("workflow", workflow);
        }
        by_name(self, workflow, jq("if length == 1 then .[0] else error(\"\\(length) workflows of this name\") end"))
    }

    fn workflow_or_all(&mut self, workflow: &Word) -> Result<Arg, Refusal> {
        if !words::may_be_empty(workflow) {
            return self.workflow(Some(workflow));
        }
        let chosen = "if $_wanted == \"\" then \"\" elif length == 1 then .[0] \
                      else error(\"\\(length) workflows of this name\") end";
        by_name(self, workflow, jq(chosen))
    }
}

/// What `chosen` makes of the list of the files whose workflows have that name.
fn by_name(rest: &mut Rest<'_>, workflow: &Word, chosen: Expr) -> Result<Arg, Refusal> {
    let mut vars = Vars::default();
    let named =
        "[input.workflows[] | select(.id == $_wanted or (.name | ascii_downcase) == ($_wanted | ascii_downcase)).id]";
    let program = jq(named).then(chosen).with("wanted", vars.word("workflow", workflow)?);
    let workflows = rest.repo("actions/workflows")?;
    let ask = rest.get(workflows).script().pipe(Jq::new(program).null_input().raw().vars(vars).script());
    Ok(rest.set_once("workflow", || ask))
}

/// Whether a workflow is named by its file.
pub(crate) fn is_file(text: &str) -> bool {
    text.ends_with(".yml") || text.ends_with(".yaml")
}

/// Whether the word is a file's name whatever the shell fills in: `$name.yml`.
fn ends_like_a_file(workflow: &Word) -> bool {
    match workflow.parts.last() {
        Some(steep_shell::Part::Literal { text, .. }) => is_file(text),
        _ => false,
    }
}
