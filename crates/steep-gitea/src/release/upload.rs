//! Adding files to a release.

use steep_forge::operation::ReleaseUpload;
use steep_forge::{Emission, Refusal};
use steep_jq::jq;
use steep_rest::{Rest, Vars};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::change::named;
use crate::mention::Mention;
use crate::release::files::{IS_ONE_OF_THE_FILES, at_least_one, files_are_there, over_files, upload};
use crate::release::tag::{id, of_tag};

/// The same as a call of the companion; `None` without one.
fn by_companion(rest: &mut Rest<'_>, wanted: &ReleaseUpload, files: &[Word]) -> Result<Option<Script>, Refusal> {
    if !rest.has_companion() || files.iter().any(|file| file.display().starts_with('-')) {
        return Ok(None);
    }
    let release = of_tag(rest, wanted.tag.as_ref())?;
    let mut args: Vec<Arg> = files.iter().map(Arg::from).collect();
    args.extend(wanted.overwrite.then(|| "--clobber".into()));
    Ok(rest.get(release).commanding("upload", args))
}

/// Adds files to a release. A name that is taken is an error, or the old file goes first: the server would keep both.
pub(crate) fn by_rest(mut rest: Rest<'_>, wanted: &ReleaseUpload) -> Result<Emission, Refusal> {
    let mentioned = [named(None, "<file>")];
    let files = if wanted.files.is_empty() { mentioned.as_slice() } else { &wanted.files };
    if let Some(script) = by_companion(&mut rest, wanted, files)? {
        return Ok(change::requests(rest, script).noting_tag(wanted.tag.as_ref()));
    }
    rest.step(files_are_there(&at_least_one(files)));
    let (id, main) = if wanted.overwrite {
        let id = id(&mut rest, wanted.tag.as_ref())?;
        let assets = rest.repo(Arg::text("releases/").join(id.clone()).then("/assets"))?;
        let look = over_files(
            jq("input[] | select($_is_one) | .id").with("is_one", jq(IS_ONE_OF_THE_FILES)),
            files,
            Vars::default(),
        );
        let taken = rest.set("taken", rest.get(assets.clone()).script().pipe(look));
        let delete = rest.send("DELETE", assets.then("/").join(Arg::variable("asset"))).script();
        let delete = Script::Or(Box::new(delete), Box::new(Script::call(["exit", "1"])));
        let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), taken]);
        let some = Script::call([Arg::text("test"), Arg::text("-n"), Arg::variable("asset")]);
        let each = Script::call(["read", "-r", "asset"]).and(some);
        (id, Some(show.pipe(Script::While(Box::new(each), Box::new(delete)))))
    } else {
        let release = of_tag(&mut rest, wanted.tag.as_ref())?;
        let program =
            jq("input | if any(.assets[]; $_is_one) then error(\"a file of that name is there already\") else .id end");
        let program = program.with("is_one", jq(IS_ONE_OF_THE_FILES));
        let look = rest.get(release).script().pipe(over_files(program, files, Vars::default()));
        (rest.set("id", look), None)
    };
    let upload = upload(&mut rest, id, files, None)?;
    let main = match main {
        Some(first) => first.and(upload),
        None => upload,
    };
    Ok(change::requests(rest, main).noting_tag(wanted.tag.as_ref()))
}
