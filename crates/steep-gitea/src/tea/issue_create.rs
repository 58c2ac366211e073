use steep_forge::operation::IssueCreate;
use steep_forge::{Refusal, Repository};

use super::pull_create::logins;
use super::{Job, UNFINISHED, given};
use crate::Emission;
use crate::rest::words;

/// A new issue.
pub(super) fn emit(job: Job<'_>, create: &IssueCreate) -> Result<Emission, Refusal> {
    let IssueCreate { title, body, labels, assignees, milestone, elided } = create;
    if !labels.is_empty() {
        return Err(Refusal::NoEquivalent { feature: "labels of a new issue that are checked in tea".to_owned() });
    }
    let mut command = job.command(&["issues", "create"])?;
    if *elided {
        if job.request.repository != Repository::Here {
            return Err(Refusal::Ambiguous { why: "arguments are left out".to_owned() });
        }
        // The dots name no repository, so that nothing is created as it stands.
        command = command.flag("repo", "...")?;
    }
    if let Some(title) = title {
        command = command.flag("title", words::one(title)?)?;
    }
    if let Some(body) = body {
        command = command.flag("description", given(body, "a description")?)?;
    }
    command = command.list("assignees", logins(assignees)?)?;
    if let Some(milestone) = milestone {
        command = command.flag("milestone", words::one(milestone)?)?;
    }
    let is_bare = title.is_none() && body.is_none() && assignees.is_empty() && milestone.is_none();
    if title.is_none() && !is_bare {
        return Err(Refusal::RuntimeValue { what: "the title".to_owned() });
    }
    let emission = job.finish(job.rest(), command.build()?);
    Ok(if *elided {
        emission.noting("what the text leaves out is left out here too: nothing is created as it stands")
    } else if is_bare {
        emission.noting(UNFINISHED)
    } else if body.is_none() {
        emission.noting("no text is given: the issue has none; gh asks for it")
    } else {
        emission
    })
}
