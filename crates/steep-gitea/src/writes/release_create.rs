use steep_forge::Refusal;
use steep_forge::operation::{ReleaseCreate, ReleaseNotes};
use steep_shell::{Arg, Script};

use super::release::{files_are_there, named, upload, verify_tag};
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Jq, Json, Rest, words};

/// A new release. One with files is a draft until they are there, as on the source's side.
pub(crate) fn release_create(mut rest: Rest<'_>, create: &ReleaseCreate) -> Result<Emission, Refusal> {
    let ReleaseCreate { tag, verify_tag: must_exist, target, title, notes, draft, prerelease, files } = create;
    let tag_name = named(tag.as_ref(), "<tag>");
    if *must_exist {
        verify_tag(&mut rest, &tag_name)?;
    }
    let mut entries = vec![("tag_name", one(&tag_name)?)];
    if let Some(title) = title {
        entries.push(("name", one(title)?));
    }
    match notes {
        Some(ReleaseNotes::Text(notes)) => entries.push(("body", text(notes)?)),
        Some(ReleaseNotes::OfTag) => {
            let tag = Arg::from(words::one(&tag_name)?);
            let format = "--format=%(contents:subject)%0a%0a%(contents:body)";
            let show = Script::call([Arg::text("git"), "tag".into(), "--list".into(), tag, format.into()]);
            let notes = rest.set("notes", show);
            // A tag that is not in the clone is an error.
            rest.step(Script::call([Arg::text("test"), Arg::text("-n"), notes.clone()]));
            entries.push(("body", Json::text(notes)));
        }
        None => {}
    }
    if let Some(target) = target {
        entries.push(("target_commitish", one(target)?));
    }
    if *draft || !files.is_empty() {
        entries.push(("draft", yes()));
    }
    if *prerelease {
        entries.push(("prerelease", yes()));
    }
    let releases = rest.repo("releases")?;
    let call = rest.send("POST", releases).json(Json::object(entries));
    let main = if files.is_empty() {
        super::showing_address(call)
    } else {
        rest.step(files_are_there(files));
        let id = rest.set("id", call.script().pipe(Jq::over(".id", true).script()));
        let release = rest.repo(Arg::text("releases/").join(id.clone()))?;
        let take_back = rest.send("DELETE", release.clone()).script();
        let upload = upload(&mut rest, id, files, Some(take_back))?;
        let last = if *draft {
            rest.get(release)
        } else {
            rest.send("PATCH", release).json(Json::object([("draft", Json::Fixed("false".to_owned()))]))
        };
        upload.and(super::showing_address(last))
    };
    Ok(super::requests(rest, main).noting_tag(tag.as_ref()))
}

fn yes() -> Json {
    Json::Fixed("true".to_owned())
}
