use steep_forge::Refusal;
use steep_forge::operation::ReleaseChange;
use steep_shell::Arg;

use super::release::{id, verify_tag};
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Json, Rest};

/// Changes a release.
pub(crate) fn release_edit(mut rest: Rest<'_>, change: &ReleaseChange) -> Result<Emission, Refusal> {
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
        entries.push(("name", one(title)?));
    }
    if let Some(notes) = notes {
        entries.push(("body", text(notes)?));
    }
    for (name, value) in [("draft", draft), ("prerelease", prerelease)] {
        entries.extend(value.map(|value| (name, Json::Fixed(value.to_string()))));
    }
    let id = id(&mut rest, tag.as_ref())?;
    let release = rest.repo(Arg::text("releases/").join(id))?;
    let main = super::showing_address(rest.send("PATCH", release).json(Json::object(entries)));
    Ok(super::requests(rest, main).noting_tag(tag.as_ref()))
}
