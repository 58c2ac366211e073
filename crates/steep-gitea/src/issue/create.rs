//! A new issue.

use steep_forge::operation::IssueCreate;
use steep_forge::{Emission, Refusal, Repository};
use steep_jq::{Entry, EntryKey, Expr};
use steep_rest::{Jq, Json, Rest, Vars, words};

use crate::change::people::logins;
use crate::change::text::{one, text};
use crate::rest::lookup::LookUp;
use crate::tea::{Job, UNFINISHED, described};
use crate::{change, tea};

/// A new issue: one request, with everything that it carries.
pub(crate) fn by_rest(mut rest: Rest<'_>, create: &IssueCreate) -> Result<Emission, Refusal> {
    let IssueCreate { title, body, labels, assignees, milestone, elided } = create;
    let mut entries = Vec::new();
    // Gitea refuses an empty title.
    let title_is_open = title.is_none() && !elided;
    match title {
        Some(title) => entries.push(("title", one(title)?)),
        None if title_is_open => entries.push(("title", Json::text(""))),
        None => {}
    }
    if let Some(body) = body {
        entries.push(("body", text(body)?));
    }
    if !labels.is_empty() {
        entries.push(("labels", rest.labels_named(labels)?));
    }
    if let Some(milestone) = milestone {
        entries.push(("milestone", rest.milestone(milestone)?));
    }
    if !assignees.is_empty() {
        entries.push(("assignees", logins(&mut rest, assignees)?));
    }
    let url = rest.repo("issues")?;
    let content = Json::object(entries);
    let call = rest.send("POST", url);
    let main = if *elided {
        // What the text leaves out stays open: jq does not accept the dots, so nothing is sent as it stands.
        let mut vars = Vars::default();
        let mut program = content.program("value", &mut vars);
        if let Expr::Object(entries) = &mut program {
            entries.push(Entry { key: EntryKey::Elided, value: None });
        }
        let send = change::send_input(call);
        Jq::new(program).null_input().vars(vars).script().pipe(change::showing_address(send))
    } else {
        change::showing_address(call.json(content))
    };
    let mut emission = change::requests(rest, main);
    if title_is_open {
        emission = emission.noting("no title is given: an empty one is refused");
    } else if body.is_none() && !elided {
        emission = emission.noting("no text is given: the issue has none; gh asks for it");
    }
    if *elided {
        emission = emission.noting("what the text leaves out is left out here too: nothing is sent as it stands");
    }
    Ok(emission)
}

/// A new issue.
pub(crate) fn by_tea(job: Job<'_>, create: &IssueCreate) -> Result<Emission, Refusal> {
    let IssueCreate { title, body, labels, assignees, milestone, elided } = create;
    if !labels.is_empty() {
        return Err(Refusal::NoEquivalent { feature: "labels of a new issue that are checked in tea".to_owned() });
    }
    let verb = &["issues", "create"];
    let mut command = job.command(verb)?;
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
        command = described(job, verb, command, body)?;
    }
    command = command.list("assignees", tea::logins(assignees)?)?;
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
