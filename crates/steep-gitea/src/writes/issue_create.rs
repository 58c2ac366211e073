use steep_forge::Refusal;
use steep_forge::operation::IssueCreate;

use super::assignees::logins;
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Jq, Json, Rest, Vars};

/// A new issue: one request, with everything that it carries.
pub(crate) fn issue_create(mut rest: Rest<'_>, create: &IssueCreate) -> Result<Emission, Refusal> {
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
        entries.push(("labels", Json::Value(rest.label_ids(labels)?)));
    }
    if let Some(milestone) = milestone {
        entries.push(("milestone", Json::Value(rest.milestone_id(milestone)?)));
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
        let program = content.program("value", &mut vars);
        let program = match program.strip_suffix('}') {
            Some("{") => "{...}".to_owned(),
            Some(open) => format!("{open}, ...}}"),
            None => program,
        };
        let send = super::send_input(call);
        Jq::new(program).null_input().vars(vars).script().pipe(super::showing_address(send))
    } else {
        super::showing_address(call.json(content))
    };
    let mut emission = super::requests(rest, main);
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
