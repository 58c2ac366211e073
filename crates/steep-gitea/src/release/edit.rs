//! Changing a release.

use steep_forge::operation::{ReleaseChange, Text};
use steep_forge::{Emission, Refusal};
use steep_jq::Expr;
use steep_rest::{Json, Rest, words};
use steep_shell::{Arg, Status};

use crate::change;
use crate::change::text::{one, text};
use crate::mention::Mention;
use crate::release::tag::{id, verify_tag};
use crate::tea::{Job, does_not_follow};

/// Changes a release.
pub(crate) fn by_rest(mut rest: Rest<'_>, change: &ReleaseChange) -> Result<Emission, Refusal> {
    let ReleaseChange { tag, new_tag, verify_tag: must_exist, target, title, notes, draft, prerelease } = change;
    if let Some(new_tag) = new_tag
        && *must_exist
    {
        verify_tag(&mut rest, new_tag)?;
    }
    let mut entries = Vec::new();
    if let Some(new_tag) = new_tag {
        entries.push(("tag_name", one(new_tag)?));
    }
    if let Some(target) = target {
        entries.push(("target_commitish", one(target)?));
    }
    if let Some(title) = title {
        rest.must_hold(title)?;
        entries.push(("name", one(title)?));
    }
    if let Some(notes) = notes {
        if let Text::Word(notes) = notes {
            rest.must_hold(notes)?;
        }
        entries.push(("body", text(notes)?));
    }
    for (name, value) in [("draft", draft), ("prerelease", prerelease)] {
        entries.extend(value.map(|value| (name, Json::Fixed(Expr::boolean(value)))));
    }
    let id = id(&mut rest, tag.as_ref())?;
    let release = rest.repo(Arg::text("releases/").join(id))?;
    let main = change::showing_address(rest.send("PATCH", release).json(Json::object(entries)));
    Ok(change::requests(rest, main).noting_tag(tag.as_ref()))
}

/// Changes a release, where the text only mentions it.
pub(crate) fn by_tea(job: Job<'_>, change: &ReleaseChange) -> Result<Emission, Refusal> {
    let ReleaseChange { tag, new_tag, verify_tag, target, title, notes, draft, prerelease } = change;
    if tag.is_some() {
        return Err(does_not_follow("a change of a release"));
    }
    if new_tag.is_some() && *verify_tag {
        return Err(Refusal::NoEquivalent { feature: "a check of the tag in tea".to_owned() });
    }
    let mut command = job.command(&["releases", "edit"])?;
    for (name, value) in [("tag", new_tag), ("target", target), ("title", title)] {
        if let Some(value) = value {
            command = command.flag(name, words::one(value)?)?;
        }
    }
    match notes {
        Some(Text::Word(notes)) => command = command.flag("note", words::one(notes)?)?,
        Some(Text::File(_) | Text::Stdin) => {
            return Err(Refusal::NoEquivalent { feature: "notes out of a file in a change in tea".to_owned() });
        }
        None => {}
    }
    for (name, value) in [("draft", draft), ("prerelease", prerelease)] {
        if let Some(value) = value {
            command = command.flag(name, value.to_string())?;
        }
    }
    // Without one tea succeeds where gh fails.
    if job.surroundings.status == Status::Used {
        return Err(Refusal::Ambiguous { why: "no tag is given".to_owned() });
    }
    let emission = job.finish(job.rest(), command.build()?);
    Ok(emission.noting("nothing is named, so the command changes nothing as it stands"))
}
