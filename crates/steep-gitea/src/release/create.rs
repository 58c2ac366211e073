//! A new release.

use steep_forge::operation::{ReleaseCreate, ReleaseNotes, Text};
use steep_forge::{Emission, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Call, Jq, Json, Rest, words};
use steep_shell::{Arg, Script};

use crate::change;
use crate::change::named;
use crate::change::text::{one, text};
use crate::mention::Mention;
use crate::release::files::{files_are_there, is_one, upload};
use crate::release::tag::verify_tag;
use crate::rest::lookup::LookUp;
use crate::tea::{Job, UNFINISHED};

/// A new release. One with files is a draft until they are there, as on the source's side.
pub(crate) fn by_rest(mut rest: Rest<'_>, create: &ReleaseCreate) -> Result<Emission, Refusal> {
    let ReleaseCreate { tag, verify_tag: must_exist, needs_commits, target, title, notes, draft, prerelease, files } =
        create;
    let tag_name = named(tag.as_ref(), "<tag>");
    if *must_exist {
        verify_tag(&mut rest, &tag_name)?;
    }
    if *needs_commits {
        has_new_commits(&mut rest)?;
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
    // The companion makes it a draft until the files are there.
    let attached = rest.has_companion() && files.iter().all(is_one);
    if *draft || !files.is_empty() && !attached {
        entries.push(("draft", yes()));
    }
    if *prerelease {
        entries.push(("prerelease", yes()));
    }
    let releases = rest.repo("releases")?;
    let call = rest.send("POST", releases).json(Json::object(entries));
    let main = if attached || files.is_empty() {
        let attach = |call: Call, file| call.option("--attach").option(Arg::from(file));
        let call = if attached { files.iter().fold(call, attach) } else { call };
        change::showing_address(call)
    } else {
        rest.step(files_are_there(files));
        let id = rest.set("id", call.script().pipe(Jq::over(jq(".id"), true).script()));
        let release = rest.repo(Arg::text("releases/").join(id.clone()))?;
        let take_back = rest.send("DELETE", release.clone()).script();
        let upload = upload(&mut rest, id, files, Some(take_back))?;
        let last = if *draft {
            rest.get(release)
        } else {
            rest.send("PATCH", release).json(Json::object([("draft", Json::Fixed(Expr::boolean(false)))]))
        };
        upload.and(change::showing_address(last))
    };
    Ok(change::requests(rest, main).noting_tag(tag.as_ref()))
}

/// Fails first where there is a release and the default branch has no commit that is not in the latest.
fn has_new_commits(rest: &mut Rest<'_>) -> Result<(), Refusal> {
    let releases = rest.repo("releases")?;
    let latest = rest.get(releases).query("draft", "false").query("pre-release", "false").query("limit", "1").script();
    let tag = rest.set("latest", latest.pipe(Jq::over(jq(".[0].tag_name // \"\" | @uri"), true).raw().script()));
    rest.is_encoded(&tag);
    let branch = rest.default_branch("branch")?;
    let compared = rest.repo(Arg::text("compare/").join(tag.clone()).then("...").join(branch))?;
    let program =
        jq("if input.total_commits == 0 then error(\"no new commits since the last release\") else empty end");
    let look = rest.get(compared).script().pipe(Jq::new(program).null_input().script());
    let is_first = Script::call([Arg::text("test"), Arg::text("-z"), tag]);
    rest.step(Script::Or(Box::new(is_first), Box::new(look)));
    Ok(())
}

fn yes() -> Json {
    Json::Fixed(Expr::boolean(true))
}

/// A new release. tea needs a title.
pub(crate) fn by_tea(job: Job<'_>, create: &ReleaseCreate) -> Result<Emission, Refusal> {
    let ReleaseCreate { tag, verify_tag, needs_commits, target, title, notes, draft, prerelease, files } = create;
    if *needs_commits {
        return Err(Refusal::NoEquivalent { feature: "a look for new commits in tea".to_owned() });
    }
    let mut command = job.command(&["releases", "create"])?;
    let Some(tag) = tag else {
        let is_bare = title.is_none() && notes.is_none() && target.is_none() && !draft && !prerelease;
        return if is_bare {
            Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED))
        } else {
            Err(Refusal::Ambiguous { why: "no tag is given".to_owned() })
        };
    };
    if *verify_tag {
        return Err(Refusal::NoEquivalent { feature: "a check of the tag in tea".to_owned() });
    }
    command = command.flag("tag", words::one(tag)?)?;
    if let Some(target) = target {
        command = command.flag("target", words::one(target)?)?;
    }
    command = command.flag("title", words::one(title.as_ref().unwrap_or(tag))?)?;
    match notes {
        Some(ReleaseNotes::Text(Text::Word(notes))) => command = command.flag("note", words::one(notes)?)?,
        Some(ReleaseNotes::Text(Text::File(file))) => command = command.flag("note-file", words::one(file)?)?,
        Some(ReleaseNotes::Text(Text::Stdin) | ReleaseNotes::OfTag) => {
            return Err(Refusal::NoEquivalent { feature: "notes from elsewhere in tea".to_owned() });
        }
        None => {}
    }
    if *draft {
        command = command.switch("draft")?;
    }
    if *prerelease {
        command = command.switch("prerelease")?;
    }
    for file in files {
        if !is_one(file) {
            return Err(Refusal::RuntimeValue { what: format!("the files `{}`", file.display()) });
        }
        command = command.flag("asset", Arg::from(words::one(file)?))?;
    }
    let mut main = command.build()?;
    if !files.is_empty() {
        // tea looks for them when the release is there.
        main = files_are_there(files).and(main);
    }
    let emission = job.finish(job.rest(), main);
    Ok(if files.is_empty() || *draft {
        emission
    } else {
        emission.noting("the release is published before its files are there; gh publishes it afterwards")
    })
}
